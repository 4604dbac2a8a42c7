import type { ScalingReason } from "#contract/operations.ts";
import { fitsEmpty } from "./fits.ts";
import { newNode } from "./new-node.ts";
import { pack, type Room } from "./pack.ts";
import { everywhere, roomOf, type ScaledGroup, type Scene } from "./scaled.ts";
import type { Place, Pod } from "./workload.ts";

/** A group that is to have another size, and why. */
export interface Resize {
  nodeGroupId: string;
  size: number;
  reason: ScalingReason;
  /** Instance ids of those that go, where it becomes smaller. */
  leaving: string[];
}

/** Why pods wait although the service scales. */
export interface Limit {
  reason: "NoGroupFits" | "AtLimit" | "GrowthFailed" | "OtherRules";
  message: string;
}

export interface GrowthDecision {
  growth?: Resize;
  limits: Limit[];
}

/** After a growth that was not brought about, the group's turn comes again so much later; others may have theirs meanwhile. */
const patienceSeconds = 300;

const mostNamed = 3;

const named = (pods: readonly Pod[]): string => {
  const names = pods.slice(0, mostNamed).map(({ id }) => id);
  return pods.length > mostNamed ? `${names.join(", ")} and ${pods.length - mostNamed} more` : names.join(", ");
};

/** The size that was asked for did not come about, a short while ago. */
const hasJustFailed = ({ grewTo, spec }: ScaledGroup, now: string): boolean =>
  grewTo !== undefined && spec.size < grewTo.size && Date.parse(now) - Date.parse(grewTo.at) < patienceSeconds * 1000;

interface Offer {
  group: ScaledGroup;
  /** Pods that one of its machines could take. */
  fitting: Pod[];
  /** Those that its new machines take. */
  taken: number;
  machines: number;
  /** Of what these machines have, what stays free: cores, with 4 GiB counted as one. */
  spare: number;
  failed: boolean;
}

const spareOf = ({ free }: Room): number => (free["cpu"] ?? 0) / 1000 + (free["memory"] ?? 0) / (2 ** 32 * 1000);

const offerOf = (group: ScaledGroup, place: Place, pods: readonly Pod[], now: string): Offer => {
  const fitting = pods.filter((pod) => fitsEmpty(pod, place));
  const rooms: Room[] = [];
  const left = Math.max(group.limit - group.spec.size, 0);
  const homeless = pack(fitting, rooms, () => (rooms.length < left ? { place, free: place.allocatable } : undefined));
  return {
    ...{ group, fitting, taken: fitting.length - homeless.length, machines: rooms.length },
    ...{ spare: rooms.map(spareOf).reduce((a, b) => a + b, 0), failed: hasJustFailed(group, now) },
  };
};

/** Most pods first, then the least that stays free. */
const better = (a: Offer, b: Offer): number =>
  b.taken - a.taken || a.spare - b.spare || (a.group.nodeGroupId < b.group.nodeGroupId ? -1 : 1);

export const templateOf = (scene: Scene, group: ScaledGroup): Place => {
  const nodes = scene.nodes.filter(
    ({ nodeId, allocatable }) => group.nodeIds.has(nodeId) && (allocatable["cpu"] ?? 0) > 0,
  );
  const workers = scene.nodes.filter(({ nodeId }) => scene.groups.some(({ nodeIds }) => nodeIds.has(nodeId)));
  return newNode(group.spec, {
    version: group.version,
    zones: group.zones,
    nodes: nodes.filter(({ nodeId }) => group.current.has(nodeId)),
    everywhere: everywhere(scene, nodes.length > 0 ? nodes : workers),
  });
};

const limitsOf = (homeless: Pod[], dependent: Pod[], offers: Offer[]): Limit[] => {
  const full = offers.filter(({ fitting, taken, failed }) => !failed && taken < fitting.length);
  const failed = offers.filter((offer) => offer.failed && offer.fitting.length > 0);
  return [
    ...full.map(
      ({ group: { spec, limit }, fitting, taken }): Limit => ({
        reason: "AtLimit",
        message: `node group ${spec.name} may have ${limit} nodes; ${fitting.length - taken} pods that it could take need more`,
      }),
    ),
    ...failed.map(
      ({ group: { spec, grewTo } }): Limit => ({
        reason: "GrowthFailed",
        message: `node group ${spec.name} did not grow to ${grewTo?.size} at ${grewTo?.at}, and is tried again later`,
      }),
    ),
    ...(homeless.length > 0
      ? [{ reason: "NoGroupFits" as const, message: `no node group that is scaled could take ${named(homeless)}` }]
      : []),
    ...(dependent.length > 0
      ? [
          {
            reason: "OtherRules" as const,
            message: `there is room for ${named(dependent)}, whose places depend on other pods or volumes`,
          },
        ]
      : []),
  ];
};

/**
 * Which group is to grow, if any: pods that wait are put onto the nodes that there are, then onto as many new machines of each group as
 * it takes; the group that takes most of them, and leaves least free, has its turn.
 */
export const decideGrowth = (scene: Scene): GrowthDecision => {
  const waiting = scene.pods.filter(({ waits }) => waits);
  if (waiting.length === 0) return { limits: [] };
  const rooms = scene.nodes.filter(({ open }) => open).map((node) => roomOf(scene, node));
  const left = pack(waiting, rooms);
  const offers = scene.groups.map((group) => offerOf(group, templateOf(scene, group), left, scene.now));
  const homeless = left.filter((pod) => !offers.some(({ fitting }) => fitting.includes(pod)));
  const dependent = waiting.filter((pod) => pod.depends !== undefined && !left.includes(pod));
  const [best] = offers.filter(({ failed, taken }) => !failed && taken > 0).toSorted(better);
  const limits = limitsOf(homeless, dependent, offers);
  if (!best) return { limits };
  const { group, fitting, machines } = best;
  const size = group.spec.size + machines;
  const message = `${fitting.length} pods wait for room: ${named(fitting)}`;
  const reason = { code: "PodsPending" as const, message };
  // What one group has no room for another may take, at its turn.
  return {
    growth: { nodeGroupId: group.nodeGroupId, size, reason, leaving: [] },
    limits: limits.filter((one) => one.reason !== "AtLimit"),
  };
};
