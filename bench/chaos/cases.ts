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

/** One thing that goes wrong once, at one place of one workflow. */
export type Case = { id: string; workflow: string } & (
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
  const onward = reachable(machine, machine.StartAt);
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

/** Every case, read from the workflows themselves: a new stage is in it without a word here. */
export const allCases = (): Case[] =>
  Object.entries(readSources().workflows).flatMap(([workflow, text]) => [
    ...(Object.keys(askedKinds) as AskedKind[]).map((asked) => ({
      ...{ id: `${workflow}: asked for, ${asked}`, workflow, asked },
    })),
    ...stagesOf(JSON.parse(text) as Machine).flatMap(({ stage, after }) =>
      (Object.keys(stageKinds) as StageKind[])
        .filter((kind) => kind !== "no capacity" || stage.startsWith("Launch"))
        .map((kind) => ({
          ...{ id: `${workflow}: ${stage}, ${kind}`, workflow, stage, kind },
          ...(after === undefined ? {} : { after }),
        })),
    ),
  ]);
