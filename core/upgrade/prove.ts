import type { BlastRadius } from "#contract/blast-radius.ts";
import { type Following, search } from "#core/blast-radius/search.ts";
import { majority } from "#core/control-plane/quorum.ts";
import { isNewerThanServed, joiningEmulates } from "./emulation.ts";
import { etcdBetween, etcdMinorOn, newestEtcd } from "./etcd-version.ts";
import { type MachineFacts, type NextStep, nextStep, type UpgradeFacts } from "./next-step.ts";
import { compareVersions, minorOf } from "./versions.ts";

/** A cluster in the small: what an upgrade can make of it, and what can befall it. */
interface Situation {
  /** `addOns` is reckoned from `dns`. */
  facts: UpgradeFacts;
  from: string;
  /** The version that CoreDNS is of. */
  dns: string;
  /** Voting members of etcd, by node. */
  voters: string[];
  /** The minor of etcd that each member runs, by node, and the one that they have agreed on: it never goes down. */
  etcd: Record<string, string>;
  agreed: string;
  back: boolean;
  /** Failures and losses that may still come. */
  accidents: number;
  made: number;
}

export type Planner = (facts: UpgradeFacts) => NextStep;

/** The minor of etcd that a new member of the version runs, where the minor with which the cluster can go both ways is this one. */
export type EtcdRule = (version: string, between: string) => string;

/** The minor that a member which joins now emulates. */
export type EmulationRule = typeof joiningEmulates;

interface Rules {
  plan: Planner;
  etcd: EtcdRule;
  emulates: EmulationRule;
}

export interface Model {
  from: string;
  to: string;
  /** The minor of etcd that runs; absent: the one with which it can go both ways. */
  etcd?: string | undefined;
  members: number;
  /** Sizes of the node groups. */
  groups: number[];
}

/** More machines of a kind behave as these do; the search would only take longer. */
const mostNodes = 2;
const mostGroups = 2;

const promises = [
  "etcd keeps its quorum",
  "no member joins etcd with an older minor than its members have agreed on",
  "no kubelet of a worker is newer than what any API server serves",
  "no API server serves what is new while a member of the version before is there, unless it goes back",
  "each node group has all of its nodes in service, but for one that is lost",
];

const machine = (nodeId: string, version: string): MachineFacts => ({
  ...{ nodeId, version, keyRevision: 0, well: true, leaving: false },
});

/** Versions that nobody has heard of differ in no etcd. */
const betweenOf = (model: Model): string => newestEtcd([model.etcd, etcdBetween(model)]) ?? "0.0";

const ownRule: EtcdRule = (version, between) => etcdMinorOn(version, between) ?? between;

/** All agree on the oldest minor among them, once it is newer than the one before. */
const agree = (copy: Situation): void => {
  const [oldest = copy.agreed] = copy.voters.map((voter) => copy.etcd[voter] ?? "").sort(compareVersions);
  if (compareVersions(oldest, copy.agreed) > 0) copy.agreed = oldest;
};

const beginning = (model: Model): Situation => {
  const { from, to, members, groups } = model;
  const all = Array.from({ length: members }, (_, i) => machine(`m${i}`, from));
  const etcd = model.etcd ?? betweenOf(model);
  return {
    facts: {
      ...{ target: to, keyRevision: 0, size: members, members: all, prepared: false, addOns: false },
      groups: groups.slice(0, mostGroups).map((size, g) => ({
        ...{ nodeGroupId: `g${g}`, size: Math.min(size, mostNodes) },
        nodes: Array.from({ length: Math.min(size, mostNodes) }, (_, i) => machine(`g${g}n${i}`, from)),
      })),
    },
    ...{ from, dns: from },
    voters: all.map(({ nodeId }) => nodeId),
    ...{ etcd: Object.fromEntries(all.map(({ nodeId }) => [nodeId, etcd])), agreed: etcd },
    ...{ back: false, accidents: 1, made: 0 },
  };
};

