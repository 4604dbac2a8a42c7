import { expect, test } from "@jest/globals";
import type { OperationKind } from "#contract/operations.ts";
import { waysTo } from "#core/operations/stage-graph.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { machines, workflowOf } from "#test/memory/service.ts";
import type { Machine } from "#test/memory/walk.ts";

/** Stages that a state goes on to when all goes well, through whatever is decided in between. */
const onwards = ({ States }: Machine, name: string): string[] => {
  const state = States[name];
  const next = [state?.Next, state?.Default, ...(state?.Choices ?? []).map((choice) => choice.Next)];
  return next.flatMap((to) => {
    if (to === undefined || to.startsWith("Undo")) return [];
    return States[to]?.Type === "Choice" ? onwards({ StartAt: to, States }, to) : [to];
  });
};

test.each(Object.keys(stagesOf) as OperationKind[])("the stages of %s hang together as its workflow does", (kind) => {
  const machine = machines[workflowOf[kind]] as Machine;
  const stages: readonly string[] = stagesOf[kind];
  const leads = stages.map((to) => stages.filter((from) => onwards(machine, from).includes(to)));
  expect(waysTo(kind, stages)).toEqual(leads);
});

test("a workflow that turns back begins its loop again, and nothing on the way on leads there", () => {
  const stages = stagesOf["cluster.upgrade"];
  expect(waysTo("cluster.upgrade", stages)[stages.indexOf("TurnBack")]).toEqual([]);
});
