import type { Operation } from "#contract/operations.ts";
import type { PageQuery } from "#contract/pages.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import { operationView } from "./operation-view.ts";

/** @throws NotFound */
export const viewOperation = async (
  { caller, params }: Call<undefined, { operationId: string }>,
  { state }: ReadPorts,
): Promise<Operation> => operationView(await state.operation(caller.tenantId, params.operationId));

/** @throws InvalidInput for a page token that is not ours */
export const listOperations = async (
  { caller, query }: Call<undefined, undefined, PageQuery & { clusterId?: string | undefined }>,
  { state }: ReadPorts,
): Promise<{ items: Operation[]; nextPageToken?: string }> => {
  const scope = { tenantId: caller.tenantId, list: "operations", clusterId: query.clusterId };
  const { items, next } = await state.operations(caller.tenantId, {
    ...openPage(scope, query),
    ...(query.clusterId === undefined ? {} : { clusterId: query.clusterId }),
  });
  return closePage(scope, items.map(operationView), next);
};
