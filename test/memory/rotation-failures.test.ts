import { expect, test } from "@jest/globals";
import type { KeyPhase } from "#contract/key-phases.ts";
import { wanted } from "#test/amount.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import { keyPicture, keysNow, rotations } from "./rotations.ts";
import { inMemory } from "./service.ts";

/** How it is before the phase, and after it. */
const pictures = async (phase: KeyPhase) => {
  const begin = rotations[phase];
  const untouched = inMemory();
  const { clusterId } = await begin(untouched);
  const done = await runUpgrade([], { begin });
  expect(done).toMatchObject({ status: "succeeded", leastSpare: 1 });
  const was = { ...(await keyPicture(untouched, clusterId)), cluster: "running" };
  return { begin, visits: done.visits, was, will: await keyPicture(done.service, done.operation.clusterId) };
};

const isWhole = wanted("the same stage failing otherwise");
const phases = isWhole ? (["add", "move", "drop"] as const) : (["move"] as const);
const afterAll = ["after it did all", true] as const;
const times = isWhole ? [["before it did anything", false] as const, afterAll] : [afterAll];

test.each(phases.flatMap((phase) => times.map(([when, after]) => [phase, when, after] as const)))(
  "phase %s: a step that fails for good at any stage, %s, brings everything back to the keys of before",
  async (phase, _, after) => {
    const { begin, visits, was, will } = await pictures(phase);
    // Of each stage its first time, or its last one: those between are as these are.
    const isPicked = (visit: number, stage: string): boolean =>
      (after ? visits.slice(visit + 1) : visits.slice(0, visit)).every((other) => other.stage !== stage);
    for (const [visit, { stage, calls }] of visits.entries()) {
      if (calls === 0 || !isPicked(visit, stage)) continue;
      const error = new Error("a secret");
      const order = { visit, nth: after ? calls - 1 : 0, how: after ? { after: error } : { before: error } };
      const { service, operation, status, error: told, leastSpare } = await runUpgrade([order], { begin });
      const picture = await keyPicture(service, operation.clusterId);
      const place = { visit, stage };
      const isDone = after && stage === "FinishUpgrade";
      expect({ ...place, status, picture }).toEqual({
        ...{ ...place, status: isDone ? "succeeded" : "rolled-back", picture: isDone ? will : was },
      });
      expect({ ...place, quorum: leastSpare >= 0 }).toEqual({ ...place, quorum: true });
      expect(JSON.stringify(told ?? {})).not.toContain("a secret");
    }
  },
  240_000,
);

test("old keys that are deleted already are nothing to go back to: the phase succeeds, whatever fails after that", async () => {
  const { begin, visits, will } = await pictures("drop");
  const last = visits.findIndex(({ stage }) => stage === "FinishUpgrade");
  const order = { visit: last, nth: (visits[last]?.calls ?? 0) - 1, how: { before: new Error("no") } };
  const { service, operation, status, error } = await runUpgrade([order], { begin });
  expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
  expect(await keyPicture(service, operation.clusterId)).toEqual(will);
  expect((await keysNow(service, operation.clusterId)).kept).toHaveLength(1);
});
