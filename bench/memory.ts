import { readdirSync, readFileSync } from "node:fs";

const parentOf = (pid: string): string | undefined => {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined; // it has ended meanwhile
  }
};

/** Proportional set size: shared pages are counted once over all who share them. 0 for a process that has ended. */
const pss = (pid: string): number => {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Memory of processes and all that descends from them. @returns MiB (PSS) and how many processes there were */
export const memoryOf = (pids: readonly number[]): { mebibytes: number; processes: number } => {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const roots = new Set(pids.map(String));
  const belongs = (pid: string | undefined): boolean =>
    pid !== undefined && pid !== "0" && (roots.has(pid) || belongs(parents.get(pid)));
  const ours = all.filter(belongs);
  return { mebibytes: ours.reduce((sum, pid) => sum + pss(pid), 0) / 1024, processes: ours.length };
};
