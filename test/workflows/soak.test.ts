import { expect, test } from "@jest/globals";
import { allExecutions, allRecords, stuckIn } from "#bench/soak/end-state.ts";
import { runSoak } from "#bench/soak/run-soak.ts";
import { unexpected } from "#bench/soak/tell.ts";
import { service } from "#test/service.ts";

/** All of it: npm run bench -- soak. */
test("clusters of several tenants come, change and go, and nothing is stuck", async () => {
  const seed = Number(process.env["KUBEWRIGHT_SEED"] ?? 8);
  const soaked = await runSoak(service, {
    ...{ name: "soak", seed, tenants: 2, asleep: 0, burst: 3, requests: 30, names: 1, seconds: 20, lanes: 3 },
  });
  expect(unexpected(soaked.ended)).toEqual([]);
  expect(soaked.burst.succeeded).toBe(3);
  const { alone, beside, answered } = soaked.fairness;
  expect([alone.status, beside.status]).toEqual(["succeeded", "succeeded"]);
  expect(answered).toEqual({ accepted: 1, refused: 29 });
  expect(soaked.answers.filter(({ status }) => status >= 500 || status === 0)).toEqual([]);
  expect(soaked.left).toEqual([]);
  const stuck = stuckIn(await allRecords(service), await allExecutions(service), (tenantId) =>
    tenantId.startsWith("soak-"),
  );
  expect(stuck).toEqual([]);
}, 180_000);
