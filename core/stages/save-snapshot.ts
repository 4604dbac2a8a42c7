import { backupOperation } from "./backup-operation.ts";
import { doorOf, lookAtControlPlane } from "./member-change.ts";
import type { Stage } from "./stage.ts";

/** A member that is well saves what it has; its machine sends it to where it is kept. @throws NotYet while it is being saved */
export const saveSnapshot: Stage = async (input, ports) => {
  const { backup } = await backupOperation(input, ports);
  if (await ports.snapshots.find(input.clusterId, backup.backupId)) return;
  const door = await doorOf(await lookAtControlPlane(input, ports), input, []);
  await ports.etcdSnapshots.save(door, backup.backupId);
};

/** One that comes later has no record, and is cleared away with the next backup. */
export const undoSaveSnapshot: Stage = async (input, ports) => {
  const { backup } = await backupOperation(input, ports);
  await ports.snapshots.remove(input.clusterId, backup.backupId);
};
