import { stripVTControlCharacters } from "node:util";
import { expect, test } from "@jest/globals";
import { changePriceLines } from "./cluster/change-price-text.ts";
import { rehearsalLines, upgradeLine, upgradePlanText } from "./cluster/upgrade-text.ts";
import { parseDuration } from "./command.ts";
import { newStageLines, stageLines, stageTitle } from "./stage-lines.ts";
import { facts, table } from "./table.ts";
import { cut } from "./terminal.ts";
import { captured } from "./testing/command-line.ts";
import { operation, stage } from "./testing/examples.ts";
import { age } from "./times.ts";

test.each([
  [30, "30s"],
  [300, "5m"],
  [3 * 3600, "3h"],
  [3 * 86_400, "3d"],
  [-10, "0s"],
])("%d s ago is %s", (seconds, text) => {
  const now = Date.UTC(2026, 0, 1);
  expect(age(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
});

test("durations are read with their units, and nothing else is", () => {
  expect(["90", "90s", "30m", "2h"].map(parseDuration)).toEqual([90_000, 90_000, 1_800_000, 7_200_000]);
  for (const wrong of ["", "-1", "1d", "soon", "1.5h"]) expect(() => parseDuration(wrong)).toThrow("such as 90s");
});

test("columns stand below each other, and what is not there is a dash", () => {
  expect(
    table(
      ["NAME", "STATE"],
      [
        ["a-long-name", undefined],
        ["b", "running"],
      ],
    ),
  ).toBe("NAME         STATE\na-long-name  -\nb            running");
  expect(
    facts([
      ["Id", "x"],
      ["Endpoint", undefined],
    ]),
  ).toBe("Id:        x\nEndpoint:  -");
});

test("lines are cut to the screen by what is seen of them", () => {
  const line = "\u001b[32m✓\u001b[39m Create network";
  expect(stripVTControlCharacters(cut(line, 10))).toBe("✓ Create ");
  expect(cut(line, 10)).toContain("\u001b[39m");
  expect(cut(line, 80)).toBe(line);
});

const now = Date.UTC(2026, 0, 1) + 10_000;
const plain = (_: unknown, text: string) => text;

test("every stage has its mark and its time", () => {
  expect(stageTitle("LaunchControlPlane")).toBe("Launch control plane");
  const [network, launch, verify] = stageLines(operation("running"), now, plain);
  expect(network).toMatch(/^ {2}✓ Create network +2\.0 s$/);
  expect(launch).toMatch(/^ {2}[◐◓◑◒] Launch control plane +7\.0 s$/);
  expect(verify).toBe("  · Verify cluster");
});

test("a stage that was tried again, or failed, says so", () => {
  const failed = { ...stage("CreateNetwork", "failed", 1, 3), attempts: 3, message: "no heartbeat" };
  const [line] = stageLines(operation("running", { stages: [failed] }), now, plain);
  expect(line).toBe("  ✗ Create network      2.0 s, attempt 3  no heartbeat");
});

test("where nothing can be redrawn, each stage is told once, when it has ended", () => {
  const first = operation("running");
  const then = operation("running", {
    stages: [
      stage("CreateNetwork", "succeeded", 1, 3),
      stage("LaunchControlPlane", "failed", 3, 9),
      stage("VerifyCluster", "pending"),
    ],
  });
  expect(newStageLines(undefined, first)).toEqual(["  Create network: done in 2.0 s"]);
  expect(newStageLines(first, then)).toEqual(["  Launch control plane: failed in 6.0 s"]);
  expect(newStageLines(then, then)).toEqual([]);
});

test("a terminal's block is written over; elsewhere nothing is redrawn", () => {
  const tty = captured(true);
  tty.terminal.redraw(["one", "two"]);
  tty.terminal.redraw(["three"]);
  expect(tty.text()).toContain("\u001b[2A\rthree");
  tty.terminal.keep();
  tty.terminal.redraw(["four"]);
  expect(tty.text().endsWith("four\u001b[K\n\u001b[J")).toBe(true);
  const pipe = captured();
  pipe.terminal.redraw(["one"]);
  expect(pipe.text()).toBe("");
  expect(pipe.terminal.styled("red", "x")).toBe("x");
});

test("what came of a rehearsal is told with all that was found, and what an upgrade's costs before", () => {
  const estimate = {
    ...{ seconds: 560, members: 3, nodes: 2, machineSeconds: 22, serverSeconds: 8, switchSeconds: 40 },
  };
  const rehearsal = {
    ...{ verdict: "failed" as const, operationId: "op_1", backupId: "bkp_1", version: "v1.37.2" },
    ...{ objects: 412, resources: 41, found: 3, seconds: 41.2, steps: [] },
    findings: [{ check: "unserved-objects" as const, what: "a", message: "1 object" }],
    estimate: { ...estimate, joinSeconds: 30, drainSeconds: 30, otherSeconds: 60 },
  };
  const progress = { from: "v1.36.3", to: "v1.37.2", target: "v1.37.2", machines: { done: 0, total: 5 } };
  expect(rehearsalLines(progress)).toEqual([]);
  expect(rehearsalLines({ ...progress, rehearsal })).toEqual([
    "Rehearsal with v1.37.2 failed: 412 objects of 41 kinds read in 41 s; the upgrade is expected to take 9 min 20 s.",
    "  unserved-objects: 1 object",
    "  and 2 more",
  ]);
  const proof = { holds: true, situations: 1, promises: [], broken: [] };
  const planned = {
    ...{ machineType: "t3.medium", version: "v1.37.2", rootDiskGiB: 21, perHourMicros: 43_901 },
    ...{ mostSeconds: 2700, mostMicros: 32_926, unrated: [] },
  };
  const plan = {
    ...{ kind: "cluster.upgrade" as const, clusterName: "web", from: "v1.36.3", to: "v1.37.2", ready: true },
    ...{ findings: [], steps: [], machines: 5, proof },
    hops: [{ from: "v1.36.3", to: "v1.37.2", machines: 5, seconds: 1240, proof, rehearsal: planned }],
    rehearsal: planned,
    changePrice: {
      ...{ currency: "USD" as const, region: "us-east-1", unrated: [], notIncluded: ["data transfer"] },
      before: { perHourMicros: 600_000, perMonthMicros: 438_000_000 },
      after: { perHourMicros: 700_000, perMonthMicros: 511_000_000 },
      change: { seconds: 560, micros: 21_000 },
    },
  };
  const text = upgradePlanText(plan);
  expect(text).toContain("of v1.37.2 on a t3.medium of its own: ");
  expect(text).toContain("Now:  $0.60 an hour, $438.00 a month of 730 hours, at AWS's list prices in us-east-1");
  expect(text).toContain("Then: $0.70 an hour, $511.00 a month\n");
  expect(text).toContain("$0.02, for machines that are there twice meanwhile; it is estimated to take 9 min 20 s.");
  expect(text).not.toContain("HOP");
  const first = { from: "v1.35.6", to: "v1.36.3", rehearsal: { ...planned, version: "v1.36.3" } };
  const hops = [{ ...plan.hops[0], ...first }, plan.hops[0]] as typeof plan.hops;
  const chained = upgradePlanText({ ...plan, from: "v1.35.6", hops });
  for (const version of ["v1.36.3", "v1.37.2"])
    expect(chained).toContain(`\n  ${version} on a t3.medium: $0.04 an hour, at most $0.03 (45 min 0 s)\n`);
  expect(chained).toMatch(/1 +v1\.35\.6 +v1\.36\.3 +5 +20 min 40 s\n2 +v1\.36\.3 +v1\.37\.2 +5 +20 min 40 s/);
  const hop = { from: "v1.36.3", to: "v1.37.2", status: "running" as const };
  expect(upgradeLine({ ...progress, hops: [{ from: "v1.35.6", to: "v1.36.3", status: "done" }, hop] })).toBe(
    "hop 2 of 2 to v1.37.2, v1.36.3 → v1.37.2, 0 of 5 machines",
  );
  expect(upgradeLine({ ...progress, emulates: "1.36" })).toBe(
    "v1.36.3 → v1.37.2, 0 of 5 machines, its API is of 1.36 as yet",
  );
  const free = { ...plan.changePrice, change: { seconds: 15, micros: 0 } };
  expect(changePriceLines(free)).toContain("The change itself costs nothing more; it is estimated to take 15 s.");
});
