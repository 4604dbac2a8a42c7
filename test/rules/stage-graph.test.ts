import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { OperationKind } from "#contract/operations.ts";
import { waysTo } from "#core/operations/stage-graph.ts";
import { stagesOf } from "#core/operations/stages.ts";
import type { Machine } from "#test/memory/walk.ts";

const machineOf = (workflow: string): Machine =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../statemachines/${workflow}.asl.json`), "utf8"));

/** Stages that a state goes on to when all goes well, through whatever is decided in between. */
const onwards = ({ States }: Machine, name: string): string[] => {
  const state = States[name];
  const next = [state?.Next, state?.Default, ...(state?.Choices ?? []).map((choice) => choice.Next)];
  return next.flatMap((to) => {
    if (to === undefined || to.startsWith("Undo")) return [];
    return States[to]?.Type === "Choice" ? onwards({ StartAt: to, States }, to) : [to];
  });
};

const workflowOf = (kind: OperationKind): string =>
  ({
    "cluster.create": "create-cluster",
    "cluster.delete": "delete-cluster",
    "cluster.restore": "restore-cluster",
    "cluster.hibernate": "hibernate-cluster",
    "cluster.wake": "wake-cluster",
    "cluster.upgrade": "upgrade-cluster",
    "cluster.rollback": "upgrade-cluster",
    "cluster.mend": "mend-cluster",
    "backup.create": "back-up-cluster",
    "backup.drill": "drill-backup",
    "control-plane.replace": "replace-member",
    "credentials.revoke": "revoke-credentials",
  })[kind as string] ?? "change-nodes";

test.each(Object.keys(stagesOf) as OperationKind[])("the stages of %s hang together as its workflow does", (kind) => {
  const machine = machineOf(workflowOf(kind));
  const stages: readonly string[] = stagesOf[kind];
  const leads = stages.map((to) => stages.filter((from) => onwards(machine, from).includes(to)));
  expect(waysTo(kind, stages)).toEqual(leads);
});

test("a workflow that turns back begins its loop again, and nothing on the way on leads there", () => {
  const stages = stagesOf["cluster.upgrade"];
  expect(waysTo("cluster.upgrade", stages)[stages.indexOf("TurnBack")]).toEqual([]);
});
