import { kubernetesVersions } from "#contract/catalog.ts";
import { allows } from "#contract/states.ts";
import { type Rollback, rollbackDays } from "#contract/upgrades.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { etcdOf, shippedEtcd } from "./etcd-version.ts";
import { isHalfUpgraded } from "./is-half-upgraded.ts";
import { compareVersions } from "./versions.ts";

type Facts = Pick<ClusterRecord, "spec" | "state" | "activeOperation" | "upgraded" | "etcdMinor">;

const dayMilliseconds = 24 * 3600 * 1000;

const no = (reason: Rollback["reason"], message: string, more: Partial<Rollback> = {}): Rollback => ({
  possible: false,
  ...more,
  reason,
  message,
});

/**
 * Whether the cluster's last upgrade can be rolled back, until when, and if not why: as far as records tell. What of its objects the version
 * before does not know is found by the rollback's rehearsal, before anything changes.
 */
export const rollbackOf = (cluster: Facts, now: string): Rollback => {
  const { spec, state, activeOperation, upgraded } = cluster;
  if (upgraded?.to !== spec.version) return no("NoUpgrade", `no upgrade to ${spec.version} is on record`);
  const { from: version, at } = upgraded;
  const until = new Date(Date.parse(at) + rollbackDays * dayMilliseconds).toISOString();
  const what = { version, until };
  if (until <= now)
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
  return { possible: true, ...what };
};

/** @returns from where to where @throws NotFound, WrongState naming why not */
export const mayRollBack = (
  cluster: ClusterRecord,
  nodes: readonly Pick<NodeRecord, "version" | "state">[],
  now: string,
): { from: string; to: string } => {
  const { clusterId, state, activeOperation, spec } = cluster;
  if (state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  const { possible, version, message } = rollbackOf(cluster, now);
  if (!possible || version === undefined)
    throw new WrongState(`the upgrade of cluster ${clusterId} cannot be rolled back: ${message}`, activeOperation);
  if (isHalfUpgraded(cluster, nodes))
    throw new WrongState(
      `machines of cluster ${clusterId} are of several versions; retry the operation that has left it so, or upgrade it again`,
    );
  return { from: spec.version, to: version };
};
