import type { Operation } from "#contract/operations.ts";
import type { PageQuery } from "#contract/pages.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
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
  const { items, next } = await state.operations(caller.tenantId, {
    limit: query.pageSize,
    ...(query.pageToken === undefined ? {} : { after: query.pageToken }),
    ...(query.clusterId === undefined ? {} : { clusterId: query.clusterId }),
  });
  return { items: items.map(operationView), ...(next === undefined ? {} : { nextPageToken: next }) };
};
