import { backupOperation } from "./backup-operation.ts";
import type { Stage } from "./stage.ts";

/** The backup is kept; the cluster is free, and what it was. */
export const finishBackup: Stage = async (input, ports) => {
  const { operation } = await backupOperation(input, ports);
  const { clusterStateBefore: clusterState = "running" } = operation;
  await ports.state.finishOperation(input, { status: "succeeded", clusterState, at: ports.clock.now() });
};
