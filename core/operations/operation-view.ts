import type { Operation, UpgradeProgress } from "#contract/operations.ts";
import type { OperationRecord, Upgrade } from "#core/records.ts";

const nodeOf = (
  about: { nodeId?: string; reason?: Operation["reason"] } | undefined,
): Pick<Operation, "nodeId" | "reason"> => ({
  ...(about?.nodeId === undefined ? {} : { nodeId: about.nodeId }),
  ...(about?.reason ? { reason: about.reason } : {}),
});

/** What callers see of an upgrade. */
export const upgradeView = ({ from, to, hops, back, doing, machines, rehearsal }: Upgrade): UpgradeProgress => ({
  ...{ from, to, machines, target: back ? from : to },
  ...(hops ? { hops } : {}),
  ...(doing === undefined ? {} : { step: doing }),
  ...(rehearsal ? { rehearsal } : {}),
});

/** What callers see of an operation. */
export const operationView = ({
  tenantId: _,
  operationId,
  generation: __,
  change,
  member,
  backup,
  upgrade,
  clusterStateBefore: ___,
  revocation,
  run: ____,
  ...rest
}: OperationRecord): Operation => ({
  id: operationId,
  ...rest,
  ...(upgrade ? { upgrade: upgradeView(upgrade) } : {}),
  ...(change ? { nodeGroupId: change.nodeGroupId } : {}),
  ...(backup ? { backupId: backup.backupId } : {}),
  ...nodeOf(change ?? member),
  ...(revocation ? { roles: revocation.roles } : {}),
});
