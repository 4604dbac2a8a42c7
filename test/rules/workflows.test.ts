import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import validate from "asl-validator";
import type { OperationKind } from "#contract/operations.ts";
import { beyondReturn, canGoBack } from "#core/operations/failed-end.ts";
import { stagesOf, upgradeSteps } from "#core/operations/stages.ts";
import { noReturn } from "#core/operations/way-back.ts";
import type { OperationRecord } from "#core/records.ts";
import { kebab, placeholders } from "#stacks/sources.ts";
import { ruleOf } from "#test/memory/stage-functions.ts";
import type { Machine, State } from "#test/memory/walk.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "statemachines");
const texts = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
const machineOf = (workflow: string): Machine =>
  JSON.parse(texts.find(([file]) => file === `${workflow}.asl.json`)?.[1] ?? "");

/** Every state with its name, those inside a Map too. */
const statesOf = ({ States }: Machine): [string, State][] =>
  Object.entries(States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);

/** States in the order of a run in which all goes well. */
const wayOf = ({ StartAt, States }: Machine): string[] => {
  const way: string[] = [];
  for (let name: string | undefined = StartAt; name !== undefined; ) {
    const state: State | undefined = States[name];
    if (state?.Type !== "Choice") way.push(name);
    name = state?.Next ?? state?.Default;
  }
  return way.slice(0, -1);
};

const caught = (state: State | undefined): string | undefined =>
  state?.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes("States.ALL"))?.Next;

/** A state, or the one that a choice leads to where it has not to be left out. */
const beyond = (States: Machine["States"], name: string | undefined): string | undefined =>
  States[name ?? ""]?.Type === "Choice" ? beyond(States, States[name ?? ""]?.Default) : name;

/** From there nothing is undone, unless it has not begun. */
const turns: (string | undefined)[] = [
  beyondReturn("node.replace"),
  beyondReturn("control-plane.replace"),
  beyondReturn("cluster.restore"),
  beyondReturn("cluster.hibernate"),
  beyondReturn("cluster.wake"),
];

/** Where a lambda's failing to run may be told in so many words. */
const temporary = [
  "TemporaryFailure",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
  "Runtime.ExitError",
];

describe.each(texts)("%s", (_, text) => {
  const machine = JSON.parse(text) as Machine & { TimeoutSeconds?: number };
  const isLoop = "NextStep" in machine.States;
  const tasks = statesOf(machine).filter(([, { Type }]) => Type === "Task");

  test("is valid", () => {
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
    const { isValid, errors } = validate(JSON.parse(text.replaceAll(/\$\{\w+\}/g, arn)) as object);
    expect({ isValid, errors }).toEqual({ isValid: true, errors: [] });
    expect(machine.TimeoutSeconds).toBeGreaterThan(0);
  });

  test.each(placeholders(text))("%s is a function made of the rule of the same name", (placeholder) => {
    const [, name] = ruleOf(placeholder);
    expect(name).toBe(placeholder.charAt(0).toLowerCase() + placeholder.slice(1));
  });

  test.each(tasks)("%s is tried again when it did not get to run, and has an end of its patience", (_name, state) => {
    const retried = (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried).toEqual(expect.arrayContaining(temporary));
    // A retry of everything would repeat bugs, and refusals.
    expect(retried).not.toContain("States.ALL");
    expect(retried).not.toContain("States.TaskFailed");
    expect(state).toHaveProperty("TimeoutSeconds");
  });

  test("what fails for good goes somewhere, what is superseded stops, and what is cancelled goes back", () => {
    for (const [name, state] of Object.entries(machine.States)) {
      if (state.Type !== "Task" && state.Type !== "Map") continue;
      const [first, ...rest] = state.Catch ?? [];
      expect({ name, first }).toEqual({ name, first: { ErrorEquals: ["Superseded"], Next: "Superseded" } });
      const last = rest.map(({ ErrorEquals }) => ErrorEquals);
      // A step of an upgrade is not cancelled from where it takes away on: what comes after it is.
      const goesBackOnce = turns.includes(name) && !isLoop ? [["Cancelled"]] : [];
      expect({ name, last }).toEqual({ name, last: [...goesBackOnce, ["States.ALL"]] });
    }
  });

  test("a stage that fails is named by its own name", () => {
    for (const name of isLoop ? stagesOf["cluster.upgrade"].filter((one) => one !== "TurnBack") : wayOf(machine)) {
      const assigned = machine.States[name]?.Catch?.at(-1)?.Assign;
      expect(String(assigned?.["failure"])).toContain(`"stage": "${name}"`);
      expect(assigned?.["notUndone"]).toEqual([]);
    }
  });

  test("a stage without an undo says why", () => {
    for (const name of isLoop ? stagesOf["cluster.upgrade"] : wayOf(machine))
      if (!machine.States[`Undo${name}`])
        expect({ name, why: machine.States[name]?.Comment }).toEqual({
          name,
          why: expect.stringMatching(/no undo|nothing to undo/),
        });
  });
});

