/** What a fuzzer finds between openapi.json and the service: `npm run bench -- fuzz`. */
import { join } from "node:path";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { startService } from "#local/service.ts";
import { record, round } from "./figure.ts";
import { fuzzService } from "./fuzz/fuzz-service.ts";

const seed = 20260101;
const examples = 40;

export const benchFuzz = async (): Promise<void> => {
  const [stateDir, folder] = [join(stateFolder(), "bench"), join(stateFolder(), "fuzz")];
  await installLocalStack({ cacheDir: cacheFolder(), say: console.log });
  const service = await startService({ machines: "simulated", stateDir, region: { bootSeconds: 0 } });
  try {
    const began = performance.now();
    const { cases, failures } = await fuzzService(service, { seed, examples, folder }, console.log);
    for (const failure of failures) console.log(`  ${failure}`);
    record({
      figure: "fuzz-failures",
      value: failures.length,
      unit: "answers that openapi.json does not know, 5xx and broken connections, of all calls with made-up input",
      goal: "= 0",
      command: "npm run bench -- fuzz",
      detail: { seed, examples, cases, failures, seconds: round((performance.now() - began) / 1000, 0) },
    });
  } finally {
    await service.stop();
  }
};
