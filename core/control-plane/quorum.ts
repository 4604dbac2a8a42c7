/** As many of the voting members of etcd must work, or it neither takes nor gives. */
export const majority = (voters: number): number => Math.floor(voters / 2) + 1;

/** Whether those that work are a majority. @param voters addresses of all voting members @param well addresses of those that work */
export const hasQuorum = (voters: readonly string[], well: ReadonlySet<string>): boolean =>
  voters.length > 0 && voters.filter((address) => well.has(address)).length >= majority(voters.length);

/** Whether etcd still has a majority of members that work once one of them is a member no more. */
export const keepsQuorum = (voters: readonly string[], well: ReadonlySet<string>, leaving: string): boolean =>
  hasQuorum(
    voters.filter((address) => address !== leaving),
    well,
  );

/** `ill`: its machine runs, and its node is not Ready. `gone`: its machine has ended, or stands still. */
export interface MemberSeen {
  nodeId: string;
  health: "well" | "ill" | "gone";
}

/** Why a member of the control plane cannot be replaced now. */
export interface Refusal {
  reason: "QuorumLost" | "MembersUnhealthy";
  message: string;
}

const isWell = ({ health }: MemberSeen): boolean => health === "well";

const listed = (members: readonly MemberSeen[]): string => members.map(({ nodeId }) => nodeId).join(", ");

/** @param size how many members there are to be */
export const quorumLost = (working: number, size: number): Refusal => ({
  reason: "QuorumLost",
  message: `${working} of ${size} members of the control plane work, fewer than the ${majority(size)} that etcd needs; the cluster has to be restored from a snapshot`,
});

/**
 * A member is replaced while those that stay are enough for etcd without it; one that works, only while all others work; and one at a
 * time: beside members whose machines have ended, which leave etcd with it, nobody may be ill, for etcd takes nobody in then.
 * @param size how many members there are to be
 * @returns undefined when it can be replaced
 */
export const whyNotReplaced = (members: readonly MemberSeen[], size: number, nodeId: string): Refusal | undefined => {
  const voters = Math.max(size, members.length);
  const others = members.filter((member) => member.nodeId !== nodeId);
  const target = members.find((member) => member.nodeId === nodeId);
  const working = members.filter(isWell).length;
  if (working < majority(voters)) return quorumLost(working, voters);
  const sick = others.filter((member) => !isWell(member));
  if (others.filter(isWell).length < majority(voters))
    return {
      reason: "MembersUnhealthy",
      message: `without ${nodeId} too few members of the control plane would work for etcd; replace ${listed(sick)} first`,
    };
  const inTheWay = target && isWell(target) ? sick : sick.filter(({ health }) => health === "ill");
  if (inTheWay.length === 0) return undefined;
  return {
    reason: "MembersUnhealthy",
    message: `${listed(inTheWay)} of the control plane ${inTheWay.length > 1 ? "do" : "does"} not work; members are replaced one at a time, and only beside others that work`,
  };
};
