import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { nextStep, type UpgradeFacts } from "./next-step.ts";
import { compareVersions } from "./versions.ts";

const versions = ["v1.36.3", "v1.37.2"] as const;
const machine = (nodeId: string) =>
  fc.record({
    nodeId: fc.constant(nodeId),
    version: fc.constantFrom(...versions),
    keyRevision: fc.constant(0),
    well: fc.boolean(),
    leaving: fc.boolean(),
  });
const machines = (prefix: string, min: number, max: number) =>
  fc
    .integer({ min, max })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => machine(`${prefix}${i}`))));
const facts: fc.Arbitrary<UpgradeFacts> = fc.record({
  target: fc.constantFrom(...versions),
  keyRevision: fc.constant(0),
  size: fc.constant(3),
  members: machines("m", 2, 4),
  groups: fc.tuple(
    fc.record({ nodeGroupId: fc.constant("g"), size: fc.integer({ min: 0, max: 3 }), nodes: machines("n", 0, 4) }),
  ),
  prepared: fc.boolean(),
  addOns: fc.boolean(),
});

test("no worker becomes newer than an API server that is there, and no API server older than a worker", () => {
  fc.assert(
    fc.property(facts, (given) => {
      const step = nextStep(given);
      const { target, members, groups } = given;
      const workers = groups.flatMap(({ nodes }) => nodes);
      if (step.kind === "node") {
        const node = workers.find(({ nodeId }) => nodeId === step.nodeId);
        // Of those that are too many one goes, and none comes.
        const comes = groups.every(({ size, nodes }) => nodes.length <= size) && node !== undefined;
        if (comes && !node.leaving)
          expect(members.every(({ version }) => compareVersions(version, target) >= 0)).toBe(true);
      }
      if (step.kind === "member")
        expect(
          workers.filter(({ leaving }) => !leaving).every(({ version }) => compareVersions(version, target) <= 0),
        ).toBe(true);
      if (step.kind === "done") {
        expect([...members, ...workers].every(({ version, leaving }) => version === target && !leaving)).toBe(true);
        expect(given.prepared).toBe(true);
      }
    }),
  );
});
