import { type MemberSeen, type Refusal, whyNotReplaced } from "./quorum.ts";

/** What the replacement of a member comes to, by node ids. */
export interface ReplacementDecision {
  /** Those that leave etcd before anybody joins. */
  lost: string[];
  /** Whether a machine comes: not where there are enough members without the target already. */
  launches: boolean;
}

/** @param size how many members there are to be */
export const decideReplacement = (
  members: readonly MemberSeen[],
  size: number,
  nodeId: string,
): ReplacementDecision | { refusal: Refusal } => {
  const refusal = whyNotReplaced(members, size, nodeId);
  if (refusal) return { refusal };
  const lost = members.filter(({ health }) => health !== "well").map((member) => member.nodeId);
  // One that an operation has left behind is a member like any other.
  return { lost, launches: members.length <= size };
};
