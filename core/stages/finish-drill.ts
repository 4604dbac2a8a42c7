import { backupsCondition } from "#contract/conditions.ts";
import { merged } from "#core/healing/conditions.ts";
import { backupOperation } from "./backup-operation.ts";
import type { Stage } from "./stage.ts";

/** The backup is proven; the cluster is free, and what it was. */
export const finishDrill: Stage = async (input, ports) => {
  const at = ports.clock.now();
  const [cluster, { operation, backup }] = await Promise.all([
    ports.state.cluster(input.tenantId, input.clusterId),
    backupOperation(input, ports),
  ]);
  const fact = { type: backupsCondition, is: "true" as const, reason: "DrillSucceeded", message: backup.backupId };
  await ports.state.updateCluster(input, { conditions: merged(cluster.conditions, [fact], at), at });
  const { clusterStateBefore: clusterState = "running" } = operation;
  await ports.state.finishOperation(input, { status: "succeeded", clusterState, at });
};
