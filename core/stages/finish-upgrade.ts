import type { ClusterRecord } from "#core/records.ts";
import { joiningEtcd } from "#core/upgrade/etcd-version.ts";
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
 * The cluster is of the version that was reached, and free again. Routes first: where the last step was broken off once its machine had
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
  if (cluster.spec.version !== version) {
    // With the version would change what absence means.
    const etcdMinor = joiningEtcd(cluster, await nodeRecords(input, ports));
    const resources = await imagesOf(cluster, version, ports);
    const at = clock.now();
    const { from, to } = upgrade;
    const upgraded = isRollback(upgrade) ? {} : { upgraded: { from, to, at, operationId: input.operationId } };
    await state.updateCluster(input, { version, ...(etcdMinor ? { etcdMinor } : {}), ...upgraded, resources, at });
  }
  await state.finishOperation(input, {
    status: upgrade.back ? (cancelAsked ? "cancelled" : "rolled-back") : "succeeded",
    clusterState,
    ...(upgrade.back ? { error: upgrade.back } : {}),
    at: clock.now(),
  });
};
