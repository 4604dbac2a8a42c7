import type { KeyRotationProgress } from "#contract/key-phases.ts";
import type { Operation, UpgradeProgress } from "#contract/operations.ts";
import type { NodeChange, OperationRecord, StageRecord, Upgrade } from "#core/records.ts";
import { waysTo } from "./stage-graph.ts";

/** What callers see of a change of nodes. The last round of a roll is over with it, and is not written down by itself. */
const changeView = (
  { nodeGroupId, roll }: NodeChange,
  { status }: Pick<Operation, "status">,
): Pick<Operation, "nodeGroupId" | "roll"> => {
  if (!roll) return { nodeGroupId };
  const { maxSurge, done, total } = roll;
  return { nodeGroupId, roll: { maxSurge, machines: { done: status === "succeeded" ? total : done, total } } };
};

const nodeOf = (
  about: { nodeId?: string; reason?: Operation["reason"] } | undefined,
): Pick<Operation, "nodeId" | "reason"> => ({
  ...(about?.nodeId === undefined ? {} : { nodeId: about.nodeId }),
  ...(about?.reason ? { reason: about.reason } : {}),
});

/** What callers see of an upgrade. */
const upgradeView = ({ from, to, hops, back, doing, machines, emulates, rehearsal }: Upgrade): UpgradeProgress => ({
  ...{ from, to, machines, target: back ? from : to },
  ...(emulates === undefined ? {} : { emulates }),
  ...(hops ? { hops } : {}),
  ...(doing === undefined ? {} : { step: doing }),
  ...(rehearsal ? { rehearsal } : {}),
});

/** What callers see of an upgrade, or of a phase of a rotation of keys, which is the same work. */
export const progressView = (upgrade: Upgrade): { upgrade: UpgradeProgress } | { keyRotation: KeyRotationProgress } => {
  const { keys, back, doing, machines } = upgrade;
  if (!keys) return { upgrade: upgradeView(upgrade) };
  const step = doing === undefined ? {} : { step: doing };
  return { keyRotation: { phase: keys.phase, goesBack: back !== undefined, ...step, machines } };
};

const stagesView = (kind: OperationRecord["kind"], stages: readonly StageRecord[]): Operation["stages"] => {
  const names = stages.map(({ name }) => name);
  const ways = waysTo(kind, names);
  return stages.map(({ name, ...stage }, i) => ({ name, after: [...(ways[i] ?? [])], ...stage }));
};

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
  restoreFrom,
  run: ____,
  stages,
  ...rest
}: OperationRecord): Operation => ({
  id: operationId,
  ...rest,
  stages: stagesView(rest.kind, stages),
  ...(upgrade ? progressView(upgrade) : {}),
  ...(change ? changeView(change, rest) : {}),
  ...(backup || restoreFrom ? { backupId: (backup ?? restoreFrom)?.backupId } : {}),
  ...nodeOf(change ?? member),
  ...(revocation ? { roles: revocation.roles } : {}),
});
