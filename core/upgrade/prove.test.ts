import { describe, expect, test } from "@jest/globals";
import { type NextStep, nextStep, type UpgradeFacts } from "./next-step.ts";
import { prove } from "./prove.ts";

const model = { from: "v1.36.3", to: "v1.37.2", members: 3, groups: [2, 1] };

describe("the search over all ways of an upgrade", () => {
  test.each([
    ["three members, two groups", model],
    ["five members", { ...model, members: 5 }],
    ["no workers", { ...model, groups: [] }],
    ["an empty group", { ...model, groups: [0] }],
  ])("finds nothing broken: %s", (_, one) => {
    const { holds, broken, situations } = prove(one);
    expect({ holds, broken }).toEqual({ holds: true, broken: [] });
    expect(situations).toBeGreaterThan(20);
  });

  const seeded: [string, string, (facts: UpgradeFacts) => NextStep][] = [
    [
      "that replaces workers before the control plane",
      "no kubelet of a worker is newer than any API server",
      (facts) => {
        if (!facts.prepared) return { kind: "prepare" };
        for (const { nodeGroupId, nodes } of facts.groups)
          for (const { nodeId, version } of nodes)
            if (version !== facts.target) return { kind: "node", nodeGroupId, nodeId };
        return nextStep(facts);
      },
    ],
    [
      "that lowers the control plane before the workers",
      "no kubelet of a worker is newer than any API server",
      (facts) => {
        const member = facts.members.find(({ version }) => version !== facts.target);
        return facts.prepared && member ? { kind: "member", nodeId: member.nodeId } : nextStep(facts);
      },
    ],
    ["that turns in a circle", "it comes to an end", (facts) => (facts.addOns ? { kind: "prepare" } : nextStep(facts))],
  ];
  test.each(seeded)("catches a rule %s", (_, promise, plan) => {
    expect(prove(model, plan)).toMatchObject({ holds: false, broken: expect.arrayContaining([promise]) });
  });
});
