import { expect, test } from "@jest/globals";
import { runChaos } from "#bench/chaos/run-chaos.ts";
import { worldOf } from "#bench/chaos/world.ts";
import { service } from "#test/service.ts";

/** Another one tries other cases. */
const seed = process.env["KUBEWRIGHT_SEED"] ?? "kubewright";

/** All of it: npm run chaos. */
test(`what goes wrong at some stages ends right, or back with nothing left (KUBEWRIGHT_SEED=${seed})`, async () => {
  const pattern = /^(create-cluster|change-nodes): .*, (?!outlived|stopped)/;
  const { results } = await runChaos(await worldOf(service), { seed, pattern, most: 5, lanes: 2 });
  expect(results.filter(({ outcome }) => outcome === "failed")).toEqual([]);
  expect(results.filter(({ outcome }) => outcome === "passed").length).toBeGreaterThan(2);
}, 240_000);
