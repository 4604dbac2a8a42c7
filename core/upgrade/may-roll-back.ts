import { kubernetesVersions } from "#contract/catalog.ts";
import { allows } from "#contract/states.ts";
import { type Rollback, rollbackDays } from "#contract/upgrades.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { etcdOf, shippedEtcd } from "./etcd-version.ts";
import { halfText, isHalfRotated } from "./is-half-upgraded.ts";
import { compareVersions } from "./versions.ts";

type Facts = Pick<
  ClusterRecord,
  "spec" | "state" | "activeOperation" | "upgraded" | "etcdMinor" | "keySet" | "clusterId"
>;
type Machine = Pick<NodeRecord, "version" | "keyRevision" | "state">;

const dayMilliseconds = 24 * 3600 * 1000;

const no = (reason: Rollback["reason"], message: string, more: Partial<Rollback> = {}): Rollback => ({
  possible: false,
  ...more,
  reason,
  message,
});

/**
 * Whether the cluster's last upgrade can be rolled back, until when, and if not why: as far as records tell. What of its objects the version
 * before does not know is found by the rollback's rehearsal, before anything changes. One that has come half way is gone on with, however
 * long ago the upgrade was over.
 * @param nodes absent: only what the cluster's own record tells
 */
export const rollbackOf = (cluster: Facts, now: string, nodes: readonly Machine[] = []): Rollback => {
  const { spec, state, activeOperation, upgraded } = cluster;
  if (upgraded?.to !== spec.version) return no("NoUpgrade", `no upgrade to ${spec.version} is on record`);
  const { from: version, at } = upgraded;
  const until = new Date(Date.parse(at) + rollbackDays * dayMilliseconds).toISOString();
  const what = { version, until };
  const versions = new Set(nodes.filter((node) => !isKept(node)).map((node) => node.version));
  if (until <= now && !versions.has(version))
    return no("TooLate", `the upgrade from ${version} was over at ${at}, ${rollbackDays} days ago or more`, what);
  if (!(kubernetesVersions as readonly string[]).includes(version))
    return no("VersionWithdrawn", `${version} is on offer no more`, what);
  const [runs, known] = [etcdOf(cluster), shippedEtcd(version)];
  if (runs === undefined || known === undefined || compareVersions(runs, known) > 0)
    return no("EtcdMoved", `etcd is of ${runs} by now, and machines of ${version} have ${known}`, what);
  if (activeOperation !== undefined)
    return no("NotRunning", `operation ${activeOperation} holds the cluster; wait until it is over`, what);
  if (!allows(state, "clusterRollback"))
    return no("NotRunning", `the cluster is ${state}; its upgrade can be rolled back while it is running`, what);
  if (isHalfRotated(cluster, nodes)) return no("HalfUpgraded", halfText(cluster, nodes), what);
  // What has left it so goes on, there or back: between three versions no order of the steps is right.
  const others = [...versions].filter((one) => one !== spec.version && one !== version);
  if (others.length > 0)
    return no(
      "HalfUpgraded",
      `machines are of ${others.join(", ")}; first go on with the upgrade that has left it so`,
      what,
    );
  return { possible: true, ...what };
};

/** @returns from where to where @throws NotFound, WrongState naming why not */
export const mayRollBack = (
  cluster: ClusterRecord,
  nodes: readonly Machine[],
  now: string,
): { from: string; to: string } => {
  const { clusterId, state, activeOperation, spec } = cluster;
  if (state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  const { possible, version, message } = rollbackOf(cluster, now, nodes);
  if (!possible || version === undefined)
    throw new WrongState(`the upgrade of cluster ${clusterId} cannot be rolled back: ${message}`, activeOperation);
  return { from: spec.version, to: version };
};
