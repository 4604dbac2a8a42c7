import { expect, test } from "@jest/globals";
import { wanted } from "#test/amount.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import { next, old, versionsNow, whole } from "./upgrades.ts";

const was = { ...whole(old), joins: old, proxy: old, dns: "v1.14.2" };
const will = { ...whole(next), joins: next, proxy: next, dns: "v1.14.6" };

const before: [string, boolean] = ["before it did anything", false];

test.each<[string, boolean]>([
  ...(wanted("the same stage failing otherwise") ? [before] : []),
  ["after it did all", true],
])(
  "a step that fails for good at any stage, %s, brings everything back to the old version; etcd keeps its quorum",
  async (_, after) => {
    const clean = await runUpgrade();
    expect(clean).toMatchObject({ status: "succeeded", leastSpare: 1 });
    // Of each stage its first time, or its last one: those between are as these are.
    const isPicked = (visit: number, stage: string): boolean => {
      const others = after ? clean.visits.slice(visit + 1) : clean.visits.slice(0, visit);
      return others.every((other) => other.stage !== stage);
    };
    for (const [visit, { stage, calls }] of clean.visits.entries()) {
      if (calls === 0 || !isPicked(visit, stage)) continue;
      const error = new Error("a secret");
      const order = { visit, nth: after ? calls - 1 : 0, how: after ? { after: error } : { before: error } };
      const { service, operation, status, error: told, leastSpare } = await runUpgrade([order]);
      const picture = await versionsNow(service, operation.clusterId);
      const place = { visit, stage };
      if (after && stage === "FinishUpgrade") {
        expect({ ...place, status, picture }).toEqual({ ...place, status: "succeeded", picture: will });
        continue;
      }
      expect({ ...place, status, told, picture }).toEqual({
        ...{ ...place, status: "rolled-back", told: { code: "Bug", stage, message: expect.any(String) } },
        picture: was,
      });
      expect({ ...place, quorum: leastSpare >= 0 }).toEqual({ ...place, quorum: true });
      expect(JSON.stringify(told)).not.toContain("a secret");
    }
  },
  240_000,
);
