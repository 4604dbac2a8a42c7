import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { wanted } from "#test/amount.ts";
import { Life, type Mishap, type Step } from "./lives.ts";
import { type Ask, asks } from "./lives-asks.ts";
import { next, old } from "./upgrades.ts";

const mishaps: Mishap[] = [
  "the call fails",
  "its answer is lost",
  "the workflow is stopped",
  "somebody cancels",
  "a member is lost",
  "a worker is lost",
];
const steps: fc.Arbitrary<Step> = fc.record(
  {
    ask: fc.constantFrom(...(Object.keys(asks) as Ask[])),
    pick: fc.nat(5),
    mishap: fc.record({ is: fc.constantFrom(...mishaps), nth: fc.nat(250) }),
  },
  { requiredKeys: ["ask", "pick"] },
);
const lives = wanted("every call of every stage") ? 400 : wanted("the same stage failing otherwise") ? 60 : 15;

test("whatever is asked for, and whatever goes wrong once at a time, etcd keeps its quorum, no kubelet is newer than an API server, and all is well again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(old, next),
      fc.array(steps, { minLength: 1, maxLength: 6 }),
      async (version, all) => {
        await expect(Life.of(version, all)).resolves.toBeUndefined();
      },
    ),
    { numRuns: lives },
  );
}, 600_000);
