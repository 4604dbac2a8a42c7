import { expect, test } from "@jest/globals";
import { conformancePage } from "./page.ts";
import { resultsOf, suiteFailures } from "./results.ts";

const spec = (name: string, State: string, message?: string, LeafNodeType = "It") => ({
  ContainerHierarchyTexts: ["[sig-apps] Job"],
  LeafNodeType,
  LeafNodeText: name,
  State,
  RunTime: 2_400_000_000,
  ...(message === undefined ? {} : { Failure: { Message: message, Location: {} } }),
});

const report = JSON.stringify([
  {
    SuitePath: "/",
    SpecReports: [
      { ...spec("", "passed", undefined, "SynchronizedBeforeSuite"), ContainerHierarchyTexts: null },
      spec("runs [Conformance]", "passed"),
      spec("breaks [Conformance]", "failed", "expected this\nbut got that"),
      spec("hangs [Conformance]", "timedout", "A spec timeout occurred"),
      spec("waits [Slow] [Conformance]", "skipped"),
      spec("asks for three nodes [Conformance]", "skipped", "needs 3 nodes"),
      spec("comes last [Conformance]", "skipped"),
      spec("is none of them", "failed", "whatever"),
    ],
  },
]);
const notChosen = [{ pattern: "\\[Slow\\]", why: "waits for minutes" }];

test("each conformance test is passed, failed, or not run for a reason; what nobody came to has failed", () => {
  const states = resultsOf(report, notChosen).map(({ name, state, why }) => [name.slice(15, -14), state, why]);
  expect(states).toEqual([
    ["asks for three nodes", "not run", "needs 3 nodes"],
    ["breaks", "failed", "expected this"],
    ["comes last", "failed", "skipped: the suite did not come to it"],
    ["hangs", "failed", "A spec timeout occurred"],
    ["runs", "passed", ""],
    ["waits [Slow]", "not run", "waits for minutes"],
  ]);
  expect(suiteFailures(report)).toEqual([]);
});

test("a suite that cannot begin is no result", () => {
  const broken = [{ SpecReports: [spec("", "failed", "no node is ready", "SynchronizedBeforeSuite")] }];
  expect(suiteFailures(JSON.stringify(broken))).toEqual(["SynchronizedBeforeSuite: no node is ready"]);
});

test("the page has all of them", () => {
  const results = resultsOf(report, notChosen);
  const page = conformancePage({ version: "v1", machines: "1", date: "today", minutes: 3, parallel: 4, results });
  expect(page).toContain("of 6 conformance tests 1 passed, 2 were not run, 3 failed");
  expect(page).toContain("- [sig-apps] Job breaks [Conformance]: expected this");
  expect(page).toContain("waits for minutes:\n\n- [sig-apps] Job waits [Slow] [Conformance]");
});
