import { hibernatedCondition } from "#contract/conditions.ts";
import { backupOperation } from "./backup-operation.ts";
import type { Stage } from "./stage.ts";

/** The cluster sleeps; nothing of it runs. */
export const finishHibernation: Stage = async (input, ports) => {
  const { backup } = await backupOperation(input, ports);
  const at = ports.clock.now();
  const message = `asleep; wakes from backup ${backup.backupId}`;
  await ports.state.updateCluster(input, {
    conditions: [{ type: hibernatedCondition, is: "true", reason: "SnapshotKept", message, since: at }],
    at,
  });
  const end = { clusterState: "hibernated", nodeGroupState: "hibernated" } as const;
  await ports.state.finishOperation(input, { status: "succeeded", ...end, at });
};
