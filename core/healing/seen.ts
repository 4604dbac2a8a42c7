import { certificatesEndAt } from "#core/control-plane/certificate-life.ts";
import { isAlive } from "#core/nodes/is-alive.ts";
import type { KubernetesNode, Machine } from "#core/ports/cloud.ts";
import type { NodeGroupRecord, NodeRecord } from "#core/records.ts";

/** A node as it is seen from outside at one moment. */
export interface SeenNode {
  nodeId: string;
  role: NodeRecord["role"];
  nodeGroupId?: string;
  zone: string;
  /** Its machine has ended, is ending, or stands still. */
  gone: boolean;
  /** Since when its Kubernetes node is not Ready, or has not been heard of; absent while all is well. */
  unreadySince?: string;
  /** When the cloud said that it takes the machine back. */
  spotNoticeAt?: string;
  /** Of a member of the control plane. */
  certificatesEndAt?: string;
}

/** What the rules of repair have to know of a node group. */
export interface SeenGroup {
  nodeGroupId: string;
  name: string;
  /** Whether its nodes may be replaced: the caller's word, and the group's state. */
  repairs: boolean;
  notReadySeconds: number;
  /** When the service has begun to repair it by itself, latest last. */
  repairedAt: readonly string[];
}

export interface Seen {
  now: string;
  nodes: SeenNode[];
  groups: SeenGroup[];
}

/** As long as a kubelet's lease lasts (nodeLeaseDurationSeconds); a node that renews it later is not heard of. */
const leaseSeconds = 40;

/** Since when a node is not in order, told by its Ready condition, or by its lease where nobody keeps that condition up to date. */
const unreadySince = (
  node: KubernetesNode | undefined,
  heartbeat: string | undefined,
  { now, createdAt }: { now: string; createdAt: string },
): string | undefined => {
  // It has joined, or it would not be on record in a cluster at rest: somebody has taken it away.
  if (!node) return createdAt;
  if (!node.ready) return node.readyChangedAt ?? heartbeat ?? createdAt;
  const late = heartbeat !== undefined && Date.parse(now) - Date.parse(heartbeat) > leaseSeconds * 1000;
  return late ? heartbeat : undefined;
};

/** One node, put together from what the records, EC2 and the cluster's own API say of it. */
export const seenNode = (
  { nodeId, role, nodeGroupId, zone, createdAt }: NodeRecord,
  {
    machine,
    node,
    heartbeat,
    spotNoticeAt,
    now,
  }: {
    machine: Machine | undefined;
    node: KubernetesNode | undefined;
    heartbeat: string | undefined;
    spotNoticeAt: string | undefined;
    now: string;
  },
): SeenNode => {
  const since = unreadySince(node, heartbeat, { now, createdAt });
  return {
    nodeId,
    role,
    ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
    zone,
    gone: machine === undefined || !isAlive(machine),
    ...(since === undefined ? {} : { unreadySince: since }),
    ...(spotNoticeAt === undefined ? {} : { spotNoticeAt }),
    ...(role === "control-plane" ? { certificatesEndAt: certificatesEndAt(createdAt) } : {}),
  };
};

export const isUnhealthy = ({ gone, unreadySince: since }: SeenNode): boolean => gone || since !== undefined;

/** @param repairs whether its state lets a node be replaced */
export const seenGroup = ({ nodeGroupId, spec, repairedAt = [] }: NodeGroupRecord, repairs: boolean): SeenGroup => ({
  nodeGroupId,
  name: spec.name,
  repairs: repairs && spec.repair.enabled,
  notReadySeconds: spec.repair.notReadySeconds,
  repairedAt,
});
