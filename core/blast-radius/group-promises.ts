import { type GroupChange, type GroupNode, inService, running } from "./node-group.ts";

/** What has come of the group at some moment. */
export interface GroupMoment {
  nodes: readonly GroupNode[];
  /** Machines that it is to have. */
  size: number;
  /** Machines, and zones, that have been lost on the way. */
  lost: { machines: number; zones: number };
  /** A node was Ready, and its machine was ended with pods on it. */
  podsLost: boolean;
  /** Everything was undone. */
  undone: boolean;
}

const promise = {
  service: "no fewer nodes are in service than before, or than the group keeps, but for those that are lost",
  machines: "no more machines are there than the group had or gets, and those that are replaced at a time",
  zones: "nodes are in service in no fewer zones than before, as far as so many are kept, but for one that is lost",
  even: "its zones end no further apart than they were, or than one node",
  pods: "no machine that was there is ended before its pods have left it, but for those that are lost",
  end: "at its end, or with the next change after an accident, the group is as asked for or as it was",
} as const;

const zonesOf = (nodes: readonly GroupNode[]): number => new Set(nodes.map(({ zone }) => zone)).size;

/** Nodes by which the fullest zone is ahead of the emptiest. */
const gapOf = (nodes: readonly GroupNode[], zones: readonly string[]): number => {
  const loads = zones.map((zone) => nodes.filter((node) => node.zone === zone).length);
  return Math.max(0, ...loads) - Math.min(...loads);
};

/** As many machines as there may be at once. */
const mostOf = ({ kind, size, nodes, maxSurge = 1 }: GroupChange): number => {
  const there = running(nodes).length;
  const outdated = nodes.filter((node) => node.outdated).length;
  const surge = kind === "node-group.roll" ? Math.min(maxSurge, outdated) : 0;
  // One comes for one that is replaced, also where the group has too many.
  return Math.max(there, size.before, size.after) + (kind === "node.replace" ? 1 : surge);
};

/** As many of those in service as stay in service. */
const keepsOf = ({ kind, size, nodes }: GroupChange, served: number): number => {
  if (kind === "node-group.delete") return 0;
  // What a roll leaves alone has its place in the group, in service or not.
  const idle = kind === "node-group.roll" ? nodes.filter((one) => !one.outdated && inService([one]).length === 0) : [];
  return Math.max(0, Math.min(served, size.before, size.after - idle.length));
};

/** Whether so many machines are what there are to be at the end, of a group that had too many or too few, too. */
const isCount = ({ kind, size, nodes }: GroupChange, count: number): boolean => {
  const there = running(nodes).length;
  if (kind === "node.drain") return count === there;
  if (kind === "node.remove") return count === there - 1;
  if (kind === "node.replace") return count === Math.max(size.after, there);
  // Those that are too many and not outdated stay.
  return kind === "node-group.roll" && count >= size.after && count <= there;
};

/** Of one that was undone. Rounds of a roll that were over before stay. */
const isAsItWas = ({ kind, size, nodes: before }: GroupChange, now: readonly GroupNode[]): boolean => {
  if (now.some(({ cordoned, isNew }) => cordoned === "now" || isNew)) return false;
  if (kind === "node-group.roll") return now.length >= Math.min(before.length, size.after);
  return now.length === before.length && before.every(({ nodeId }) => now.some((node) => node.nodeId === nodeId));
};

/** Of one that has come to its end, after what an accident has left was put right. */
const isAsAskedFor = (change: GroupChange, { nodes, size, undone }: GroupMoment): boolean => {
  const { kind, nodeId } = change;
  if (kind === "node-group.delete" && !undone) return nodes.length === 0;
  if (nodes.some(({ is, cordoned }) => is === "lost" || cordoned === "now")) return false;
  if (nodes.length !== size && !isCount(change, nodes.length)) return false;
  if (kind === "node.drain" && !undone) return inService(nodes).every((node) => node.nodeId !== nodeId);
  return kind !== "node-group.roll" || undone || !nodes.some(({ outdated }) => outdated);
};

/** Which promises a change makes, and those of them that a moment breaks. */
export const promisesOf = (
  change: GroupChange,
): { promises: string[]; brokenIn: (moment: GroupMoment, isEnd: boolean) => string[] } => {
  const { kind, nodes: before, size, zones, nodeId } = change;
  const takesOne = kind === "node.drain" || kind === "node.remove";
  // Whoever names a node to be taken out of service has said so.
  const served = inService(before).filter((node) => !takesOne || node.nodeId !== nodeId);
  const keeps = keepsOf(change, served.length);
  // Fewer zones than nodes were in may be the group's by now.
  const keepsZones = Math.min(zonesOf(served), zones.length, keeps);
  const most = mostOf(change);
  const gap = Math.max(1, gapOf(inService(before), zones));
  // A zone whose nodes do not serve, or one that was named, may be behind afterwards.
  const isEven = !takesOne && kind !== "node-group.delete" && inService(before).length === before.length;
  // A new node comes into the zone with the fewest machines, whether these serve or not.
  const othersServe =
    inService(before).length === before.filter((node) => inService([node]).length > 0 || node.nodeId !== nodeId).length;
  // A roll brings nobody where there are too many.
  const isFull = kind !== "node-group.roll" || before.length <= size.after;
  const isTold = { even: isEven && isFull, zones: othersServe && isFull };
  const told = Object.entries(promise).filter(([name]) => isTold[name as keyof typeof isTold] ?? true);
  return {
    promises: told.map(([, text]) => text),
    brokenIn(moment, isEnd) {
      const { nodes, lost, podsLost, undone } = moment;
      const serve = inService(nodes);
      const isWhole = undone && lost.machines === 0 ? isAsItWas(change, nodes) : isAsAskedFor(change, moment);
      const broken: Record<keyof typeof promise, boolean> = {
        service: serve.length < keeps - lost.machines,
        machines: running(nodes).length > most,
        zones: zonesOf(serve) < Math.min(keepsZones - lost.zones, keeps - lost.machines),
        even: isEnd && lost.machines === 0 && gapOf(serve, zones) > gap,
        pods: podsLost,
        end: isEnd && !isWhole,
      };
      return told.filter(([name]) => broken[name as keyof typeof promise]).map(([, text]) => text);
    },
  };
};
