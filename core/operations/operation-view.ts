import type { Operation } from "#contract/operations.ts";
import type { OperationRecord } from "#core/records.ts";

/** What callers see of an operation. */
export const operationView = ({
  tenantId: _,
  operationId,
  generation: __,
  change,
  clusterStateBefore: ___,
  revocation,
  ...rest
}: OperationRecord): Operation => ({
  id: operationId,
  ...rest,
  ...(change ? { nodeGroupId: change.nodeGroupId } : {}),
  ...(change?.nodeId === undefined ? {} : { nodeId: change.nodeId }),
  ...(revocation ? { roles: revocation.roles } : {}),
  ...(change?.reason ? { reason: change.reason } : {}),
});
