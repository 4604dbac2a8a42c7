import type { BlastRadius } from "#contract/blast-radius.ts";
import { decideReplacement, type ReplacementDecision } from "#core/control-plane/decide-replacement.ts";
import { hasQuorum, keepsQuorum, type MemberSeen } from "#core/control-plane/quorum.ts";
import { beyondReturn } from "#core/operations/failed-end.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { search } from "./search.ts";
import { type Part as AnyPart, followWorkflow, type Parts, type Standing } from "./workflow.ts";

type StageName = (typeof stagesOf)["control-plane.replace"][number];

/** The product's own, unless a test has others. */
export interface ReplacementRules {
  decide: (members: readonly MemberSeen[], size: number, nodeId: string) => ReplacementDecision | { refusal: unknown };
  keepsQuorum: typeof keepsQuorum;
  stages: readonly StageName[];
  /** Whether a member leaves etcd before its machine ends. */
  leavesEtcd: boolean;
}

const ownRules: ReplacementRules = {
  ...{ decide: decideReplacement, keepsQuorum },
  ...{ stages: stagesOf["control-plane.replace"], leavesEtcd: true },
};

/** A control plane, and who of it is replaced. */
export interface Replacing {
  /** How many members there are to be. */
  size: number;
  members: readonly { nodeId: string; isLost: boolean }[];
  nodeId: string;
}

interface Member {
  nodeId: string;
  /** `lost`: its machine is gone, and it is still on record. */
  is: "booting" | "well" | "lost";
  /** In etcd. */
  votes: boolean;
  /** Behind the load balancer. */
  serves: boolean;
  isNew: boolean;
}

interface Situation extends Standing {
  members: readonly Member[];
  target: string;
  plan: ReplacementDecision | undefined;
  lost: number;
  /** A member that worked was ended while etcd counted on it. */
  endedInEtcd: boolean;
  made: number;
}

const promise = {
  quorum: "etcd keeps its quorum, whichever one machine is lost",
  serve: "as many members serve as did before, or as there are to be, but for one that is lost",
  away: "never are two members away that the change itself has taken away",
  leave: "no member that works is ended before it has left etcd",
  one: "there is never more than one member more than there are to be",
  end: "at its end, or with the next replacement after an accident, there are as many members as there are to be, and all work",
} as const;

type Context = ReplacementRules & { size: number };
type Part = AnyPart<Situation, Context>;

const isWell = ({ is }: Member): boolean => is === "well";
const idsOf = (members: readonly Member[]): string[] => members.map(({ nodeId }) => nodeId);
const votersOf = (members: readonly Member[]): string[] => idsOf(members.filter(({ votes }) => votes));
const wellOf = (members: readonly Member[]): ReadonlySet<string> => new Set(idsOf(members.filter(isWell)));

const become = (situation: Situation, nodeId: string, change: Partial<Member>): Situation => ({
  ...situation,
  members: situation.members.map((one) => (one.nodeId === nodeId ? { ...one, ...change } : one)),
});

const planMember: Part = (situation, { size, decide }) => {
  const { members, target, plan } = situation;
  if (plan) return [];
  const seen = members.map(({ nodeId, is }): MemberSeen => ({ nodeId, health: is === "lost" ? "gone" : "well" }));
  const decision = decide(seen, size, target);
  return "refusal" in decision ? "failed" : [{ ...situation, plan: decision }];
};

const launchMember: Part = (situation) => {
  const { members, plan, made } = situation;
  if (!plan?.launches || members.some(({ isNew }) => isNew)) return [];
  const comes: Member = { nodeId: `new-${made}`, is: "booting", votes: false, serves: false, isNew: true };
  return [{ ...situation, members: [...members, comes], made: made + 1 }];
};

/** One by one, as the next is judged by what etcd is then; also those that have been lost since the plan was made. */
const removeLostMembers: Part = (situation, rules) => {
  const { members, plan } = situation;
  const lost = members.filter((one) => one.votes && (one.is === "lost" || plan?.lost.includes(one.nodeId)));
  if (lost.length === 0) return [];
  const voters = votersOf(members);
  if (!hasQuorum(voters, wellOf(members))) return "failed";
  const left = lost.filter(({ nodeId }) => rules.keepsQuorum(voters, wellOf(members), nodeId));
  return left.length === 0
    ? "failed"
    : left.map(({ nodeId }) => become(situation, nodeId, { is: "lost", votes: false, serves: false }));
};

/** It joins etcd, which takes nobody in while one of its members does not answer. */
const awaitMachines: Part = (situation) => {
  const { members } = situation;
  const comes = members.find(({ isNew }) => isNew);
  if (!comes || comes.is === "well") return [];
  const answer = members.filter(({ votes }) => votes).every(isWell);
  return comes.is === "lost" || !answer
    ? "failed"
    : [become(situation, comes.nodeId, { is: "well", votes: true, serves: true })];
};

const verifyMember: Part = ({ members, plan }) =>
  plan?.launches && !members.some((one) => one.isNew && one.votes && isWell(one)) ? "failed" : [];

const detachMember: Part = (situation) => {
  const target = situation.members.find(({ nodeId }) => nodeId === situation.target);
  return target?.serves ? [become(situation, target.nodeId, { serves: false })] : [];
};

