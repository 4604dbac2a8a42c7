import type { NodeGroup } from "#contract/node-groups.ts";
import type { Node } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import type { Caller } from "./caller.ts";
import { come, create, remove, type Soak, type SoakCluster, specOf } from "./clusters.ts";

interface Action {
  /** How often it is drawn against the others. */
  weight: number;
  may(cluster: SoakCluster): boolean;
  carryOut(soak: Soak, cluster: SoakCluster): Promise<void>;
}

const pathOf = ({ clusterId }: SoakCluster): string => `/clusters/${clusterId}`;
const runs = ({ is }: SoakCluster): boolean => is === "running";

/** An operation on the cluster; a refusal is one of the answers, as the service's own operations hold clusters, too. */
const ask = async (soak: Soak, { caller }: SoakCluster, method: string, path: string, body: object = {}) => {
  const ended = await caller.done(method, path, body);
  if (ended) soak.ended.push(ended);
  return ended?.status === "succeeded";
};

const actions: Record<string, Action> = {
  resize: {
    ...{ weight: 4, may: runs },
    async carryOut(soak, cluster) {
      const groups = await cluster.caller.ask<{ items: NodeGroup[] }>("GET", `${pathOf(cluster)}/node-groups`);
      const [group] = groups?.items ?? [];
      if (!group) return;
      const size = group.size === 1 ? 2 : 1;
      await ask(soak, cluster, "PATCH", `${pathOf(cluster)}/node-groups/${group.id}`, { size });
    },
  },
  replaceNode: {
    ...{ weight: 2, may: runs },
    async carryOut(soak, cluster) {
      const nodes = await cluster.caller.ask<{ items: Node[] }>("GET", `${pathOf(cluster)}/nodes`);
      const worker = nodes?.items.find(({ role, state }) => role === "worker" && state === "ready");
      if (worker) await ask(soak, cluster, "POST", `${pathOf(cluster)}/nodes/${worker.id}/replace`);
    },
  },
  backUp: {
    ...{ weight: 3, may: runs },
    carryOut: async (soak, cluster) => void (await ask(soak, cluster, "POST", `${pathOf(cluster)}/backups`)),
  },
  upgrade: {
    ...{ weight: 2, may: (cluster) => runs(cluster) && cluster.version === "1.36" },
    async carryOut(soak, cluster) {
      if (await ask(soak, cluster, "POST", `${pathOf(cluster)}/upgrade`, { version: "1.37" })) cluster.version = "1.37";
    },
  },
  hibernate: {
    ...{ weight: 2, may: runs },
    async carryOut(soak, cluster) {
      if (await ask(soak, cluster, "POST", `${pathOf(cluster)}/hibernate`)) cluster.is = "hibernated";
    },
  },
  wake: {
    ...{ weight: 4, may: ({ is }) => is === "hibernated" },
    async carryOut(soak, cluster) {
      if (await ask(soak, cluster, "POST", `${pathOf(cluster)}/wake`)) cluster.is = "running";
    },
  },
  /** Another one comes in its place. */
  replaceCluster: {
    ...{ weight: 5, may: () => true },
    async carryOut(soak, cluster) {
      await remove(soak, cluster);
      await create(soak, cluster.caller, soak.random() < 0.3 ? "1.36" : "1.37");
    },
  },
};

/** A creation that somebody thinks better of while it goes on. */
const createAndCancel = async (soak: Soak, caller: Caller): Promise<void> => {
  const operation = await caller.ask<Operation>("POST", "/clusters", specOf("1.37"));
  if (!operation) return;
  await new Promise((resolve) => setTimeout(resolve, soak.random() * 4_000));
  await caller.ask("POST", `/operations/${operation.id}/cancel`);
  const cluster = come(soak, caller, "1.37", await caller.over(operation));
  cluster.isBusy = true;
  await remove(soak, cluster);
};

/** Drawn by weight among those that the cluster allows. */
const draw = (soak: Soak, cluster: SoakCluster): Action | undefined => {
  const possible = Object.values(actions).filter(({ may }) => may(cluster));
  let left = soak.random() * possible.reduce((sum, { weight }) => sum + weight, 0);
  return possible.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
};

/** Clusters come, change and go, some at a time, until the time is over; what has begun is waited for. */
export const churn = async (soak: Soak, { lanes, until }: { lanes: number; until: number }): Promise<void> => {
  const lane = async (): Promise<void> => {
    while (Date.now() < until) {
      const caller = soak.callers[Math.floor(soak.random() * soak.callers.length)];
      if (caller && soak.random() < 0.05) await createAndCancel(soak, caller);
      const idle = soak.clusters.filter(({ isBusy }) => !isBusy);
      const cluster = idle[Math.floor(soak.random() * idle.length)];
      const action = cluster && draw(soak, cluster);
      if (!action) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        continue;
      }
      cluster.isBusy = true;
      await action.carryOut(soak, cluster);
      cluster.isBusy = false;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
