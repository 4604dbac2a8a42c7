import type { NodeGroupSpec } from "#contract/node-groups.ts";
import { type Amounts, minus, most, plus } from "./amounts.ts";
import type { Room } from "./pack.ts";
import type { ClusterNode, Pod } from "./workload.ts";

/** A node group whose size the service may set. */
export interface ScaledGroup {
  nodeGroupId: string;
  spec: NodeGroupSpec;
  /** Of Kubernetes, that its machines are launched with. */
  version: string;
  /** Where its machines may be. */
  zones: string[];
  /** Nodes that it may have, by its range and by all else that limits it. */
  limit: number;
  /** Instance ids of its machines. */
  nodeIds: ReadonlySet<string>;
  /** Those of them that its present template has made. */
  current: ReadonlySet<string>;
  grewTo?: { size: number; at: string };
  shrunkAt: Readonly<Record<string, string>>;
}

/** All that the rules of scaling have to know. */
export interface Scene {
  now: string;
  groups: ScaledGroup[];
  nodes: ClusterNode[];
  pods: Pod[];
  /** Since when nodes have been idle, as it was last written down. */
  idleSince: ReadonlyMap<string, string>;
}

export const podsOn = ({ pods }: Pick<Scene, "pods">, node: Pick<ClusterNode, "name">): Pod[] =>
  pods.filter((pod) => pod.node === node.name);

const sum = (pods: readonly Pod[]): Amounts => pods.map(({ asks }) => asks).reduce(plus, {});

/** What is free on a node that takes pods. */
export const roomOf = (scene: Pick<Scene, "pods">, node: ClusterNode): Room => ({
  place: node,
  free: minus(node.allocatable, sum(podsOn(scene, node))),
});

/** What pods of its own, such as a DaemonSet's, take of each node: the most that any of these nodes has of them. */
export const everywhere = (scene: Pick<Scene, "pods">, nodes: readonly ClusterNode[]): Amounts =>
  nodes.map((node) => sum(podsOn(scene, node).filter(({ bound }) => bound))).reduce(most, {});
