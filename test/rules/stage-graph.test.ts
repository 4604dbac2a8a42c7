import { expect, test } from "@jest/globals";
import type { OperationKind } from "#contract/operations.ts";
import { waysTo } from "#core/operations/stage-graph.ts";
import { createStages, stagesOf } from "#core/operations/stages.ts";
import { machines, workflowOf } from "#test/memory/service.ts";
import type { Machine } from "#test/memory/walk.ts";

const [made, restored] = [createStages(false), createStages(true)];
const optionalStages: readonly string[] = restored.filter((name) => !made.includes(name));

/**
 * Stages that a state goes on to when all goes well, through whatever is decided in between.
 * @param stages of the operation: what it does not have is what it leaves out
 */
const onwards = ({ States }: Machine, name: string, stages: readonly string[]): string[] => {
  const state = States[name];
  const next = [state?.Next, state?.Default, ...(state?.Choices ?? []).map((choice) => choice.Next)];
  const all = next.flatMap((to) => {
    if (to === undefined || to.startsWith("Undo")) return [];
    return States[to]?.Type === "Choice" ? onwards({ StartAt: to, States }, to, stages) : [to];
  });
  // What only some creations do is there to be done, or it would not be in the list.
  const optional = all.filter((to) => optionalStages.includes(to) && stages.includes(to));
  return optional.length > 0 ? optional : all.filter((to) => stages.includes(to));
};

test.each(Object.keys(stagesOf) as OperationKind[])("the stages of %s hang together as its workflow does", (kind) => {
  const machine = machines[workflowOf[kind]] as Machine;
  const stages: readonly string[] = stagesOf[kind];
  const leads = stages.map((to) => stages.filter((from) => onwards(machine, from, stages).includes(to)));
  expect(waysTo(kind, stages)).toEqual(leads);
});

test("a creation from a backup has two stages more, and each creation is one straight way", () => {
  const machine = machines["create-cluster"] as Machine;
  expect(optionalStages).toEqual(["CopySnapshot", "OpenRestored"]);
  for (const stages of [made, restored]) {
    const straight = stages.map((_, i) => stages.slice(Math.max(0, i - 1), i));
    expect(waysTo("cluster.create", stages)).toEqual(straight);
    expect(stages.map((to) => stages.filter((from) => onwards(machine, from, stages).includes(to)))).toEqual(straight);
  }
});

test("a workflow that turns back begins its loop again, and nothing on the way on leads there", () => {
  const stages = stagesOf["cluster.upgrade"];
  expect(waysTo("cluster.upgrade", stages)[stages.indexOf("TurnBack")]).toEqual([]);
});
