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
    ["back again, by a call", { ...model, from: model.to, to: model.from }],
    ["versions that come with the same etcd", { ...model, from: "v1.37.1", to: "v1.37.2", etcd: "3.7" }],
  ])("finds nothing broken: %s", (_, one) => {
    const { holds, broken, situations } = prove(one);
    expect({ holds, broken }).toEqual({ holds: true, broken: [] });
    expect(situations).toBeGreaterThan(20);
  });

  const seeded: [string, string, (facts: UpgradeFacts) => NextStep][] = [
    [
      "that replaces workers before the control plane",
      "no kubelet of a worker is newer than what any API server serves",
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
      "no kubelet of a worker is newer than what any API server serves",
      (facts) => {
        const member = facts.members.find(({ version }) => version !== facts.target);
        return facts.prepared && member ? { kind: "member", nodeId: member.nodeId } : nextStep(facts);
      },
    ],
    [
      "that replaces workers while members emulate the version before",
      "no kubelet of a worker is newer than what any API server serves",
      (facts) => nextStep({ ...facts, members: facts.members.map(({ emulates: _, ...one }) => one) }),
    ],
    ["that turns in a circle", "it comes to an end", (facts) => (facts.addOns ? { kind: "prepare" } : nextStep(facts))],
  ];
  test("catches members that run the etcd that their own version comes with: the last one of the older leaves no way back", () => {
    const { holds, broken } = prove(model, nextStep, (version) => (version === model.to ? "3.7" : "3.6"));
    const promise = "no member joins etcd with an older minor than its members have agreed on";
    expect({ holds, broken }).toEqual({ holds: false, broken: [promise] });
  });

  test("catches members that come as what they are: they would store what those of the version before do not know", () => {
    const { holds, broken } = prove(model, nextStep, undefined, () => undefined);
    const promise =
      "no API server serves what is new while a member of the version before is there, unless it goes back";
    expect({ holds, broken }).toEqual({ holds: false, broken: [promise] });
  });

  test.each(seeded)("catches a rule %s", (_, promise, plan) => {
    expect(prove(model, plan)).toMatchObject({ holds: false, broken: expect.arrayContaining([promise]) });
  });
});
