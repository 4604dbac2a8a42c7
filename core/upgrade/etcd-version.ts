import type { KubernetesVersion } from "#contract/catalog.ts";
import { componentVersions, etcdBefore } from "#contract/component-versions.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { compareVersions } from "./versions.ts";

// One rule for all of it: while a cluster goes from one version to another, and until it goes to the next one, its members run etcd of the
// minor that the older of the two comes with. Machines of both have its image, so members of both can join, whichever way it goes.

/** `3.6.8-0` → `3.6`. */
const minorIn = (tag: string): string => tag.split(".").slice(0, 2).join(".");

/** The minor of etcd that the version comes with. @returns undefined for one that is on offer no more */
export const shippedEtcd = (version: string): string | undefined => {
  const known = (componentVersions as Partial<typeof componentVersions>)[version as KubernetesVersion];
  return known && minorIn(known.etcd);
};

/** Of minors such as `3.6`. */
export const newestEtcd = (minors: readonly (string | undefined)[]): string | undefined =>
  minors.reduce((a, b) => (a === undefined || (b !== undefined && compareVersions(b, a) > 0) ? b : a), undefined);

/** The minor that members of the cluster run, or that whoever joins them is to run. */
export const etcdOf = ({ spec, etcdMinor }: Pick<ClusterRecord, "spec" | "etcdMinor">): string | undefined =>
  etcdMinor ?? shippedEtcd(spec.version);

type Member = Pick<NodeRecord, "role" | "version" | "etcd">;

/** The minors that members run, the oldest first; none where that is not known of all. */
const minorsRun = (nodes: readonly Member[]): string[] => {
  const minors = nodes
    .filter(({ role }) => role === "control-plane")
    .map(({ version, etcd }) => (etcd === undefined ? shippedEtcd(version) : minorIn(etcd)));
  return minors.every((minor) => minor !== undefined) ? minors.sort(compareVersions) : [];
};

/** What etcd has agreed on: the oldest minor of its members. It takes in nobody who is older than that. */
const agreedEtcd = (nodes: readonly Member[]): string | undefined => minorsRun(nodes)[0];

/** The newest minor that any member runs. */
export const runningEtcd = (nodes: readonly Member[]): string | undefined => minorsRun(nodes).at(-1);

type Versions = { from: string; to: string };

/** The minor with which a cluster can go from one version to the other, and back. */
export const etcdBetween = ({ from, to }: Versions): string | undefined =>
  shippedEtcd(compareVersions(from, to) < 0 ? from : to);

/** The minor that a member which joins now is to run; never older than what is agreed on. @param versions of the upgrade that begins */
export const joiningEtcd = (
  cluster: Pick<ClusterRecord, "spec" | "etcdMinor">,
  nodes: readonly Member[],
  versions?: Versions,
): string | undefined => newestEtcd([etcdOf(cluster), agreedEtcd(nodes), versions && etcdBetween(versions)]);

/** The image of etcd of the minor that machines of the version have; where they have none of it, the one that the version comes with. */
export const etcdTagOn = (version: string, minor: string | undefined): string | undefined => {
  const known = version as KubernetesVersion;
  const own = (componentVersions as Partial<typeof componentVersions>)[known]?.etcd;
  return [own, etcdBefore[known]].find((tag) => tag !== undefined && minorIn(tag) === minor) ?? own;
};

/** The same as a minor. */
export const etcdMinorOn = (version: string, minor: string | undefined): string | undefined => {
  const tag = etcdTagOn(version, minor);
  return tag === undefined ? undefined : minorIn(tag);
};

/** The minor that members run at the beginning of each way between two versions. @param path the versions that the cluster goes by */
export const etcdAlong = (
  cluster: Pick<ClusterRecord, "spec" | "etcdMinor">,
  path: readonly string[],
): (string | undefined)[] => {
  let minor = etcdOf(cluster);
  return path.map((to, i) => {
    const before = minor;
    minor = newestEtcd([minor, etcdBetween({ from: path[i - 1] ?? cluster.spec.version, to })]);
    return before;
  });
};
