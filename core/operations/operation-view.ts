import type { Operation } from "#contract/operations.ts";
import type { OperationRecord } from "#core/records.ts";

const nodeOf = (
  about: { nodeId?: string; reason?: Operation["reason"] } | undefined,
): Pick<Operation, "nodeId" | "reason"> => ({
  ...(about?.nodeId === undefined ? {} : { nodeId: about.nodeId }),
  ...(about?.reason ? { reason: about.reason } : {}),
});

/** What callers see of an operation. */
export const operationView = ({
  tenantId: _,
  operationId,
  generation: __,
  change,
  member,
  backup,
  clusterStateBefore: ___,
  revocation,
  ...rest
}: OperationRecord): Operation => ({
  id: operationId,
  ...rest,
  ...(change ? { nodeGroupId: change.nodeGroupId } : {}),
  ...(backup ? { backupId: backup.backupId } : {}),
  ...nodeOf(change ?? member),
  ...(revocation ? { roles: revocation.roles } : {}),
});
