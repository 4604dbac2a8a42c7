import { describe, expect, test } from "@jest/globals";
import { decideReplacement } from "#core/control-plane/decide-replacement.ts";
import { keepsQuorum } from "#core/control-plane/quorum.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { proveReplacement, type ReplacementRules, type Replacing } from "./prove-replacement.ts";

const replacing = (size: number, { lost, extra = 0 }: { lost?: string; extra?: number } = {}): Replacing => ({
  size,
  members: Array.from({ length: size + extra }, (_, i) => ({ nodeId: `m${i}`, isLost: `m${i}` === lost })),
  nodeId: "m0",
});

describe.each([3, 5])("of %i members", (size) => {
  test.each([
    ["one that works", {}],
    ["one that is lost", { lost: "m0" }],
    ["one that works, where a replacement has left one too many", { extra: 1 }],
    ["one that is lost, where there is one too many", { lost: "m0", extra: 1 }],
    ["another one than the one that is lost, which is refused and that one replaced", { lost: "m1" }],
  ])("all promises are kept: %s", (_, how) => {
    expect(proveReplacement(replacing(size, how))).toMatchObject({ holds: true, broken: [] });
  });
});

const own: ReplacementRules = {
  ...{ decide: decideReplacement, keepsQuorum },
  ...{ stages: stagesOf["control-plane.replace"], leavesEtcd: true },
};
const quorum = "etcd keeps its quorum, whichever one machine is lost";
const serve = "as many members serve as did before, or as there are to be, but for one that is lost";
const away = "never are two members away that the change itself has taken away";
const leave = "no member that works is ended before it has left etcd";
const one = "there is never more than one member more than there are to be";

/** What is decided, otherwise. */
const decided =
  (change: (decision: { lost: string[]; launches: boolean }) => object): ReplacementRules["decide"] =>
  (...seen) => {
    const decision = decideReplacement(...seen);
    return "refusal" in decision ? decision : { ...decision, ...change(decision) };
  };

test.each<[string, string, Replacing, Partial<ReplacementRules>]>([
  [
    "that removes two members at once",
    away,
    replacing(5),
    { decide: decided(({ lost }) => ({ lost: lost.length > 0 ? lost : ["m1", "m2"] })) },
  ],
  [
    "that takes one away before another one is there",
    serve,
    replacing(3),
    { decide: decided(() => ({ launches: false })) },
  ],
  [
    "that takes one away while the new one boots",
    quorum,
    replacing(3),
    { stages: ["PlanMember", "DetachMember", "RemoveMember", "LaunchMember", "AwaitMachines", "VerifyMember"] },
  ],
  ["that ends a member without etcd's leave", leave, replacing(3), { leavesEtcd: false }],
  ["that always brings another one", one, replacing(3, { extra: 1 }), { decide: decided(() => ({ launches: true })) }],
])("the search catches a rule %s", (_, promise, what, rules) => {
  expect(proveReplacement(what).broken).toEqual([]);
  const { holds, broken } = proveReplacement(what, { ...own, ...rules });
  expect({ holds, broken }).toEqual({ holds: false, broken: expect.arrayContaining([promise]) });
});
