import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, MemberPlace } from "#core/records.ts";
import { made } from "./made.ts";

/** What a restore comes to: made once, by PlanRestore, and carried by the workflow. */
export interface RestorePlan {
  launch: { slot: string; subnetId: string }[];
  sha256: string;
}

export interface RestoreInput extends StageInput {
  plan: RestorePlan;
}

/** The members that this restore has made, and those that were there before. */
export const membersOf = (
  cluster: ClusterRecord,
  { operationId }: StageInput,
): { born: MemberPlace[]; old: MemberPlace[] } => {
  const members = made(cluster, "members");
  const isOurs = (member: MemberPlace): boolean => member.operationId === operationId;
  return { born: members.filter(isOurs), old: members.filter((member) => !isOurs(member)) };
};
