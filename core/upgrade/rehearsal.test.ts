import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { mostRehearsalFindings, Rehearsal, type RehearsalFinding, rehearsalChecks } from "#contract/rehearsals.ts";
import { estimateOf } from "./estimate.ts";
import { failedText, toldOf, verdictOf } from "./rehearsal.ts";

const finding = (check: RehearsalFinding["check"]): RehearsalFinding => ({ check, what: "a", message: "b" });
const [webhook, object] = [finding("admission-webhooks"), finding("unserved-objects")];

test.each<[string, RehearsalFinding[], string[], Rehearsal["verdict"]]>([
  ["nothing is found", [], [], "passed"],
  ["nothing is found, whatever is named", [], ["rehearsal"], "passed"],
  ["something is found", [object], [], "failed"],
  ["something is found that another check is named for", [object], ["webhooks", "removed-apis"], "failed"],
  ["webhooks are found and named", [webhook], ["webhooks"], "overridden"],
  ["webhooks are named, and more is found", [webhook, object], ["webhooks"], "failed"],
  ["all of it is named", [webhook, object], ["rehearsal"], "overridden"],
])("%s", (_, findings, force, verdict) => expect(verdictOf(findings, force)).toBe(verdict));

const anything = fc.record({
  check: fc.constantFrom(...rehearsalChecks),
  what: fc.string({ maxLength: 400 }),
  message: fc.string({ maxLength: 1200 }),
});

test("what is told is bounded, in the order in which it was found, and has of each check the first", () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 80 }), (findings) => {
      const told = toldOf(findings);
      expect(told.length).toBe(Math.min(findings.length, mostRehearsalFindings));
      expect(Rehearsal.shape.findings.safeParse(told).success).toBe(true);
      const short = findings.map(({ check, what, message }) => ({
        check,
        ...{ what: what.slice(0, 200), message: message.slice(0, 500) },
      }));
      let from = 0;
      for (const one of told) {
        const at = short.findIndex((other, i) => i >= from && JSON.stringify(other) === JSON.stringify(one));
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + 1;
      }
      for (const check of rehearsalChecks) {
        const first = short.find((one) => one.check === check);
        if (first) expect(told).toContainEqual(first);
      }
    }),
  );
});

test("a failure names the first of what was found, and how much more there is", () => {
  const findings = Array.from({ length: 7 }, () => object);
  const text = failedText({ version: "v1.37.2", found: 30, findings });
  expect(text).toBe(
    `the rehearsal with v1.37.2 has failed: ${Array(5).fill("unserved-objects: b").join("; ")}; and 25 more`,
  );
});

test("the estimate is what a machine takes, as the rehearsal's has taken, times the machines", () => {
  const steps = [
    ...[
      ["identity", 1],
      ["snapshot", 2],
      ["restore", 1],
      ["api-server", 6],
      ["read", 5],
      ["ready", 2],
    ],
  ].map(([name, seconds]) => ({ name: String(name), seconds: Number(seconds) }));
  const estimate = estimateOf({ members: 3, nodes: 2, finalised: 3 }, { seconds: 36, steps });
  expect(estimate).toMatchObject({ machineSeconds: 20, serverSeconds: 8, switchSeconds: 40 });
  expect(estimate.seconds).toBe(3 * (20 + 8 + 40 + 20) + 3 * (8 + 40) + 2 * (20 + 20 + 15) + 20);
  expect(estimateOf({ members: 0, nodes: 0, finalised: 0 }, { seconds: 36, steps }).seconds).toBe(20);
});
