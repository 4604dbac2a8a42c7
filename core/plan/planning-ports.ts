import type { Kubernetes, KubernetesClusters, Machines } from "#core/ports/cloud.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord } from "#core/records.ts";
import type { Ports } from "#core/stages/stage.ts";
import type { Ledger } from "./ledger.ts";
import { part } from "./part.ts";
import {
  planningBootReports,
  planningIdentities,
  planningLoadBalancers,
  planningMachines,
  planningNetwork,
  planningSecrets,
} from "./planning-cloud.ts";

/** What stages write, kept for the stages after them, and nowhere else. */
const planningState = (given: ClusterRecord, nodeGroups: NodeGroupRecord[], now: string): State => {
  const cluster = structuredClone(given);
  const nodes = new Map<string, NodeRecord>();
  return part<State>("state", {
    cluster: async () => structuredClone(cluster),
    nodeGroups: async () => structuredClone(nodeGroups),
    nodes: async () => ({ items: [...nodes.values()] }),
    // As it will be while its stages run.
    operation: async (tenantId, operationId) => ({
      ...{ tenantId, operationId, clusterId: cluster.clusterId, clusterName: cluster.name, kind: "cluster.create" },
      ...{ status: "running", generation: cluster.generation, stages: [], requestedBy: "", createdAt: now },
    }),
    noteStage: async () => {},
    finishOperation: async () => {},
    async updateCluster(_, { resources }) {
      Object.assign(cluster.resources, resources);
    },
    async putNodes(_, written) {
      for (const node of written) nodes.set(node.nodeId, node);
    },
  });
};

/** A cluster in which every machine has become a node at once. */
const planningKubernetes = (machines: Machines): KubernetesClusters => ({
  connect: async () =>
    part<Kubernetes>("kubernetes", {
      nodes: async () =>
        (await machines.list("")).map(({ instanceId, zone, address }) => ({
          name: instanceId,
          providerId: `aws:///${zone}/${instanceId}`,
          ready: true,
          readyChangedAt: undefined,
          podCidr: instanceId,
          address,
          kubeletVersion: "",
          unschedulable: false,
          cordonedBy: undefined,
        })),
      get: async ({ apiVersion, kind, name }) => ({
        ...{ apiVersion, kind, metadata: { name } },
        status: { phase: "Succeeded", podIP: "" },
      }),
      apply: async () => {},
      remove: async () => {},
    }),
});

/** All that stages ask for. Nothing is asked of AWS and nothing kept: what would be done goes into the ledger. */
export const planningPorts = (
  { cluster, nodeGroups, now }: { cluster: ClusterRecord; nodeGroups: NodeGroupRecord[]; now: string },
  ledger: Ledger,
): Ports => {
  const machines = planningMachines(ledger);
  return {
    state: planningState(cluster, nodeGroups, now),
    clock: { now: () => now },
    network: planningNetwork(ledger, [...new Set(nodeGroups.flatMap(({ spec }) => spec.zones ?? []))]),
    identities: planningIdentities(ledger),
    secrets: planningSecrets(ledger),
    authority: part("authority", {}),
    loadBalancers: planningLoadBalancers(ledger),
    machines,
    bootReports: planningBootReports(ledger),
    bootstrap: { userData: () => "" },
    kubernetes: planningKubernetes(machines),
    sweep: part("sweep", {}),
    inventory: part("inventory", {}),
  };
};
