import type { RepairReason } from "#contract/operations.ts";
import { type Halt, haltOf, lostZones } from "./halts.ts";
import { isUnhealthy, type Seen, type SeenGroup, type SeenNode } from "./seen.ts";

/** What becomes of one worker now. */
export type Verdict =
  | { is: "healthy" }
  | { is: "wait"; why: string }
  /** By the operation that is to begin. */
  | { is: "replace"; reason: RepairReason };

export interface Repair {
  nodeId: string;
  nodeGroupId: string;
  reason: RepairReason;
}

export interface RepairDecision {
  /** Of every worker, by node. */
  verdicts: Map<string, Verdict>;
  /** The one node that is to be replaced next; machines of its group that are gone are replaced with it. */
  repair?: Repair;
  /** Why nobody, or nobody of a group, is replaced, although somebody should be. */
  halts: Halt[];
}

/** Who cannot wait comes first. */
const urgency: RepairReason["code"][] = ["SpotNotice", "MachineLost", "NotReady"];

const seconds = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / 1000);

/** Why a worker is to be replaced; undefined when it is well, or has time left. */
const dueReason = (node: SeenNode, { notReadySeconds }: SeenGroup, now: string): RepairReason | undefined => {
  const { nodeId, gone, unreadySince, spotNoticeAt } = node;
  if (gone) return { code: "MachineLost", message: `machine ${nodeId} has ended or stands still` };
  if (spotNoticeAt !== undefined)
    return { code: "SpotNotice", message: `the cloud takes spot machine ${nodeId} back (told at ${spotNoticeAt})` };
  if (unreadySince === undefined || seconds(unreadySince, now) < notReadySeconds) return undefined;
  return { code: "NotReady", message: `node ${nodeId} has not been Ready since ${unreadySince}` };
};

interface Due extends Repair {
  group: SeenGroup;
  rank: number;
}

const dueOf = (nodes: readonly SeenNode[], group: SeenGroup, now: string): Due[] =>
  nodes.flatMap((node) => {
    const reason = dueReason(node, group, now);
    if (!reason) return [];
    return [{ nodeId: node.nodeId, nodeGroupId: group.nodeGroupId, reason, group, rank: urgency.indexOf(reason.code) }];
  });

const byUrgency = (a: Due, b: Due): number => a.rank - b.rank || (a.nodeId < b.nodeId ? -1 : 1);

const verdictOf = (
  node: SeenNode,
  {
    due,
    repair,
    halt,
    group,
  }: { due: Due | undefined; repair: Due | undefined; halt: Halt | undefined; group: SeenGroup },
): Verdict => {
  if (!due) {
    const { unreadySince } = node;
    if (unreadySince === undefined) return { is: "healthy" };
    return { is: "wait", why: `not Ready since ${unreadySince}; it has ${group.notReadySeconds} s` };
  }
  if (!group.repairs) return { is: "wait", why: "its node group is not repaired" };
  if (halt) return { is: "wait", why: halt.message };
  const goesAlong = node.gone && repair?.nodeGroupId === group.nodeGroupId;
  if (repair?.nodeId === node.nodeId || goesAlong) return { is: "replace", reason: due.reason };
  return { is: "wait", why: "another node is replaced first" };
};

/**
 * Which worker is to be replaced, if any. The rules: a machine that is gone and one that the cloud takes back at once, a node that is
 * not Ready after its group's time; nobody when that looks like more than single failures, or has been tried too often (halts.ts).
 */
export const decideRepair = ({ now, nodes, groups }: Seen): RepairDecision => {
  const zones = lostZones(nodes);
  const parts = groups.map((group) => {
    const workers = nodes.filter(({ role, nodeGroupId }) => role === "worker" && nodeGroupId === group.nodeGroupId);
    const due = dueOf(workers, group, now);
    const unhealthy = workers.filter(isUnhealthy).length;
    const concerned = group.repairs && (due.length > 0 || unhealthy > 0);
    const halt = concerned
      ? haltOf(group, { zones, size: workers.length, unhealthy, due: due.length, now })
      : undefined;
    return { group, workers, due, halt };
  });
  const [repair] = parts
    .filter(({ group, halt }) => group.repairs && !halt)
    .flatMap(({ due }) => due)
    .sort(byUrgency);
  const verdicts = new Map(
    parts.flatMap(({ group, workers, due, halt }) =>
      workers.map((node) => {
        const own = due.find(({ nodeId }) => nodeId === node.nodeId);
        return [node.nodeId, verdictOf(node, { due: own, repair, halt, group })] as const;
      }),
    ),
  );
  const halts = parts.flatMap(({ halt }) => (halt ? [halt] : []));
  if (!repair) return { verdicts, halts };
  const { nodeId, nodeGroupId, reason } = repair;
  return { verdicts, repair: { nodeId, nodeGroupId, reason }, halts };
};
