import type { Resize } from "./decide-growth.ts";
import { pack, type Room } from "./pack.ts";
import { podsOn, roomOf, type ScaledGroup, type Scene } from "./scaled.ts";
import type { ClusterNode, Pod } from "./workload.ts";

/** A node is little used while its pods ask for less than this share of its cores and of its memory. */
const littleUsed = 0.5;

const shareOf = (node: ClusterNode, pods: readonly Pod[]): number =>
  Math.max(
    ...["cpu", "memory"].map((name) => {
      const asked = pods.reduce((sum, { asks }) => sum + (asks[name] ?? 0), 0);
      return asked === 0 ? 0 : asked / Math.max(node.allocatable[name] ?? 0, 1);
    }),
  );

interface Candidate {
  node: ClusterNode;
  group: ScaledGroup;
  /** Those that have to find a place elsewhere. */
  pods: Pod[];
  share: number;
}

/** Those that have been tried come last, so that one that cannot go holds up no other; then the least used. */
const before = (a: Candidate, b: Candidate): number => {
  const tried = ({ node, group }: Candidate): number => Date.parse(group.shrunkAt[node.nodeId] ?? "1970");
  return (
    tried(a) - tried(b) ||
    a.share - b.share ||
    a.pods.length - b.pods.length ||
    (a.node.nodeId < b.node.nodeId ? -1 : 1)
  );
};

const candidatesOf = (scene: Scene): Candidate[] =>
  scene.groups
    .flatMap((group) =>
      scene.nodes
        .filter(({ nodeId, open }) => open && group.nodeIds.has(nodeId))
        .map((node) => {
          const pods = podsOn(scene, node).filter(({ bound }) => !bound);
          return { node, group, pods, share: shareOf(node, pods) };
        }),
    )
    .filter(({ share, pods }) => share < littleUsed && !pods.some(({ stays }) => stays))
    .toSorted(before);

/**
 * The nodes that their groups could do without, all at once: the pods of each fit onto nodes that stay. No group is left with fewer
 * than its least size.
 */
export const idleNodes = (scene: Scene): Candidate[] => {
  let rooms: Room[] = scene.nodes.filter(({ open }) => open).map((node) => roomOf(scene, node));
  pack(
    scene.pods.filter(({ waits }) => waits),
    rooms,
  );
  const kept = new Set<string>();
  const left = new Map(
    scene.groups.map(({ nodeGroupId, spec, nodeIds }) => [nodeGroupId, Math.min(spec.size, nodeIds.size) - spec.min]),
  );
  return candidatesOf(scene).filter(({ node, group, pods }) => {
    const may = left.get(group.nodeGroupId) ?? 0;
    if (may <= 0 || kept.has(node.name)) return false;
    const others = rooms.filter(({ place }) => place !== node).map((room) => ({ ...room }));
    const roomy = new Map(others.map(({ place, free }) => [place.name, free]));
    if (pack(pods, others).length > 0) return false;
    for (const { place, free } of others) if (roomy.get(place.name) !== free) kept.add(place.name);
    rooms = others;
    left.set(group.nodeGroupId, may - 1);
    return true;
  });
};

interface Due extends Candidate {
  since: string;
}

const later = (a: string, b: string | undefined): string => (b === undefined || a > b ? a : b);

/** Idle for the group's time, and not tried within it. */
const dueOf = (idle: readonly Candidate[], since: ReadonlyMap<string, string>, now: string): Due[] =>
  idle
    .flatMap((one) => {
      const { nodeId } = one.node;
      const from = later(since.get(nodeId) ?? now, one.group.shrunkAt[nodeId]);
      const seconds = (Date.parse(now) - Date.parse(from)) / 1000;
      return seconds >= one.group.spec.autoscaling.scaleDownAfterSeconds ? [{ ...one, since: from }] : [];
    })
    .toSorted((a, b) => (a.since === b.since ? 0 : a.since < b.since ? -1 : 1));

export interface ShrinkageDecision {
  /** Since when, of every node that is idle now. */
  idleSince: Map<string, string>;
  shrinkage?: Resize;
}

/**
 * Which nodes have been idle for long enough to go: all of a group on which nothing has to be moved, or else one, so that a pod that
 * cannot leave holds up no other node.
 */
export const decideShrinkage = (scene: Scene): ShrinkageDecision => {
  const idle = idleNodes(scene);
  const idleSince = new Map(idle.map(({ node }) => [node.nodeId, scene.idleSince.get(node.nodeId) ?? scene.now]));
  const due = dueOf(idle, idleSince, scene.now);
  const [first] = due;
  if (!first) return { idleSince };
  const { group } = due.find(({ pods }) => pods.length === 0) ?? first;
  const ofGroup = due.filter((one) => one.group === group);
  const empty = ofGroup.filter(({ pods }) => pods.length === 0);
  const going = empty.length > 0 ? empty : ofGroup.slice(0, 1);
  const leaving = going.map(({ node }) => node.nodeId);
  const message = `node group ${group.spec.name} could do without ${leaving.join(", ")} for ${group.spec.autoscaling.scaleDownAfterSeconds} s`;
  return {
    idleSince,
    shrinkage: {
      nodeGroupId: group.nodeGroupId,
      size: group.spec.size - leaving.length,
      leaving,
      reason: { code: "NodesIdle", message },
    },
  };
};