const removeMember: Part = (situation, { leavesEtcd, keepsQuorum: keeps }) => {
  const { members } = situation;
  const target = members.find(({ nodeId }) => nodeId === situation.target);
  if (!target) return [];
  if (leavesEtcd && target.votes)
    return keeps(votersOf(members), wellOf(members), target.nodeId)
      ? [become(situation, target.nodeId, { votes: false })]
      : "failed";
  const endedInEtcd = situation.endedInEtcd || (target.votes && isWell(target));
  return [{ ...situation, members: members.filter((one) => one !== target), endedInEtcd }];
};

const parts: Parts<Situation, Context> = {
  PlanMember: planMember,
  LaunchMember: launchMember,
  RemoveLostMembers: removeLostMembers,
  AwaitMachines: awaitMachines,
  VerifyMember: verifyMember,
  DetachMember: detachMember,
  RemoveMember: removeMember,
};

const undos: Parts<Situation, Context> = {
  DetachMember(situation) {
    const target = situation.members.find((one) => one.nodeId === situation.target && isWell(one));
    return target && !target.serves ? [become(situation, target.nodeId, { serves: true })] : [];
  },
  LaunchMember(situation, { keepsQuorum: keeps }) {
    const { members } = situation;
    const comes = members.find(({ isNew }) => isNew);
    if (!comes) return [];
    if (!comes.votes) return [{ ...situation, members: members.filter((one) => one !== comes) }];
    return keeps(votersOf(members), wellOf(members), comes.nodeId)
      ? [become(situation, comes.nodeId, { votes: false, serves: false })]
      : "failed";
  },
};

/** As the service heals, or advises: one that is lost is replaced, or the same asked for again where a member more is left. */
const again = (situation: Situation, size: number): Situation | undefined => {
  const { members, target } = situation;
  const due = members.find(({ is }) => is === "lost") ?? members.find(({ nodeId }) => nodeId === target);
  if (!due || (due.is !== "lost" && members.length <= size)) return undefined;
  const old = members.map((one) => ({ ...one, isNew: false }));
  return { ...situation, members: old, target: due.nodeId, at: 0, goes: "on", plan: undefined, accidents: 0 };
};

/** Any machine. Where one was lost before, that is the one. */
const losses = (situation: Situation, { members }: Replacing): Situation[] =>
  members.some(({ isLost }) => isLost)
    ? []
    : situation.members
        .filter(({ is }) => is !== "lost")
        .map(({ nodeId }) => ({
          ...become(situation, nodeId, { is: "lost", serves: false }),
          ...{ accidents: 0, lost: 1 },
        }));

const brokenIn = (situation: Situation, { size, members: before }: Replacing, isEnd: boolean): string[] => {
  const { members, lost, endedInEtcd } = situation;
  const inService = members.filter((one) => isWell(one) && one.votes && one.serves);
  const worked = before.filter(({ isLost }) => !isLost);
  const taken = worked.filter(({ nodeId }) => !inService.some((one) => one.nodeId === nodeId)).length - lost;
  const come = inService.filter((one) => !before.some(({ nodeId }) => nodeId === one.nodeId)).length;
  const broken: Record<keyof typeof promise, boolean> = {
    quorum: !hasQuorum(votersOf(members), wellOf(members)),
    serve: inService.length < Math.min(worked.length, size) - lost,
    away: taken - come > 1,
    leave: endedInEtcd,
    one: members.length > Math.max(size, before.length) + 1,
    end: isEnd && (inService.length !== size || members.length !== size),
  };
  return Object.entries(promise).flatMap(([name, text]) => (broken[name as keyof typeof promise] ? [text] : []));
};

const keyOf = ({ members, target, at, goes, plan, accidents, lost, endedInEtcd }: Situation): string =>
  [
    ...[target, at, goes, accidents, lost, endedInEtcd, plan && `${plan.lost.join()} ${plan.launches}`],
    ...members.map(({ nodeId, is, votes, serves, isNew }) => [nodeId, is, votes, serves, isNew].join()),
  ].join(" ");

/**
 * Every situation that the replacement of a member can come to, with one failure or the loss of one machine at any moment of it; where one
 * was lost before, with a failure alone.
 */
export const proveReplacement = (replacing: Replacing, rules: ReplacementRules = ownRules): BlastRadius => {
  const { members, nodeId, size } = replacing;
  const workflow = {
    ...{ parts, undos, context: { ...rules, size } },
    stages: rules.stages.filter((stage) => parts[stage]),
    beyondReturn: beyondReturn("control-plane.replace") ?? "",
    failed: (situation: Situation) => situation,
    losses: (situation: Situation) => losses(situation, replacing),
    again: (situation: Situation) => again(situation, size),
  };
  return search<Situation>({
    promises: Object.values(promise),
    beginning: {
      members: members.map((one) => ({
        ...{ nodeId: one.nodeId, votes: true, isNew: false },
        ...(one.isLost ? { is: "lost", serves: false } : { is: "well", serves: true }),
      })),
      ...{ target: nodeId, at: 0, goes: "on", plan: undefined, accidents: 1, lost: 0, endedInEtcd: false, made: 0 },
    },
    follow: (situation) => followWorkflow(situation, workflow),
    brokenIn: (situation, isEnd) => brokenIn(situation, replacing, isEnd),
    keyOf,
  });
};
