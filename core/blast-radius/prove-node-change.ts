import type { BlastRadius } from "#contract/blast-radius.ts";
import { decideChange, type GroupSeen } from "#core/nodes/decide-change.ts";
import { beyondReturn } from "#core/operations/failed-end.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { type GroupMoment, promisesOf } from "./group-promises.ts";
import { type GroupChange, type GroupNode, inService, running } from "./node-group.ts";
import { search } from "./search.ts";
import { type Part as AnyPart, followWorkflow, type Parts, type Standing } from "./workflow.ts";

type StageName = (typeof stagesOf)["node-group.update"][number];

/** The product's own, unless a test has others. */
export interface ChangeRules {
  decide: (seen: GroupSeen) => { zones: string[]; leaving: string[] };
  stages: readonly StageName[];
}

const ownRules: ChangeRules = { decide: decideChange, stages: stagesOf["node-group.update"] };

/** Zones of the machines that come, and nodes that go. */
type Plan = Readonly<Record<"launch" | "drain" | "remove", readonly string[]>>;

interface Situation extends GroupMoment, Standing {
  /** Of the change that goes on: after an accident it may be another one than was asked for. */
  kind: GroupChange["kind"];
  plan: Plan | undefined;
  /** Something is left for the next change to put right. */
  unfinished: boolean;
  made: number;
}

interface Context {
  change: GroupChange;
  decide: ChangeRules["decide"];
}

type Part = AnyPart<Situation, Context>;

/** Each of the nodes by itself, as any of them may be the first. */
const each = (
  situation: Situation,
  isMeant: (node: GroupNode) => boolean | undefined,
  become: (node: GroupNode) => GroupNode[],
): Situation[] =>
  situation.nodes.filter(isMeant).map((one) => ({
    ...situation,
    nodes: situation.nodes.flatMap((node) => (node === one ? become(node) : [node])),
  }));

const planNodes: Part = (situation, { change: { nodeId, zones, maxSurge = 1 }, decide }) => {
  const { kind, size, nodes, plan } = situation;
  if (plan) return [];
  const runs = running(nodes);
  const { zones: launch, leaving } = decide({
    ...{ kind, size, zones, kept: [] },
    change: { ...(nodeId === undefined ? {} : { nodeId }), roll: { maxSurge, total: 0, done: 0 } },
    present: runs.map((node) => ({
      ...node,
      leaving: node.cordoned === "now",
      inService: inService([node]).length > 0,
    })),
    outdated: new Set(nodes.filter(({ outdated }) => outdated).map((node) => node.nodeId)),
  });
  const drain = runs.map((node) => node.nodeId).filter((id) => leaving.includes(id));
  const lost = nodes.filter(({ is }) => is === "lost").map((node) => node.nodeId);
  const remove = kind === "node.drain" ? [] : [...leaving, ...lost];
  return [{ ...situation, plan: { launch, drain, remove } }];
};

/** All at once. */
const launchMachines: Part = (situation) => {
  const { plan, nodes, made } = situation;
  if (!plan || plan.launch.length === 0 || nodes.some(({ isNew }) => isNew)) return [];
  const come = plan.launch.map(
    (zone, i): GroupNode => ({
      ...{ nodeId: `new-${made + i}`, zone, template: Number.MAX_SAFE_INTEGER, launchedAt: "9999-01-01T00:00:00Z" },
      ...{ is: "booting", outdated: false, cordoned: "no", emptied: false, isNew: true },
    }),
  );
  return [{ ...situation, nodes: [...nodes, ...come], made: made + come.length }];
};

/** One that is lost never answers. */
const awaitMachines: Part = (situation) => {
  if (situation.nodes.some(({ is, isNew }) => isNew && is === "lost")) return "failed";
  return each(
    situation,
    ({ is }) => is === "booting",
    (node) => [{ ...node, is: "ready" }],
  );
};

const verifyNodes: Part = ({ nodes, plan }) =>
  nodes.filter(({ is, isNew }) => isNew && is === "ready").length < (plan?.launch.length ?? 0) ? "failed" : [];

const cordonNodes: Part = (situation) =>
  each(
    situation,
    ({ nodeId, is, cordoned }) => situation.plan?.drain.includes(nodeId) && is !== "lost" && cordoned === "no",
    (node) => [{ ...node, cordoned: "now" }],
  );

const drainNodes: Part = (situation) =>
  each(
    situation,
    ({ nodeId, is, emptied }) => situation.plan?.drain.includes(nodeId) && is !== "lost" && !emptied,
    (node) => [{ ...node, emptied: true }],
  );

const removeNodes: Part = (situation) => {
  const goes = ({ nodeId }: GroupNode): boolean => situation.plan?.remove.includes(nodeId) ?? false;
  const full = ({ is, emptied }: GroupNode): boolean => is === "ready" && !emptied;
  return situation.nodes.filter(goes).map((one) => ({
    ...situation,
    nodes: situation.nodes.filter((node) => node !== one),
    podsLost: situation.podsLost || full(one),
  }));
};