/** What is broken in a situation, in words. */
const brokenIn = ({ facts, from, back, voters, etcd, agreed }: Situation, lost: boolean): string[] => {
  const { members, groups } = facts;
  const works = members.filter(({ well, nodeId }) => well && voters.includes(nodeId));
  const servers = members.filter(({ well }) => well);
  const workers = groups.flatMap(({ nodes }) => nodes);
  const newer = workers.some(({ version }) => servers.some((server) => isNewerThanServed(version, server)));
  const isUp = !back && minorOf(facts.target) > minorOf(from) && members.some(({ version }) => version === from);
  const early = isUp && servers.some((server) => !isNewerThanServed(facts.target, server));
  const away = groups.some(
    ({ size, nodes }) => nodes.filter(({ well, leaving }) => well && !leaving).length < size - Number(lost),
  );
  const older = voters.some((voter) => compareVersions(etcd[voter] ?? "", agreed) < 0);
  const broken = [works.length < majority(voters.length), older, newer, early, away];
  return promises.filter((_, i) => broken[i]);
};

const edit = (situation: Situation, change: (copy: Situation) => unknown): Situation => {
  const copy = structuredClone(situation);
  change(copy);
  return copy;
};

type Replacement = Exclude<Extract<NextStep, { nodeId: string }>, { kind: "finalise" }>;

/** Machines of the kind that the step replaces, and how many there are to be. */
const placeOf = ({ facts }: Situation, step: Replacement): { size: number; nodes: MachineFacts[] } =>
  step.kind !== "node"
    ? { size: facts.size, nodes: facts.members }
    : (facts.groups.find(({ nodeGroupId }) => nodeGroupId === step.nodeGroupId) ?? { size: 0, nodes: [] });

const put = ({ facts }: Situation, step: Replacement, nodes: MachineFacts[]): void => {
  if (step.kind !== "node") facts.members = nodes;
  else for (const group of facts.groups) if (group.nodeGroupId === step.nodeGroupId) group.nodes = nodes;
};

/** What a member that comes now runs, and what it emulates. */
type Comes = (situation: Situation) => { etcd: string; emulates: string | undefined };

/** Moment by moment: one that is lost leaves etcd, a machine comes, the old one leaves service, and then etcd, and is gone. */
const replacement = (situation: Situation, step: Replacement, comes: Comes): Situation[] => {
  const { nodeId } = step;
  const isMember = step.kind === "member";
  const { size, nodes } = placeOf(situation, step);
  const leavesEtcd = (copy: Situation): void => {
    copy.voters = copy.voters.filter((voter) => voter !== nodeId);
    agree(copy);
  };
  const isWell = nodes.some((one) => one.nodeId === nodeId && one.well);
  const lostFirst = edit(situation, (copy) => {
    if (!isWell) leavesEtcd(copy);
  });
  const came = edit(lostFirst, (copy) => {
    if (nodes.length > size) return;
    const made = `new${copy.made}`;
    copy.made += 1;
    const come = machine(made, copy.facts.target);
    if (!isMember) return put(copy, step, [...nodes, come]);
    const { etcd, emulates } = comes(situation);
    put(copy, step, [...nodes, emulates === undefined ? come : { ...come, emulates }]);
    copy.voters.push(made);
    copy.etcd[made] = etcd;
    agree(copy);
  });
  const detached = edit(came, (copy) => {
    const marked = placeOf(copy, step).nodes.map((one) => (one.nodeId === nodeId ? { ...one, leaving: true } : one));
    put(copy, step, marked);
  });
  const left = edit(detached, leavesEtcd);
  const gone = edit(left, (copy) => {
    put(
      copy,
      step,
      placeOf(copy, step).nodes.filter((one) => one.nodeId !== nodeId),
    );
  });
  return isMember ? [lostFirst, came, detached, left, gone] : [came, detached, gone];
};

