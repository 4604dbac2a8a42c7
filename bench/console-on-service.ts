import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import { firstLoad } from "./console-visit.ts";

/**
 * The console as `npm start` serves it: with the whole service behind it, gateway, authorizer and functions, and a cluster of simulated machines.
 * @returns milliseconds from the call of the page to the list of clusters, by run; the first load of all, which starts functions, is left out
 */
export const usableOnService = async (browser: Browser, runs: number): Promise<number[]> => {
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir: cacheFolder(), say: console.log });
  const service = await startService({ machines: "simulated", stateDir, region: { bootSeconds: 0 } });
  try {
    const { token, running } = await tenantOf(service, "bench");
    await running({ name: "bench" });
    const loads = [];
    for (let i = 0; i <= runs; i++) loads.push(await firstLoad(browser, service.consoleUrl, "bench", { token }));
    return loads.slice(1).map(({ ms }) => ms);
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
