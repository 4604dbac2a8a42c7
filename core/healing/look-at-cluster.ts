import { groupAllows } from "#contract/states.ts";
import { TemporaryFailure } from "#core/errors.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import type { Kubernetes, KubernetesClusters, KubernetesNode, Machine, Machines } from "#core/ports/cloud.ts";
import type { HealthRecords } from "#core/ports/health.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { Clock, State } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord } from "#core/records.ts";
import { type SeenNode, seenGroup, seenNode } from "./seen.ts";

export interface LookPorts {
  state: State;
  health: HealthRecords;
  machines: Pick<Machines, "list">;
  secrets: Pick<Secrets, "keys">;
  kubernetes: KubernetesClusters;
  clock: Clock;
}

export interface Look {
  now: string;
  records: NodeRecord[];
  nodes: SeenNode[];
  groups: ReturnType<typeof seenGroup>[];
  /** Of Kubernetes, by instance id; undefined when its API does not answer. */
  answered: Map<string, KubernetesNode> | undefined;
  /** Undefined when it does not answer. */
  api: Kubernetes | undefined;
  machines: Machine[];
  groupRecords: NodeGroupRecord[];
}

interface ApiView {
  api: Kubernetes;
  nodes: Map<string, KubernetesNode>;
  heartbeats: Map<string, string>;
}

/** @returns undefined when the API does not answer */
const askApi = async (
  { clusterId, resources }: ClusterRecord,
  { secrets, kubernetes }: LookPorts,
): Promise<ApiView | undefined> => {
  const keys = await secrets.keys(clusterId);
  try {
    const api = await kubernetes.connect({ dnsName: resources.loadBalancer?.dnsName ?? "", keys });
    const [nodes, heartbeats] = await Promise.all([api.nodes(), api.heartbeats()]);
    return { api, nodes: new Map(nodes.map((node) => [node.providerId.split("/").at(-1) ?? "", node])), heartbeats };
  } catch (error) {
    if (error instanceof TemporaryFailure) return undefined;
    throw error;
  }
};

const isRepairable = ({ state }: NodeGroupRecord): boolean => groupAllows(state, "nodeReplace");

/** Everything that is to be seen of a cluster now: records, EC2, and the cluster's own API. @throws TemporaryFailure, NotFound */
export const lookAtCluster = async (cluster: ClusterRecord, ports: LookPorts): Promise<Look> => {
  const { tenantId, clusterId } = cluster;
  const { state, health, machines, clock } = ports;
  const [{ items: records }, groups, there, notices, api] = await Promise.all([
    state.nodes(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
    machines.list(clusterId),
    health.spotNotices(tenantId, clusterId),
    askApi(cluster, ports),
  ]);
  const now = clock.now();
  const machineOf = new Map(there.map((machine) => [machine.instanceId, machine]));
  const nodes = records
    .filter((record) => !isKept(record))
    .map((record) => {
      const node = api?.nodes.get(record.nodeId);
      return seenNode(record, {
        machine: machineOf.get(record.nodeId),
        node,
        heartbeat: node && api?.heartbeats.get(node.name),
        spotNoticeAt: notices.get(record.nodeId),
        now,
      });
    });
  const seenGroups = groups.map((group) => seenGroup(group, isRepairable(group)));
  return {
    ...{ now, records, nodes, groups: seenGroups, answered: api?.nodes },
    ...{ api: api?.api, machines: there, groupRecords: groups },
  };
};