/** Workflows that go back, and the first stage from which there is no way back, where there is one. */
const returning: [workflow: string, kind: OperationKind, turn: string | undefined][] = [
  ["create-cluster", "cluster.create", undefined],
  ["change-nodes", "node.replace", beyondReturn("node.replace")],
  ["replace-member", "control-plane.replace", beyondReturn("control-plane.replace")],
  ["revoke-credentials", "credentials.revoke", undefined],
  ["restore-cluster", "cluster.restore", beyondReturn("cluster.restore")],
  ["back-up-cluster", "backup.create", undefined],
  ["drill-backup", "backup.drill", undefined],
  ["hibernate-cluster", "cluster.hibernate", beyondReturn("cluster.hibernate")],
  ["wake-cluster", "cluster.wake", beyondReturn("cluster.wake")],
];

describe.each(returning)("%s goes back the way it came", (workflow, kind, turn) => {
  const { States, StartAt } = machineOf(workflow);
  const whole = wayOf({ States, StartAt });
  const way = turn === undefined ? whole : whole.slice(0, whole.indexOf(turn));
  const undos = way.filter((name) => States[`Undo${name}`]).map((name) => `Undo${name}`);

  test.each(way)("from %s", (name) => {
    const sofar = way.slice(0, way.indexOf(name) + 1).map((stage) => `Undo${stage}`);
    expect(caught(States[name])).toBe(undos.filter((undo) => sofar.includes(undo)).at(-1) ?? "ReportFailure");
  });

  test.each(undos)("%s leads to the undo before it, whether it succeeds or not", (name) => {
    const next = undos[undos.indexOf(name) - 1] ?? "ReportFailure";
    expect(beyond(States, States[name]?.Next)).toBe(next);
    expect(caught(States[name])).toBe(States[name]?.Next);
    const stage = name.replace("Undo", "");
    expect(States[name]?.Catch?.at(-1)?.Assign).toEqual({ notUndone: `{% $append($notUndone, ["${stage}"]) %}` });
    expect(States[name]?.Resource).toBe(`\${${name}}`);
  });

  test("from where there is no way back, nothing is undone, and the failure is told so", () => {
    for (const name of whole.slice(way.length)) {
      expect({ name, to: caught(States[name]) }).toEqual({ name, to: "ReportFailure" });
      expect(canGoBack({ kind } as OperationRecord, name)).toBe(false);
    }
    for (const name of way) expect(canGoBack({ kind } as OperationRecord, name)).toBe(true);
  });

  test("cancelled before nodes are taken away, it goes back all the way", () => {
    if (turn === undefined) return;
    const cancelled = States[turn]?.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes("Cancelled"));
    expect(cancelled?.Next).toBe(undos.at(-1));
    expect(cancelled?.Assign).toEqual(States[turn]?.Catch?.at(-1)?.Assign);
    const record = { kind, cancelAsked: { by: "eve", at: "" } } as OperationRecord;
    expect(canGoBack(record, turn)).toBe(true);
  });

  test("one that takes the place of a stopped execution begins with the last undo", () => {
    expect(StartAt).toBe("Begins");
    const [way, ...others] = States["Begins"]?.Choices ?? [];
    expect({ others, next: way?.Next, condition: way?.Condition }).toEqual({
      ...{ others: [], next: undos.at(-1), condition: "{% $exists($states.input.unwind) %}" },
    });
    expect(Object.keys(way?.Assign ?? {}).sort()).toEqual(["failure", "notUndone"]);
  });

  test("no undo is left out", () => {
    expect(
      Object.keys(States)
        .filter((name) => name.startsWith("Undo"))
        .sort(),
    ).toEqual([...undos].sort());
  });
});

