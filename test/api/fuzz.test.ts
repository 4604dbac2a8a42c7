import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { fuzzService } from "#bench/fuzz/fuzz-service.ts";
import { service } from "#test/service.ts";

test("made-up calls are answered as openapi.json says, and never with a 5xx", async () => {
  const folder = join(service.stateDir, "fuzz");
  const { cases, failures } = await fuzzService(service, { seed: 1, examples: 3, phases: ["fuzzing"], folder });
  expect({ failures, log: `${folder}/schemathesis.log` }).toEqual({ failures: [], log: `${folder}/schemathesis.log` });
  expect(cases).toBeGreaterThan(60);
}, 120_000);
