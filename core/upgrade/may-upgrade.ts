import { kubernetesVersions, resolveVersion } from "#contract/catalog.ts";
import { clusterCan } from "#contract/states.ts";
import type { UpgradeCluster } from "#contract/upgrades.ts";
import { InvalidInput, NotFound, WrongState } from "#core/errors.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { halfText, isHalfRotated, isHalfUpgraded } from "./is-half-upgraded.ts";
import { pathTo } from "./path.ts";
import { compareVersions, minorOf } from "./versions.ts";

/** Versions that a cluster of the version can be brought to at once: newer ones of its minor, and of the next. */
export const upgradesOf = (version: string, offered: readonly string[] = kubernetesVersions): string[] =>
  offered.filter((other) => compareVersions(other, version) > 0 && minorOf(other) - minorOf(version) <= 1);

const refuse = (asked: string, version: string, why: string): never => {
  const allowed = upgradesOf(version);
  const words = allowed.length > 0 ? allowed.join(", ") : "none now: there is nothing newer on offer";
  throw new InvalidInput(`the cluster cannot be upgraded to ${asked}`, [
    { field: "version", value: asked, allowed: `${why}; allowed: ${words}` },
  ]);
};

/** @returns the versions that it goes by, the one that is meant among them @throws InvalidInput naming what is allowed */
const pathFor = (
  { version: asked, chain }: Pick<UpgradeCluster, "version" | "chain">,
  { spec: { version } }: ClusterRecord,
): string[] => {
  const target = resolveVersion(asked);
  if (!target) return refuse(asked, version, "not on offer");
  const order = compareVersions(target, version);
  if (order === 0) return refuse(asked, version, `the cluster is of ${version} already`);
  if (order < 0) return refuse(asked, version, `older than the cluster's ${version}`);
  const way = pathTo(version, target);
  const far = `more than one minor from the cluster's ${version}`;
  if (!("path" in way)) return refuse(asked, version, `${far}, and no version of 1.${way.minor} is on offer to go by`);
  const { path } = way;
  if (path.length > 1 && !chain)
    return refuse(
      asked,
      version,
      `${far}; with "chain": true (\`--chain\`) it goes by ${path.slice(0, -1).join(", ")}`,
    );
  return path;
};

/**
 * Whether the cluster takes an upgrade to the version. One whose upgrade has not come to its end goes on with it, or back from it.
 * @returns from where, and by which versions to where @throws NotFound, WrongState, InvalidInput naming what is allowed
 */
export const mayUpgrade = (
  cluster: ClusterRecord,
  nodes: readonly Pick<NodeRecord, "version" | "keyRevision" | "state">[],
  asked: Pick<UpgradeCluster, "version" | "chain">,
): { from: string; path: string[] } => {
  const { clusterId, state, activeOperation, conditions, spec } = cluster;
  if (state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  if (activeOperation !== undefined)
    throw new WrongState(
      `cluster ${clusterId} is held by operation ${activeOperation}; wait until it is over`,
      activeOperation,
    );
  if (!(clusterCan.clusterUpgrade as readonly string[]).includes(state))
    throw new WrongState(`cluster ${clusterId} is ${state}; it can be upgraded while it is running`);
  if (isHalfRotated(cluster, nodes)) throw new WrongState(halfText(cluster, nodes));
  if (!isHalfUpgraded(cluster, nodes) && state === "degraded") {
    const why = conditions.flatMap(({ message }) => (message === undefined ? [] : [message])).join("; ");
    throw new WrongState(
      `cluster ${clusterId} is degraded; it can be upgraded while it is running${why ? `: ${why}` : ""}`,
    );
  }
  const path = pathFor(asked, cluster);
  const older = nodes.find(({ version }) => minorOf(path[0] ?? version) - minorOf(version) > 1);
  if (older)
    throw new WrongState(
      `machines of cluster ${clusterId} are of ${older.version} still; go on with its rollback, or retry that, first`,
    );
  return { from: spec.version, path };
};