/** A step's own way. */
const moments = (situation: Situation, step: NextStep, comes: Comes): Situation[] => {
  switch (step.kind) {
    case "prepare":
      return [edit(situation, ({ facts }) => Object.assign(facts, { prepared: true }))];
    case "add-ons":
      return [edit(situation, (copy) => Object.assign(copy, { dns: copy.facts.target }))];
    case "finalise":
      return [
        edit(situation, ({ facts }) => {
          for (const one of facts.members) if (one.nodeId === step.nodeId) delete one.emulates;
        }),
      ];
    case "done":
      return [];
    case "member":
    case "node":
      return replacement(situation, step, comes);
  }
};

/** From here on the version before is the target. */
const turned = (situation: Situation, from: string): Situation =>
  edit(situation, (copy) => {
    copy.back = true;
    Object.assign(copy.facts, { target: from, prepared: false });
    copy.accidents -= 1;
  });

const anyFailure = { code: "TemporaryFailure" as const, message: "" };

/** So many moments of a step leave nothing when it fails there; of the others what was done is left. */
const undoneOf: Record<NextStep["kind"], number> = {
  ...{ prepare: 2, "add-ons": 2, done: 2 },
  ...{ member: 3, node: 2, finalise: 0 },
};

/** Each machine that may be lost now. */
const losses = (situation: Situation): Situation[] => {
  const { members, groups } = situation.facts;
  const all = [...members, ...groups.flatMap(({ nodes }) => nodes)].filter(({ well }) => well);
  return all.map(({ nodeId }) =>
    edit(situation, ({ facts }) => {
      for (const one of [...facts.members, ...facts.groups.flatMap(({ nodes }) => nodes)])
        if (one.nodeId === nodeId) one.well = false;
    }),
  );
};

const factsOf = ({ facts, dns }: Situation): UpgradeFacts => ({ ...facts, addOns: dns === facts.target });

/** All that can follow from a situation: each moment of the step, its failure there, the loss of any machine there. */
const followers = (situation: Situation, model: Model, { plan, etcd, emulates }: Rules): Following<Situation> => {
  const { from, to } = model;
  const step = plan(factsOf(situation));
  const way = moments(situation, step, ({ facts: { target, members }, back }) => ({
    etcd: etcd(target, betweenOf(model)),
    emulates: emulates({ from, to, ...(back ? { back: anyFailure } : {}) }, members),
  }));
  const last = way.at(-1);
  const accidents: Situation[] = [];
  if (situation.accidents > 0 && !situation.back && step.kind !== "done") {
    const undone = way.slice(0, undoneOf[step.kind]);
    // Up to where the old one is taken away a step that fails leaves nothing; from there on it leaves what it has done.
    accidents.push(turned(situation, from), ...way.slice(undone.length).map((moment) => turned(moment, from)));
    for (const lost of losses(situation)) accidents.push(turned(lost, from));
  }
  return { next: last ? [last] : [], seen: way, accidents };
};

/** Names tell machines apart and mean nothing: situations that differ in names only are one. */
const keyOf = ({ facts, dns, voters, etcd, agreed, back, accidents }: Situation): string => {
  const say = (machines: readonly MachineFacts[]): string =>
    machines
      .map(({ version, emulates, well, leaving, nodeId }) =>
        [version, emulates, well, leaving, voters.includes(nodeId), etcd[nodeId]].join(" "),
      )
      .sort()
      .join();
  return JSON.stringify([
    ...[facts.target, facts.prepared, dns, agreed, back, accidents, voters.length, say(facts.members)],
    ...facts.groups.map(({ nodes }) => say(nodes)),
  ]);
};

const isLost = ({ facts }: Situation): boolean =>
  [...facts.members, ...facts.groups.flatMap(({ nodes }) => nodes)].some(({ well }) => !well);

/** Every situation that an upgrade can come to, with one failure or loss at any moment of it: whether all promises hold in all of them. */
export const prove = (
  model: Model,
  plan: Planner = nextStep,
  etcd: EtcdRule = ownRule,
  emulates: EmulationRule = joiningEmulates,
): BlastRadius =>
  search({
    promises,
    beginning: beginning(model),
    follow: (situation) => followers(situation, model, { plan, etcd, emulates }),
    brokenIn: (situation) => brokenIn(situation, isLost(situation)),
    keyOf,
  });