/**
 * Another round of a roll, where there is something left to replace. That each round replaces something is for the search to find. What was
 * drained stays so, as it was asked for.
 */
const finishChange: Part = (situation) => {
  const { kind, nodes } = situation;
  if (kind === "node.drain")
    return each(
      situation,
      ({ cordoned }) => cordoned === "now",
      (node) => [{ ...node, cordoned: "before" }],
    );
  if (kind !== "node-group.roll" || !nodes.some(({ outdated }) => outdated)) return [];
  return [{ ...situation, at: 0, plan: undefined, nodes: nodes.map((node) => ({ ...node, isNew: false })) }];
};

const parts: Parts<Situation, Context> = {
  PlanNodes: planNodes,
  LaunchMachines: launchMachines,
  AwaitMachines: awaitMachines,
  VerifyNodes: verifyNodes,
  CordonNodes: cordonNodes,
  DrainNodes: drainNodes,
  RemoveNodes: removeNodes,
  FinishChange: finishChange,
};

const undos: Parts<Situation, Context> = {
  CordonNodes: (situation) =>
    each(
      situation,
      ({ cordoned, is }) => cordoned === "now" && is !== "lost",
      (node) => [{ ...node, cordoned: "no", emptied: false }],
    ),
  LaunchMachines: (situation) =>
    each(
      situation,
      ({ isNew }) => isNew,
      () => [],
    ),
};

/** As the service advises, and heals: the same again where there is something left of it to do, else an update that asks for nothing. */
const again = (situation: Situation): Situation | undefined => {
  const { kind, nodes, undone, lost, unfinished } = situation;
  if (!unfinished) return undefined;
  const isLeft: Partial<Record<GroupChange["kind"], boolean>> = {
    "node-group.delete": true,
    "node-group.roll": running(nodes).some(({ outdated }) => outdated),
    "node.drain": lost.machines === 0,
  };
  return {
    ...{ ...situation, kind: isLeft[kind] && !undone ? kind : "node-group.update", at: 0, goes: "on", plan: undefined },
    ...{ unfinished: false, accidents: 0, nodes: nodes.map((node) => ({ ...node, isNew: false })) },
  };
};

/** Any machine may be lost, and any zone with all that are in it. */
const losses = (situation: Situation): Situation[] => {
  const runs = running(situation.nodes);
  const zones = [...new Set(runs.map(({ zone }) => zone))].map((zone) => runs.filter((node) => node.zone === zone));
  const together = [...runs.map((node) => [node]), ...zones.filter((nodes) => nodes.length > 1)];
  return together.map((gone) => ({
    ...situation,
    nodes: situation.nodes.map((node) => (gone.includes(node) ? { ...node, is: "lost" as const } : node)),
    ...{ lost: { machines: gone.length, zones: 1 }, accidents: 0, unfinished: true },
  }));
};

/** In one string: it is made and compared more often than anything else. */
const keyOf = ({ kind, at, goes, plan, nodes, accidents, unfinished, lost, podsLost }: Situation): string => {
  let key = `${kind} ${at}${goes} ${accidents}${lost.machines}${unfinished ? "u" : ""}${podsLost ? "p" : ""}`;
  if (plan) key += ` ${plan.launch.join()} ${plan.drain.join()} ${plan.remove.join()}`;
  for (const { nodeId, zone, is, cordoned, emptied, isNew } of nodes)
    key += `, ${nodeId} ${zone} ${is} ${cordoned}${emptied ? " e" : ""}${isNew ? " n" : ""}`;
  return key;
};

/**
 * Every situation that a change of a node group can come to, with one failure, or the loss of one machine or of one zone, at any moment of
 * it: whether all promises hold in all of them.
 * @param change the group as it is, in the small
 */
export const proveNodeChange = (change: GroupChange, rules: ChangeRules = ownRules): BlastRadius => {
  const { kind, nodes, size } = change;
  const { promises, brokenIn } = promisesOf(change);
  const workflow = {
    ...{ parts, undos, losses, again, context: { change, decide: rules.decide } },
    stages: rules.stages.filter((stage) => parts[stage]),
    beyondReturn: beyondReturn(kind) ?? "",
    failed: (situation: Situation, back: boolean): Situation =>
      back
        ? { ...situation, size: size.before, undone: true, unfinished: situation.lost.machines > 0 }
        : { ...situation, unfinished: true },
  };
  return search<Situation>({
    promises,
    beginning: {
      ...{ kind, nodes, size: size.after, at: 0, goes: "on", plan: undefined, accidents: 1, made: 0 },
      ...{ lost: { machines: 0, zones: 0 }, podsLost: false, undone: false, unfinished: false },
    },
    follow: (situation) => followWorkflow(situation, workflow),
    brokenIn,
    keyOf,
  });
};
