import { backupOperation } from "./backup-operation.ts";
import { launchMembers } from "./launch-members.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { made } from "./made.ts";
import type { WakeInput } from "./plan-wake.ts";
import type { Stage } from "./stage.ts";
import { takeBack } from "./take-back.ts";

/** All members at once, at the addresses that were kept for them; each fills its etcd from the snapshot, under the same new token. */
export const launchWoken: Stage<WakeInput, { members: LaunchedMachine[] }> = async (input, ports) => {
  const [cluster, { backup }] = await Promise.all([
    ports.state.cluster(input.tenantId, input.clusterId),
    backupOperation(input, ports),
  ]);
  const snapshot = { backupId: backup.backupId, sha256: input.plan.sha256 };
  return { members: await launchMembers(input, { cluster, members: made(cluster, "members"), snapshot }, ports) };
};

/** The last machines that go: nothing is in a spread group any more. */
export const undoLaunchWoken: Stage = async (input, ports) => {
  await takeBack(input, (by) => by === input.operationId, ports, "control-plane");
  await ports.machines.removeSpreadGroups(input.clusterId);
};