describe("upgrade-cluster goes back by its own loop", () => {
  const { StartAt, States } = machineOf("upgrade-cluster");
  const stages = stagesOf["cluster.upgrade"];
  const before = [
    ...["UndoAwaitRehearsal", "UndoLaunchDrill", "UndoPrepareDrill"],
    ...["UndoRecordBackup", "UndoSaveSnapshot"],
  ];
  const undos = [
    ...["UndoFinaliseMember", "UndoCordonNodes", "UndoDetachMember", "UndoAwaitMachines"],
    ...["UndoLaunchMachines", "UndoLaunchMember", "UndoReserveMember"],
  ];

  test("people see each of its stages", () => {
    const doing = Object.keys(States).filter((name) => ["Task", "Map"].includes(States[name]?.Type ?? ""));
    expect(doing.filter((name) => !name.startsWith("Undo") && name !== "ReportFailure").sort()).toEqual(
      [...stages].sort(),
    );
  });

  test("the undos follow each other, whether they succeed or not, and end where it is decided which way it goes", () => {
    expect(Object.keys(States).filter((name) => name.startsWith("Undo"))).toEqual([...before, ...undos]);
    for (const [i, name] of undos.entries()) {
      const next = undos[i + 1] ?? "WhichWay";
      expect({ name, next: States[name]?.Next, caught: caught(States[name]) }).toEqual({ name, next, caught: next });
    }
  });

  test("what comes before anything changes goes back by its own undos, to the end, whether they succeed or not", () => {
    for (const [i, name] of before.entries()) {
      const next = before[i + 1] ?? "ReportFailure";
      expect({ name, next: States[name]?.Next, caught: caught(States[name]) }).toEqual({ name, next, caught: next });
      expect(States[name]?.Catch?.at(-1)?.Assign).toEqual({
        notUndone: `{% $append($notUndone, ["${name.replace("Undo", "")}"]) %}`,
      });
    }
    const to = new Map(stages.map((name) => [name, caught(States[name])]));
    for (const name of ["SaveSnapshot", "RecordBackup", "PrepareDrill", "LaunchDrill", "AwaitRehearsal"] as const)
      expect(to.get(name)).toBe(`Undo${name}`);
    expect(to.get("PlanRehearsal")).toBe("UndoRecordBackup");
    for (const name of ["RecordRehearsal", "RemoveDrill"] as const) expect(to.get(name)).toBe("UndoAwaitRehearsal");
    expect(to.get("PruneBackups")).toBe("ReportFailure");
    const way = wayOf({ StartAt: "PruneBackups", States });
    expect(stages.slice(1, stages.indexOf("PlanStep"))).toEqual(way.slice(0, way.indexOf("PlanStep")));
  });

  test("one that takes the place of a stopped execution undoes the step that it was at, or all that comes before the loop", () => {
    expect(StartAt).toBe("Begins");
    expect(States["Begins"]?.Choices?.map(({ Condition, Next }) => [Condition, Next])).toEqual([
      ["{% $exists($states.input.goesOn) %}", "PlanStep"],
      ["{% $exists($states.input.step) %}", undos[0]],
      ["{% $exists($states.input.unwind) %}", before[0]],
    ]);
    const makesNothing = ["PlanMember", "AdmitMember", "PlanNodes"];
    const straight = upgradeSteps.filter((name) => caught(States[name]) === "WhichWay");
    expect(straight.filter((name) => !makesNothing.includes(name)).sort()).toEqual([...noReturn].sort());
  });

  test("a stage that fails goes to its own undo, or to the next one, unless what it took away does not come back", () => {
    const to = new Map(stages.map((name) => [name, caught(States[name])]));
    for (const name of [
      "ReserveMember",
      "LaunchMember",
      "LaunchMachines",
      "AwaitMachines",
      "DetachMember",
      "CordonNodes",
      "FinaliseMember",
    ] as const)
      expect(to.get(name)).toBe(`Undo${name}`);
    for (const name of ["RecordMachines", "RoutePods", "VerifyMember", "VerifyNodes"] as const)
      expect(to.get(name)).toBe("UndoAwaitMachines");
    expect(to.get("DrainNodes")).toBe("UndoCordonNodes");
    expect(to.get("RemoveLostMembers")).toBe("UndoLaunchMember");
    for (const name of [
      "RemoveMember",
      "RemoveNodes",
      "ReroutePods",
      "CheckHealth",
      "PlanStep",
      "FinishUpgrade",
    ] as const)
      expect(to.get(name)).toBe("WhichWay");
    for (const name of ["CheckReadiness", "TurnBack"] as const) expect(to.get(name)).toBe("ReportFailure");
  });
});

test("people see the stages that the workflows have, in their order", () => {
  expect(wayOf(machineOf("create-cluster"))).toEqual([...stagesOf["cluster.create"]]);
  expect(wayOf(machineOf("delete-cluster"))).toEqual([...stagesOf["cluster.delete"]]);
  expect(wayOf(machineOf("replace-member"))).toEqual([...stagesOf["control-plane.replace"]]);
  expect(wayOf(machineOf("revoke-credentials"))).toEqual([...stagesOf["credentials.revoke"]]);
  expect(wayOf(machineOf("restore-cluster"))).toEqual([...stagesOf["cluster.restore"]]);
  expect(wayOf(machineOf("hibernate-cluster"))).toEqual([...stagesOf["cluster.hibernate"]]);
  expect(wayOf(machineOf("wake-cluster"))).toEqual([...stagesOf["cluster.wake"]]);
  expect(wayOf(machineOf("back-up-cluster"))).toEqual([...stagesOf["backup.create"]]);
  expect(wayOf(machineOf("drill-backup"))).toEqual([...stagesOf["backup.drill"]]);
  expect(wayOf(machineOf("mend-cluster"))).toEqual([...stagesOf["cluster.mend"]]);
  for (const kind of Object.keys(stagesOf) as (keyof typeof stagesOf)[])
    if (kind.startsWith("node")) expect(wayOf(machineOf("change-nodes"))).toEqual([...stagesOf[kind]]);
});

test("every stage's function is part of some workflow", () => {
  const used = new Set(texts.flatMap(([, text]) => placeholders(text).map(kebab)));
  const files = readdirSync(join(root, "functions/stages")).map((file) => file.replace(/\.ts$/, ""));
  expect(files.filter((file) => !used.has(file))).toEqual([]);
});
