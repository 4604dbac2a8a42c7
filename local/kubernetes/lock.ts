import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, type ProcessRecord, recordOf } from "../processes.ts";

const holderOf = (file: string): ProcessRecord | undefined => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as ProcessRecord;
  } catch {
    // Gone meanwhile, or not written yet.
    return undefined;
  }
};

/** @returns false when another has it */
const take = (file: string): boolean => {
  try {
    writeFileSync(file, JSON.stringify(recordOf("holder", process.pid)), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

/**
 * Does the work while no other process on this computer does work under the same lock file. A process that has died holds none.
 * @param waiting called once, when another has to be waited for
 */
export const withLock = async <T>(file: string, work: () => Promise<T>, waiting: () => void): Promise<T> => {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  let unread = 0;
  while (!take(file)) {
    const holder = holderOf(file);
    // An empty file is one that is being written, unless it stays so: then its writer has died in between.
    unread = holder ? 0 : unread + 1;
    if (holder ? !isAlive(holder) : unread > 10) rmSync(file, { force: true });
    else {
      if (!told) waiting();
      told = true;
      await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
};
