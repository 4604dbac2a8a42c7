import { cleanUp } from "./cleanup.ts";
import { stateFolder } from "./folders.ts";
import { readRun, releaseFolder, takeFolder } from "./run-record.ts";
import type { Steps } from "./steps.ts";
import { strays } from "./stray-processes.ts";

/**
 * Clears away what a service has left that ended without saying goodbye; does nothing when there is nothing, or another service has
 * begun meanwhile.
 */
export const clearCrashed = async (shown: Steps): Promise<void> => {
  const stateDir = stateFolder();
  if (!readRun(stateDir) && strays(stateDir).length === 0) return;
  if (takeFolder(stateDir)) return;
  try {
    await shown.step("Clearing away what an earlier service left", (say) => cleanUp(stateDir, say));
  } finally {
    releaseFolder(stateDir);
  }
};
