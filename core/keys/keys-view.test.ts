import { expect, test } from "@jest/globals";
import { keysView, usersOfOld } from "./keys-view.ts";

const createdAt = "2026-01-01T00:00:00.000Z";
const at = "2026-02-01T00:00:00.000Z";
const nodes = [
  { nodeId: "i-1", state: "ready" as const, keyRevision: 2 },
  { nodeId: "i-2", state: "ready" as const, keyRevision: 1 },
  { nodeId: "i-3", state: "kept" as const },
];

test("a cluster that has the keys of its birth has authorities for ten years from then", () => {
  expect(keysView({ createdAt }, [{ nodeId: "i-1", state: "ready" }], at)).toEqual({
    ...{ state: "settled", since: createdAt, authoritiesExpireAt: "2035-12-30T00:00:00.000Z" },
    ...{ nextPhase: "add", usedBy: [] },
  });
});

test("once the new ones sign it is told who uses the old ones: machines of before, and credentials for an hour and a little", () => {
  const cluster = { createdAt, keySet: { revision: 2, at, madeAt: "2026-01-31T00:00:00.000Z" } };
  const until = "2026-02-01T01:05:00.000Z";
  expect(keysView(cluster, nodes, at)).toMatchObject({
    ...{ state: "moved", nextPhase: "drop", nextPhaseFrom: until, authoritiesExpireAt: "2036-01-29T00:00:00.000Z" },
    usedBy: [
      { what: "node", nodeId: "i-2" },
      { what: "credentials", until },
    ],
  });
  expect(usersOfOld(cluster, nodes.slice(0, 1), until)).toEqual([]);
});

test("as long as the old ones sign everybody uses them, and nobody is told of", () => {
  expect(usersOfOld({ createdAt, keySet: { revision: 1, at } }, nodes, at)).toEqual([]);
});
