import { readSources } from "#stacks/sources.ts";
import { type AskedKind, askedKinds, type StageKind, stageKinds } from "./kinds.ts";

interface State {
  Type: string;
  Catch?: { ErrorEquals: string[]; Next: string }[];
  Choices?: { Next: string }[];
  Next?: string;
  Default?: string;
}
interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

/** Stages of a creation that only one from a backup comes to. */
const ofRestored = ["CopySnapshot", "UndoCopySnapshot", "OpenRestored"];

/** Other ways to ask for a workflow. @param stages those that it is asked for to try; all when absent */
export const variants: Record<string, { workflow: string; stages?: readonly string[] }> = {
  "create-from-backup": { workflow: "create-cluster", stages: [...ofRestored, "CreateKeys", "LaunchControlPlane"] },
  "roll-nodes": { workflow: "change-nodes" },
  "roll-back": { workflow: "upgrade-cluster" },
};

/** One thing that goes wrong once, at one place of one workflow. */
export type Case = { id: string; scenario: string; workflow: string } & (
  | { asked: AskedKind }
  | {
      stage: string;
      kind: StageKind;
      /** Of what runs only when something has failed: the stage that fails first. */
      after?: string;
    }
);

/** From a state on, whatever may come of it. */
const reachable = ({ States }: Machine, from: string): Set<string> => {
  const seen = new Set<string>();
  const queue = [from];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const state = States[name];
    if (!state || seen.has(name)) continue;
    seen.add(name);
    const ways = [state.Next, state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)];
    queue.push(...ways.filter((next) => next !== undefined));
  }
  return seen;
};

const caught = (state: State): string | undefined =>
  state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes("States.ALL"))?.Next;

/** Names of the states that run functions, and for those that only a failure leads to, which stage's. */
const stagesOf = (machine: Machine): { stage: string; after?: string }[] => {
  const doing = Object.entries(machine.States).filter(([, { Type }]) => Type === "Task" || Type === "Map");
  // Where a choice comes first, its ways lead to what another execution has left, and its default is where all begin.
  const onward = reachable(machine, machine.States[machine.StartAt]?.Default ?? machine.StartAt);
  return doing.flatMap(([stage]) => {
    if (onward.has(stage)) return [{ stage }];
    // What has begun is undone by its own undo; a report is made of the first failure, and a way back taken from far on.
    const leading = stage.startsWith("Undo")
      ? doing.filter(([name]) => `Undo${name}` === stage)
      : doing.filter(([, state]) => reachable(machine, caught(state) ?? "").has(stage));
    const failing = leading.at(stage === "ReportFailure" ? 0 : -1)?.[0];
    return failing ? [{ stage, after: failing }] : [];
  });
};

const casesOf = (scenario: string, workflow: string, isTried: (stage: string) => boolean): Case[] => [
  ...(Object.keys(askedKinds) as AskedKind[]).map((asked) => ({
    ...{ id: `${scenario}: asked for, ${asked}`, scenario, workflow, asked },
  })),
  ...stagesOf(JSON.parse(readSources().workflows[workflow] ?? "{}") as Machine)
    .filter(({ stage }) => isTried(stage))
    .flatMap(({ stage, after }) =>
      (Object.keys(stageKinds) as StageKind[])
        .filter((kind) => kind !== "no capacity" || stage.startsWith("Launch"))
        .map((kind) => ({
          ...{ id: `${scenario}: ${stage}, ${kind}`, scenario, workflow, stage, kind },
          ...(after === undefined ? {} : { after }),
        })),
    ),
];

/** Every case, read from the workflows themselves: a new stage is in it without a word here. */
export const allCases = (): Case[] => [
  ...Object.keys(readSources().workflows).flatMap((workflow) =>
    casesOf(workflow, workflow, (stage) => workflow !== "create-cluster" || !ofRestored.includes(stage)),
  ),
  ...Object.entries(variants).flatMap(([scenario, { workflow, stages }]) =>
    casesOf(scenario, workflow, (stage) => stages?.includes(stage) ?? true),
  ),
];
