import type { Cluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import type { MachineMeterPorts } from "#core/billing/meter-machine.ts";
import { fakeHealth, fakeRelay } from "#core/fakes/health.ts";
import { lose } from "#core/fakes/machines.ts";
import { type MachineEvent, machineChanged } from "#core/healing/machine-changed.ts";
import type { Watched } from "#core/healing/watch-cluster.ts";
import { type PagePorts, watchClusters } from "#core/healing/watch-clusters.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { withCluster } from "./node-calls.ts";
import { caller, inMemory, type Service } from "./service.ts";

/** The service in memory with what looks after clusters by itself: the minute's tick and the cloud's events, in the hands of the test. */
export const watched = (service: Service = inMemory()) => {
  const { ports, kept, world, workflows } = service;
  const relay = fakeRelay();
  const watch: PagePorts & MachineMeterPorts & { relay: typeof relay } = {
    ...{ state: ports.state, clock: ports.clock, machines: ports.machines, secrets: ports.secrets },
    ...{ kubernetes: ports.kubernetes, health: fakeHealth(kept), workflows, relay },
    ...{ estate: ports.estate, ledger: ports.ledger, bills: ports.bills, prices: ports.prices },
    snapshots: ports.snapshots,
    machineLimit: 500,
  };
  const now = (): string => ports.clock.now();

  return {
    service,
    watch,
    relay,
    now,
    /** One tick over all clusters; what came of each. */
    async tick(): Promise<(Watched | Error)[]> {
      const results = await watchClusters(undefined, watch);
      return results.map(({ result }) => (result.status === "fulfilled" ? result.value : (result.reason as Error)));
    },
    tell: (instanceId: string, kind: MachineEvent["kind"]): Promise<Watched | undefined> =>
      machineChanged({ instanceId, kind, at: now() }, watch),
    /** A machine ends without our doing. */
    kill: (instanceId: string): void => lose(world, instanceId, now()),
    /** A node's kubelet is silent since then. */
    silence(instanceId: string, since: string): void {
      const { node } = world.get("instances", instanceId) ?? {};
      if (!node) throw new Error(`there is no node ${instanceId}`);
      Object.assign(node, { ready: false, readyChangedAt: since });
    },
    cluster: (clusterId: string) => ports.state.cluster(caller.tenantId, clusterId),
    /** The operation that holds the cluster. */
    async held(clusterId: string): Promise<Operation> {
      const { activeOperation } = await ports.state.cluster(caller.tenantId, clusterId);
      if (activeOperation === undefined) throw new Error(`nothing holds ${clusterId}`);
      return operationView(await ports.state.operation(caller.tenantId, activeOperation));
    },
    repairs: () => [...kept.operations.values()].filter(({ kind }) => kind === "node.replace"),
  };
};
export type Watching = ReturnType<typeof watched>;

/** A running cluster that is watched. */
export const start = async (body: object = {}, watching = watched()) => {
  const { clusterId, nodes } = await withCluster(watching.service, body);
  return { watching, clusterId, nodes };
};
/** What the conditions say, and why, by type. */
export const isOf = ({ conditions }: Pick<Cluster, "conditions">) =>
  Object.fromEntries(conditions.map(({ type, is, reason }) => [type, reason === undefined ? is : `${is} ${reason}`]));
/** What came of a tick, cluster by cluster. */
export const outcomes = async ({ tick }: Watching) =>
  (await tick()).map((one) => (one instanceof Error ? one.message : one.outcome));
export const well = {
  Verified: "true ProbesSucceeded",
  ControlPlaneHealthy: "true AllHealthy",
  NodesHealthy: "true AllHealthy",
  RepairsHalted: "false",
};
export const longAgo = "2025-12-31T00:00:00.000Z";
