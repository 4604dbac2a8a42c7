import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, type ProcessRecord, recordOf } from "./processes.ts";

/** What runs, for `npm stop`, for the next `npm start` and for whoever looks. */
export interface RunRecord {
  /** The process that watches over all others; whoever holds the state folder. */
  keeper: ProcessRecord;
  processes: ProcessRecord[];
  machines: "sandbox" | "simulated";
  startedAt: string;
  /** Absent until the service is up. */
  apiUrl?: string;
  consoleUrl?: string;
}

const file = (folder: string) => join(folder, "run.json");

export const readRun = (folder: string): RunRecord | undefined => {
  try {
    return JSON.parse(readFileSync(file(folder), "utf8")) as RunRecord;
  } catch {
    return undefined;
  }
};

export const writeRun = (folder: string, record: RunRecord): void => {
  writeFileSync(`${file(folder)}.new`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${file(folder)}.new`, file(folder));
};

export const forgetRun = (folder: string): void => rmSync(file(folder), { force: true });

/**
 * Takes the state folder for this process. A lock whose holder is gone is taken over.
 * @returns who holds it, or undefined when it is ours now
 */
export const takeFolder = (folder: string): ProcessRecord | undefined => {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, "lock");
  const mine = join(folder, `lock.${process.pid}`);
  writeFileSync(mine, JSON.stringify(recordOf("keeper", process.pid)));
  try {
    for (;;) {
      try {
        // A link is made whole or not at all, so nobody ever reads half a lock.
        linkSync(mine, lock);
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = holderOf(folder);
      if (holder && isAlive(holder)) return holder;
      rmSync(lock, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
};

export const holderOf = (folder: string): ProcessRecord | undefined => {
  try {
    return JSON.parse(readFileSync(join(folder, "lock"), "utf8")) as ProcessRecord;
  } catch {
    return undefined;
  }
};

export const releaseFolder = (folder: string): void => {
  if (holderOf(folder)?.pid === process.pid) rmSync(join(folder, "lock"), { force: true });
};
