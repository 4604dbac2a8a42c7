import type { RepairReason } from "#contract/operations.ts";
import { renewalDue } from "#core/control-plane/certificate-life.ts";
import { type MemberSeen, type Refusal, whyNotReplaced } from "#core/control-plane/quorum.ts";
import { type Halt, lostZones, mostRepairs, recent } from "./halts.ts";
import { isUnhealthy, type SeenNode } from "./seen.ts";

/** As a node group's own default. */
const notReadySeconds = 300;

export interface MemberRepair {
  nodeId: string;
  reason: RepairReason;
  /** Pods do not keep it: there is nobody to keep them for, or no time. */
  force: boolean;
}

export interface MemberDecision {
  /** The one member that is to be replaced next. */
  repair?: MemberRepair;
  /** Why nobody is, although somebody should be. */
  halt?: Halt;
}

/** Who cannot wait comes first. */
const urgency: RepairReason["code"][] = ["MachineLost", "NotReady", "CertificatesExpire"];

const illness = ({ nodeId, gone, unreadySince }: SeenNode, now: string): RepairReason | undefined => {
  if (gone) return { code: "MachineLost", message: `machine ${nodeId} has ended or stands still` };
  if (unreadySince === undefined) return undefined;
  const seconds = Math.floor((Date.parse(now) - Date.parse(unreadySince)) / 1000);
  if (seconds < notReadySeconds) return undefined;
  return { code: "NotReady", message: `node ${nodeId} has not been Ready since ${unreadySince}` };
};

const dueRepair = (node: SeenNode, now: string, inWindow: boolean): MemberRepair | undefined => {
  const { nodeId, certificatesEndAt } = node;
  const reason = illness(node, now);
  if (reason) return { nodeId, reason, force: true };
  const due = certificatesEndAt === undefined ? "not yet" : renewalDue(certificatesEndAt, now);
  if (due === "not yet" || (due === "in a window" && !inWindow)) return undefined;
  const message = `the certificates of ${nodeId} end at ${certificatesEndAt}`;
  return { nodeId, reason: { code: "CertificatesExpire", message }, force: due === "at once" };
};

const memberSeen = (node: SeenNode): MemberSeen => ({
  nodeId: node.nodeId,
  health: node.gone ? "gone" : isUnhealthy(node) ? "ill" : "well",
});

const haltOf = (
  nodes: readonly SeenNode[],
  {
    refusal,
    repairedAt,
    members,
    now,
  }: { refusal: Refusal | undefined; repairedAt: readonly string[]; members: number; now: string },
): Halt | undefined => {
  if (refusal) return refusal;
  const zones = lostZones(nodes);
  if (zones.length > 0)
    return {
      reason: "ZoneUnhealthy",
      message: `no node of ${zones.join(", ")} is healthy; the service replaces nobody`,
    };
  const tried = recent(repairedAt, now).length;
  if (tried < mostRepairs(members)) return undefined;
  return {
    reason: "RepairLimit",
    message: `members of the control plane have been replaced ${tried} times within an hour, as often as they may; the service replaces nobody; replace the node to go on`,
  };
};

/**
 * Which member of the control plane is to be replaced, if any: one whose machine is gone at once, one that is not Ready after five minutes,
 * one whose certificates end within two months where the cluster's maintenance lets it; those that are gone first; nobody where etcd's quorum
 * would be at risk, where a zone is lost, or when it has been tried too often.
 * @param size how many members there are to be @param inWindow whether what can wait for a maintenance window may begin
 */
export const decideMember = ({
  now,
  nodes,
  size,
  repairedAt,
  inWindow,
}: {
  now: string;
  nodes: readonly SeenNode[];
  size: number;
  repairedAt: readonly string[];
  inWindow: boolean;
}): MemberDecision => {
  const members = nodes.filter(({ role }) => role === "control-plane");
  const due = members.flatMap((node) => dueRepair(node, now, inWindow) ?? []);
  const rank = ({ reason }: MemberRepair): number => urgency.indexOf(reason.code);
  const [first] = due.sort((a, b) => rank(a) - rank(b) || (a.nodeId < b.nodeId ? -1 : 1));
  if (!first) return {};
  const refusal = whyNotReplaced(members.map(memberSeen), size, first.nodeId);
  const halt = haltOf(nodes, { refusal, repairedAt, members: size, now });
  if (!halt) return { repair: first };
  // Nobody is ill whom it would help: it waits until the others are well.
  return first.reason.code === "CertificatesExpire" ? {} : { halt };
};
