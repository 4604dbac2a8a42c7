import type { Kubernetes, KubernetesClusters, Machine, Machines } from "#core/ports/cloud.ts";
import type { EtcdMembers } from "#core/ports/etcd.ts";
import type { Estate, Ledger as UsageLedger } from "#core/ports/ledger.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord, OperationRecord } from "#core/records.ts";
import { memberSpreadGroup } from "#core/stages/member-order.ts";
import type { Ports } from "#core/stages/stage.ts";
import type { Ledger } from "./ledger.ts";
import { madeOf, madeOfMember } from "./machine-billables.ts";
import { part } from "./part.ts";
import {
  nothingThere,
  planningBootReports,
  planningIdentities,
  planningLoadBalancers,
  planningMachines,
  planningNetwork,
  planningSecrets,
  planningSnapshots,
  type There,
} from "./planning-cloud.ts";

/** What stages write, kept for the stages after them, and nowhere else. */
const planningState = ({ cluster: given, nodeGroups, nodes: known = [], operation, now }: PlanOrder): State => {
  const cluster = structuredClone(given);
  const nodes = new Map(known.map((node) => [node.nodeId, node]));
  return part<State>("state", {
    cluster: async () => structuredClone(cluster),
    nodeGroups: async () => structuredClone(nodeGroups),
    nodes: async () => ({ items: [...nodes.values()] }),
    // As it will be while its stages run.
    operation: async (tenantId, operationId) =>
      operation ?? {
        ...{ tenantId, operationId, clusterId: cluster.clusterId, clusterName: cluster.name, kind: "cluster.create" },
        ...{ status: "running", generation: cluster.generation, stages: [], requestedBy: "", createdAt: now },
      },
    noteStage: async () => {},
    finishOperation: async () => {},
    // A change is planned as one part.
    beginPart: async () => {},
    async updateCluster(_, { resources }) {
      Object.assign(cluster.resources, resources);
    },
    async forgetNodes(_, ids) {
      for (const id of ids) nodes.delete(id);
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
        // Of kubeadm's configuration: where the stage that admits a member writes which etcd it is to run.
        data: { ClusterConfiguration: "etcd:\n  local:\n" },
      }),
      list: async () => [],
      // Pods, marks and objects of Kubernetes are no resources of AWS.
      heartbeats: async () => new Map(),
      podsToMove: async () => [],
      podsOn: async () => [],
      cordon: async () => {},
      markNode: async () => {},
      apply: async () => {},
      remove: async () => {},
    }),
});

export interface PlanOrder {
  cluster: ClusterRecord;
  nodeGroups: NodeGroupRecord[];
  now: string;
  /** Of a change: the operation as it would begin, and the nodes that are there. */
  operation?: OperationRecord;
  nodes?: NodeRecord[];
}

/** etcd of a control plane in which every machine has become a member at once. */
const planningEtcd = (machines: Machines): EtcdMembers => {
  const left = new Set<string>();
  return part<EtcdMembers>("etcd", {
    list: async () =>
      (await machines.list("", "control-plane"))
        .filter(({ instanceId }) => !left.has(instanceId))
        .map(({ instanceId, address }) => ({ memberId: instanceId, address, votes: true, started: true })),
    remove: async (_, memberId) => void left.add(memberId),
  });
};

/** What the cluster has before a change. */
const thereBefore = ({ cluster, nodeGroups, nodes = [], operation }: PlanOrder): There => {
  if (!operation) return nothingThere;
  const before = operation.change?.before;
  const groups = nodeGroups.flatMap((group) =>
    group.nodeGroupId !== operation.change?.nodeGroupId ? [group] : before ? [before] : [],
  );
  const groupOf = (id: string | undefined) => groups.find(({ nodeGroupId }) => nodeGroupId === id);
  return {
    machines: nodes.map(
      ({ nodeId, role, nodeGroupId, zone, machineType, address, state, createdAt }): Machine => ({
        ...{ instanceId: nodeId, slot: nodeId, role, zone, machineType, address },
        ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
        ...(state === "kept" ? { kept: true } : {}),
        ...{ state: "running", launchedAt: createdAt },
      }),
    ),
    placed: new Map([
      ...groups
        .filter(({ spec }) => spec.placement !== "any")
        .map(({ nodeGroupId, spec }): [string, string] => [nodeGroupId, spec.placement]),
      [memberSpreadGroup, "spread"],
    ]),
    made: (id) => {
      const group = groupOf(id);
      if (group) return madeOf(group);
      return id === undefined ? madeOfMember(cluster) : { disks: [], spot: false };
    },
  };
};

/** All that stages ask for. Nothing is asked of AWS and nothing kept: what would be done goes into the ledger. */
export const planningPorts = (order: PlanOrder, ledger: Ledger): Ports => {
  const { nodeGroups, now, operation } = order;
  const there = thereBefore(order);
  const machines = planningMachines(ledger, there);
  return {
    state: planningState(order),
    clock: { now: () => now },
    network: planningNetwork(ledger, [...new Set(nodeGroups.flatMap(({ spec }) => spec.zones ?? []))], there),
    identities: planningIdentities(ledger, operation !== undefined),
    secrets: planningSecrets(ledger),
    authority: part("authority", {}),
    loadBalancers: planningLoadBalancers(ledger, there),
    machines,
    bootReports: planningBootReports(ledger),
    bootstrap: { userData: () => "" },
    kubernetes: planningKubernetes(machines),
    etcd: planningEtcd(machines),
    etcdSnapshots: part("etcdSnapshots", {}),
    snapshots: planningSnapshots(ledger, order.cluster.restoredFrom?.sha256),
    backups: part("backups", {}),
    sweep: part("sweep", {}),
    // Nothing exists yet that could cost.
    estate: part<Estate>("estate", { look: async () => [] }),
    ledger: part<UsageLedger>("ledger", { unsettled: async () => [] }),
    bills: part("bills", {}),
    prices: part("prices", {}),
    inventory: part("inventory", {}),
  };
};
