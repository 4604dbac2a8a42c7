import type { Kubernetes, KubernetesNode } from "#core/ports/cloud.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, NodeChange, NodeGroupRecord, NodeRecord, OperationRecord } from "#core/records.ts";
import { made } from "./made.ts";
import type { Ports } from "./stage.ts";
import type { Slot } from "./worker-orders.ts";

/** A node that is to go, or to be emptied; without a name when no Kubernetes node is known of it. */
export interface LeavingNode {
  nodeId: string;
  name?: string;
}

/** What a change of nodes comes to: made once, by PlanNodes, and carried by the workflow. */
export interface NodePlan {
  launch: Slot[];
  drain: LeavingNode[];
  remove: LeavingNode[];
  /** Those that leave Kubernetes and whose machines stay, out of service. */
  keep: LeavingNode[];
  /** Those that are to be removed and whose machines have ended, or stand still, without us. */
  ended: LeavingNode[];
  /** The cloud takes the machine back whatever we do: its pods leave before another one is there. */
  urgent: boolean;
}

export interface PlannedInput extends StageInput {
  plan: NodePlan;
}

/** @throws Error when the operation is not one on nodes: the workflow was started for another kind */
export const changeOf = ({ operationId, change }: OperationRecord): NodeChange => {
  if (!change) throw new Error(`operation ${operationId} changes no nodes`);
  return change;
};

/** The operation, its cluster, and the group that it changes. */
export const changeFacts = async (
  { tenantId, clusterId, operationId }: StageInput,
  { state }: Pick<Ports, "state">,
): Promise<{ operation: OperationRecord; change: NodeChange; cluster: ClusterRecord; group: NodeGroupRecord }> => {
  const [operation, cluster, groups] = await Promise.all([
    state.operation(tenantId, operationId),
    state.cluster(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
  ]);
  const change = changeOf(operation);
  const group = groups.find(({ nodeGroupId }) => nodeGroupId === change.nodeGroupId);
  if (!group) throw new Error(`cluster ${clusterId} has no node group ${change.nodeGroupId}`);
  return { operation, change, cluster, group };
};

export const nodeRecords = async (
  { tenantId, clusterId }: StageInput,
  { state }: Pick<Ports, "state">,
): Promise<NodeRecord[]> => (await state.nodes(tenantId, clusterId)).items;

/** The cluster's own API, for whoever has its keys already. */
export const connectWith = (
  cluster: ClusterRecord,
  keys: ClusterKeys,
  { kubernetes }: Pick<Ports, "kubernetes">,
): Promise<Kubernetes> => kubernetes.connect({ dnsName: made(cluster, "loadBalancer").dnsName, keys });

/** The cluster's own API. */
export const connectTo = async (
  cluster: ClusterRecord,
  ports: Pick<Ports, "kubernetes"> & { secrets: Pick<Ports["secrets"], "keys"> },
): Promise<Kubernetes> => connectWith(cluster, await ports.secrets.keys(cluster.clusterId), ports);

/** Told of a node that was emptied and left cordoned, because somebody asked for that. */
export const drainedReason = "Drained: takes no pods until it is uncordoned";

export const instanceOf = ({ providerId }: KubernetesNode): string => providerId.split("/").at(-1) ?? "";

/**
 * The node leaves, and then its pods: they are bound to a name, which the next machine may have, too, and would be left with kube-proxy
 * of another version, say. Where a crash comes in between, Kubernetes takes pods without a node away by itself after a while.
 */
export const removeNodeObject = async (api: Kubernetes, name: string): Promise<void> => {
  await api.remove({ apiVersion: "v1", kind: "Node", name });
  const pods = await api.podsOn(name);
  await Promise.all(
    pods.map((pod) =>
      api.remove({ apiVersion: "v1", kind: "Pod", namespace: pod.namespace, name: pod.name }, { atOnce: true }),
    ),
  );
};
