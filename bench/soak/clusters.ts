import type { Cluster } from "#contract/clusters.ts";
import type { OperationRecord } from "#core/records.ts";
import type { Caller } from "./caller.ts";

/** A cluster of the soak, as the operations on it have left it. */
export interface SoakCluster {
  caller: Caller;
  clusterId: string;
  version: "1.36" | "1.37";
  is: "running" | "hibernated" | "failed" | "deleted";
  /** Somebody is at it. */
  isBusy: boolean;
}

/** All that goes on in a soak. */
export interface Soak {
  callers: Caller[];
  clusters: SoakCluster[];
  /** Operations that have been waited for, as they ended. */
  ended: OperationRecord[];
  /** Between 0 and 1, the next one of the seed's. */
  random(): number;
}

/** What is in the name counts from one, so that no two clusters have the same. */
let named = 0;

/** Three members and a worker, as cheap as a cluster can be. */
export const specOf = (version: SoakCluster["version"]) => ({
  name: `soak-${++named}`,
  version,
  nodeGroups: [{ name: "default", size: 1 }],
});

/** Asks for a cluster and waits for it. @returns undefined where it was refused */
export const create = async (
  soak: Soak,
  caller: Caller,
  version: SoakCluster["version"],
): Promise<SoakCluster | undefined> => {
  const ended = await caller.done("POST", "/clusters", specOf(version));
  return ended && come(soak, caller, version, ended);
};

/** What has come of a creation. */
export const come = (
  soak: Soak,
  caller: Caller,
  version: SoakCluster["version"],
  ended: OperationRecord,
): SoakCluster => {
  soak.ended.push(ended);
  const is = ended.status === "succeeded" ? "running" : "failed";
  const cluster: SoakCluster = { caller, clusterId: ended.clusterId, version, is, isBusy: false };
  soak.clusters.push(cluster);
  return cluster;
};

/** Takes it away; somebody else's operation may hold it for a while, as the service's own repairs do. */
export const remove = async (soak: Soak, cluster: SoakCluster, tries = 60): Promise<void> => {
  for (let i = 0; i < tries; i++) {
    const ended = await cluster.caller.done("DELETE", `/clusters/${cluster.clusterId}`);
    if (ended) {
      soak.ended.push(ended);
      if (ended.status !== "succeeded") continue;
      cluster.is = "deleted";
      soak.clusters.splice(soak.clusters.indexOf(cluster), 1);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
};

/** Clusters that somebody made whose answer never came. */
const adopt = async (soak: Soak, caller: Caller): Promise<void> => {
  const known = new Set(soak.clusters.map(({ clusterId }) => clusterId));
  const there = await caller.ask<{ items: Cluster[] }>("GET", "/clusters?pageSize=100");
  for (const { id } of there?.items ?? [])
    if (!known.has(id)) soak.clusters.push({ caller, clusterId: id, version: "1.37", is: "failed", isBusy: false });
};

/** Takes all clusters of these tenants away, so many at a time. */
export const removeAll = async (soak: Soak, callers: readonly Caller[], lanes: number): Promise<void> => {
  for (const caller of callers) await adopt(soak, caller);
  const queue = [...soak.clusters];
  const lane = async (): Promise<void> => {
    for (let cluster = queue.shift(); cluster; cluster = queue.shift()) await remove(soak, cluster);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
