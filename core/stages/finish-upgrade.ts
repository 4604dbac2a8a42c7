import { newBackupId } from "#core/clusters/ids.ts";
import type { ClusterRecord } from "#core/records.ts";
import { joiningEtcd } from "#core/upgrade/etcd-version.ts";
import { atNextHop, hasHopsDone, hopsText, nextHop, withHop } from "#core/upgrade/hops.ts";
import { nodeRecords } from "./node-change.ts";
import { routePods } from "./route-pods.ts";
import type { Ports, Stage } from "./stage.ts";
import { isRollback, targetOf, upgradeOf } from "./upgrade-facts.ts";

/** What machines of the version boot, of each architecture that the cluster has had. */
const imagesOf = async (
  { resources }: ClusterRecord,
  version: string,
  { machines }: Pick<Ports, "machines">,
): Promise<Pick<ClusterRecord["resources"], "imageId" | "armImageId">> => ({
  ...(resources.imageId === undefined ? {} : { imageId: await machines.image(version, "x86_64") }),
  ...(resources.armImageId === undefined ? {} : { armImageId: await machines.image(version, "arm64") }),
});

/**
 * The cluster is of the version that was reached, and free again, or goes on to the next one by another execution. Routes first: where the last step was broken off once its machine had
 * gone, no further step sees to them.
 */
export const finishUpgrade: Stage = async (input, ports) => {
  const { state, clock } = ports;
  await routePods(input, ports);
  const operation = await state.operation(input.tenantId, input.operationId);
  const { clusterStateBefore: clusterState = "running", cancelAsked } = operation;
  const upgrade = upgradeOf(operation);
  const version = targetOf(upgrade);
  const cluster = await state.cluster(input.tenantId, input.clusterId);
  const at = clock.now();
  if (cluster.spec.version !== version) {
    // With the version would change what absence means.
    const etcdMinor = joiningEtcd(cluster, await nodeRecords(input, ports));
    const resources = await imagesOf(cluster, version, ports);
    const { from, to } = upgrade;
    const upgraded = isRollback(upgrade) ? {} : { upgraded: { from, to, at, operationId: input.operationId } };
    await state.updateCluster(input, { version, ...(etcdMinor ? { etcdMinor } : {}), ...upgraded, resources, at });
  }
  const hop = nextHop(upgrade);
  if (hop) {
    const backup = { backupId: newBackupId(), reason: "upgrade" as const, askedAt: at };
    return state.beginPart(input, { upgrade: atNextHop(upgrade, hop, at), backup, at });
  }
  const { back } = upgrade;
  const ended = withHop(upgrade, back ? "undone" : "done", at);
  const badEnd = hasHopsDone(upgrade) ? "failed" : "rolled-back";
  await state.finishOperation(input, {
    status: back ? (cancelAsked ? "cancelled" : badEnd) : "succeeded",
    clusterState,
    ...(back ? { error: { ...back, message: `${back.message}${hopsText(ended)}` } } : {}),
    ...{ upgrade: ended, at },
  });
};
