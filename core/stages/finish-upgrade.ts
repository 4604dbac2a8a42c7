import { newBackupId } from "#core/clusters/ids.ts";
import { Cancelled } from "#core/errors.ts";
import { withoutOld } from "#core/keys/rotation.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, Upgrade } from "#core/records.ts";
import { etcdOf, joiningEtcd, runningEtcd } from "#core/upgrade/etcd-version.ts";
import { atNextHop, hasHopsDone, hopsText, nextHop, withHop } from "#core/upgrade/hops.ts";
import { compareVersions } from "#core/upgrade/versions.ts";
import { imagesOf } from "./machine-image.ts";
import { connectTo, nodeRecords } from "./node-change.ts";
import { forgetOtherAuthorities } from "./published-authorities.ts";
import { routePods } from "./route-pods.ts";
import type { Ports, Stage } from "./stage.ts";
import { isRollback, targetOf, upgradeOf } from "./upgrade-facts.ts";

/**
 * The version that was reached, on the cluster's record. With it would change which etcd absence means; and on the way back a minor of
 * etcd that was to come with new members, and has come with none, is not the cluster's.
 */
const noteVersion = async (
  input: StageInput,
  { upgrade, cluster, at }: { upgrade: Upgrade; cluster: ClusterRecord; at: string },
  ports: Pick<Ports, "state" | "machines">,
): Promise<void> => {
  const { from, to, back } = upgrade;
  const version = targetOf(upgrade);
  const isNew = cluster.spec.version !== version;
  const nodes = await nodeRecords(input, ports);
  const [known, runs] = [etcdOf(cluster), runningEtcd(nodes)];
  const isAhead = back !== undefined && known !== undefined && runs !== undefined && compareVersions(known, runs) > 0;
  if (!isNew && !isAhead) return;
  const etcdMinor = isAhead ? runs : joiningEtcd(cluster, nodes);
  const isUpgraded = isNew && !back && !isRollback(upgrade);
  await ports.state.updateCluster(input, {
    ...(isNew ? { version, resources: await imagesOf(cluster, version, ports) } : {}),
    ...(etcdMinor === undefined ? {} : { etcdMinor }),
    ...(isUpgraded ? { upgraded: { from, to, at, operationId: input.operationId } } : {}),
    at,
  });
};

/** Of old keys that are deleted already: they are nothing to go back to, so the phase is at its end, whatever failed after that. */
const isDone = ({ keys }: Upgrade): boolean => keys !== undefined && keys.from === keys.to;
const withoutWayBack = (upgrade: Upgrade): Upgrade => {
  const { back: _, ...on } = upgrade;
  return isDone(upgrade) ? on : upgrade;
};

/** Nobody trusts a set of keys that was dropped, or taken back, any more, and nobody keeps it. */
const forgetOldKeys = async (
  { clusterId }: StageInput,
  cluster: ClusterRecord,
  ports: Pick<Ports, "secrets" | "kubernetes">,
): Promise<void> => {
  const { files } = await ports.secrets.keys(clusterId);
  await forgetOtherAuthorities(await connectTo(cluster, ports), files);
  await ports.secrets.changeKeys(clusterId, async (keys) => withoutOld(keys), { forget: true });
};

/**
 * The cluster is of the version that was reached, and free again, or goes on to the next one by another execution. Routes first: where the
 * last step was broken off once its machine had gone, no further step sees to them.
 * @throws Cancelled where it is to go back instead
 */
export const finishUpgrade: Stage = async (input, ports) => {
  const { state, clock } = ports;
  await routePods(input, ports);
  const operation = await state.operation(input.tenantId, input.operationId);
  const { clusterStateBefore: clusterState = "running", cancelAsked } = operation;
  const upgrade = withoutWayBack(upgradeOf(operation));
  const { back } = upgrade;
  if (cancelAsked && !back && !isDone(upgrade)) throw new Cancelled(`${cancelAsked.by} cancelled the operation`);
  const cluster = await state.cluster(input.tenantId, input.clusterId);
  const at = clock.now();
  await noteVersion(input, { upgrade, cluster, at }, ports);
  // Nearly last: from here on there is no way back to them.
  if (upgrade.keys) await forgetOldKeys(input, cluster, ports);
  const hop = nextHop(upgrade);
  if (hop) {
    const backup = { backupId: newBackupId(), reason: "upgrade" as const, askedAt: at };
    return state.beginPart(input, { upgrade: atNextHop(upgrade, hop, at), backup, at });
  }
  const ended = withHop(upgrade, back ? "undone" : "done", at);
  const badEnd = hasHopsDone(upgrade) ? "failed" : "rolled-back";
  await state.finishOperation(input, {
    status: back ? (cancelAsked ? "cancelled" : badEnd) : "succeeded",
    clusterState,
    ...(back ? { error: { ...back, message: `${back.message}${hopsText(ended)}` } } : {}),
    ...{ upgrade: ended, at },
  });
};
