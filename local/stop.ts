/** `npm stop`: ends the service of this checkout, whatever state it is in, and takes everything away that it has made. */
import { terminal } from "#cli/terminal.ts";
import { duration } from "#contract/duration.ts";
import { clearCrashed } from "./clear-crashed.ts";
import { stateFolder } from "./folders.ts";
import { end, isAlive } from "./processes.ts";
import { holderOf, readRun } from "./run-record.ts";
import { steps } from "./steps.ts";
import { strays } from "./stray-processes.ts";

const out = terminal(process.stdout);
const stateDir = stateFolder();
/** The keeper ends all machines in order; a minute for them, and some for the rest. */
const patience = 120_000;

const stop = async (): Promise<void> => {
  const began = Date.now();
  const holder = holderOf(stateDir);
  const run = readRun(stateDir);
  const runs = holder !== undefined && isAlive(holder);
  if (!runs && !run && strays(stateDir).length === 0) {
    out.line("Nothing runs here.");
    return;
  }
  const shown = steps(out);
  if (runs) await shown.step("Ending the service with its clusters", () => end(holder, patience));
  // After a crash, or when the keeper had to be killed.
  await clearCrashed(shown);
  out.line(`Stopped in ${duration(Date.now() - began)}; nothing is left running.`);
  out.line("Clusters end with the service: the next `npm start` begins with a new one. What was installed stays.");
};

try {
  await stop();
} catch (error) {
  console.error(`npm stop: ${(error as Error).message}`);
  process.exitCode = 1;
}
