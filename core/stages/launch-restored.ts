import { backupOperation } from "./backup-operation.ts";
import { launchMembers } from "./launch-members.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { membersOf, type RestoreInput } from "./restored-members.ts";
import type { Stage } from "./stage.ts";
import { takeBack } from "./take-back.ts";

/** Beside the members that there are. */
export const launchRestored: Stage<RestoreInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const [cluster, { backup }] = await Promise.all([
    ports.state.cluster(input.tenantId, input.clusterId),
    backupOperation(input, ports),
  ]);
  const { born: members } = membersOf(cluster, input);
  const snapshot = { backupId: backup.backupId, sha256: input.plan.sha256 };
  return { machines: await launchMembers(input, { cluster, members, snapshot }, ports) };
};

/** Whatever this operation has launched ends. Nobody knows of it: the load balancer sends nothing there. */
export const undoLaunchRestored: Stage = (input, ports) =>
  takeBack(input, (by) => by === input.operationId, ports, "control-plane");
