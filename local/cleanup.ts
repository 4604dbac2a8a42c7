import { rmSync } from "node:fs";
import { join } from "node:path";
import { end, isAlive } from "./processes.ts";
import { forgetProfile } from "./profile.ts";
import { clearRegion } from "./region-process.ts";
import { forgetRun, readRun } from "./run-record.ts";
import { endStrays } from "./stray-processes.ts";

/**
 * Takes away what a service that ended without saying goodbye has left: processes, machines, networks. LocalStack keeps nothing over
 * its end, so that what the region has on record belongs to clusters that nobody knows any more.
 * @throws Error when something stays
 */
export const cleanUp = async (stateDir: string, say: (line: string) => void): Promise<void> => {
  const run = readRun(stateDir);
  if (run) {
    const left = run.processes.filter(isAlive);
    say(
      `clearing away what the service of ${run.startedAt} left${left.length ? `: ${left.map(({ name }) => name).join(", ")}` : ""}`,
    );
    await Promise.all(left.map((record) => end(record)));
  }
  clearRegion(stateDir, run?.machines ?? "simulated");
  await endStrays(stateDir);
  rmSync(join(stateDir, "localstack"), { recursive: true, force: true });
  forgetProfile(stateDir);
  forgetRun(stateDir);
};
