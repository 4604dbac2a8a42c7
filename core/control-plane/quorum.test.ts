import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { hasQuorum, keepsQuorum, type MemberSeen, majority, whyNotReplaced } from "./quorum.ts";

const member = (i: number, health: MemberSeen["health"]): MemberSeen => ({ nodeId: `i-${i}`, health });
const sizes = fc.constantFrom(3, 5);
const healths = fc.constantFrom<MemberSeen["health"]>("well", "well", "ill", "gone");

test("a quorum is a majority of voters that work, and there is none of nobody", () => {
  expect(hasQuorum(["a", "b", "c"], new Set(["a", "c", "x", "y"]))).toBe(true);
  expect(hasQuorum(["a", "b", "c"], new Set(["a", "x", "y"]))).toBe(false);
  expect(hasQuorum([], new Set(["a"]))).toBe(false);
  expect(keepsQuorum(["a"], new Set(["a"]), "a")).toBe(false);
});

test("a majority is more than half", () => {
  expect([1, 2, 3, 4, 5].map(majority)).toEqual([1, 2, 2, 3, 3]);
});

test.each<[string, MemberSeen["health"][], string | undefined]>([
  ["all work", ["well", "well", "well"], undefined],
  ["it is lost", ["gone", "well", "well"], undefined],
  ["it is ill", ["ill", "well", "well"], undefined],
  ["it works and another one is lost", ["well", "gone", "well"], "MembersUnhealthy"],
  ["two of three are lost", ["gone", "gone", "well"], "QuorumLost"],
  ["it and one of five are lost", ["gone", "gone", "well", "well", "well"], undefined],
  ["it is lost and one of five is ill", ["gone", "ill", "well", "well", "well"], "MembersUnhealthy"],
  ["it works and one of five is lost", ["well", "gone", "well", "well", "well"], "MembersUnhealthy"],
  ["three of five are lost", ["gone", "gone", "gone", "well", "well"], "QuorumLost"],
  ["one more than there are to be, and it did not join", ["ill", "well", "well", "well"], undefined],
])("%s", (_, seen, reason) => {
  const size = seen.length === 4 ? 3 : seen.length;
  expect(
    whyNotReplaced(
      seen.map((health, i) => member(i, health)),
      size,
      "i-0",
    )?.reason,
  ).toBe(reason);
});

test("whoever is replaced leaves a majority of the others working, and a member that works none that is not", () => {
  fc.assert(
    fc.property(
      sizes.chain((size) => fc.array(healths, { minLength: size, maxLength: size + 1 })),
      (seen) => {
        const members = seen.map((health, i) => member(i, health));
        const size = members.length > 4 ? 5 : 3;
        if (whyNotReplaced(members, size, "i-0")) return;
        const others = members.slice(1);
        const well = others.filter(({ health }) => health === "well").length;
        expect(well).toBeGreaterThanOrEqual(majority(members.length));
        if (members[0]?.health === "well") expect(well).toBe(others.length);
      },
    ),
  );
});

/** etcd as a set of voters, and machines that work or do not. */
interface Etcd {
  voters: Set<string>;
  well: Set<string>;
}
const has = ({ voters, well }: Etcd): boolean =>
  [...voters].filter((one) => well.has(one)).length >= majority(voters.size);

type Step = { kind: "fail" | "recover" | "replace"; pick: number; breaksAt: number };
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step["kind"]>("fail", "recover", "replace"),
    pick: fc.nat(20),
    breaksAt: fc.nat(4),
  }),
  { maxLength: 40 },
);

/** What the workflow does, as far as it gets: those lost leave, one joins, one that works leaves after it. Each move is looked at before. */
const replace = (etcd: Etcd, size: number, target: string, newcomer: string, breaksAt: number): void => {
  const members = [...etcd.voters].map(
    (nodeId): MemberSeen => ({ nodeId, health: etcd.well.has(nodeId) ? "well" : "gone" }),
  );
  if (whyNotReplaced(members, size, target)) return;
  const leave = (one: string): void => {
    if (keepsQuorum([...etcd.voters], etcd.well, one)) etcd.voters.delete(one);
  };
  const moves = [
    () => {
      for (const { nodeId, health } of members) if (health === "gone") leave(nodeId);
    },
    () => {
      etcd.voters.add(newcomer);
      etcd.well.add(newcomer);
    },
    () => leave(target),
  ];
  for (const move of moves.slice(0, breaksAt)) {
    const had = has(etcd);
    move();
    expect({ had, has: has(etcd) }).toEqual({ had, has: had });
  }
};

test("in any order of failures, recoveries and replacements, broken off anywhere, no quorum is lost by our hand", () => {
  fc.assert(
    fc.property(sizes, steps, (size, todo) => {
      const first = Array.from({ length: size }, (_, i) => `m-${i}`);
      const etcd: Etcd = { voters: new Set(first), well: new Set(first) };
      for (const [i, { kind, pick, breaksAt }] of todo.entries()) {
        const one = [...etcd.voters][pick % etcd.voters.size] ?? "";
        if (kind === "fail") etcd.well.delete(one);
        else if (kind === "recover") etcd.well.add(one);
        else replace(etcd, size, one, `n-${i}`, breaksAt);
      }
    }),
  );
});
