import { readdirSync, readFileSync } from "node:fs";
import { end, type ProcessRecord, recordOf, serviceMark } from "./processes.ts";

/**
 * Processes that carry a service's mark in their environment: what its parts have started and, killed themselves, could not end.
 * Empty where the system has no /proc.
 */
export const strays = (stateDir: string): ProcessRecord[] => {
  const mark = `${serviceMark}=${stateDir}`;
  const pids = listed("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids
    .filter((pid) => read(`/proc/${pid}/environ`).split("\0").includes(mark))
    .map((pid) => recordOf(read(`/proc/${pid}/comm`).trim(), Number(pid)))
    .filter(({ started }) => started !== "gone");
};

/** Ends them. @throws Error when one stays */
export const endStrays = async (stateDir: string): Promise<void> => {
  await Promise.all(strays(stateDir).map((record) => end(record, 3_000)));
  const left = strays(stateDir).map(({ name, pid }) => `${name} (pid ${pid})`);
  if (left.length > 0) throw new Error(`processes of an earlier run cannot be ended: ${left.join(", ")}`);
};

const listed = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Empty when the process is gone meanwhile, or another user's. */
const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
