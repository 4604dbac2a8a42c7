import { readdirSync, readFileSync } from "node:fs";

const parentOf = (pid: string): string | undefined => {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined; // it has ended meanwhile
  }
};

/** Proportional set size in KiB: shared pages are counted once over all who share them. 0 for a process that has ended. */
export const pss = (pid: string): number => {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** A machine is a PID namespace of its own, so that its processes have a number more than this computer's. */
const isInMachine = (pid: string): boolean => {
  try {
    return /^NSpid:\s+\d+\s+\d/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

/** Processes and all that descends from them, in machines and outside. */
export const familyOf = (pids: readonly number[]): string[] => {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const roots = new Set(pids.map(String));
  const belongs = (pid: string | undefined): boolean =>
    pid !== undefined && pid !== "0" && (roots.has(pid) || belongs(parents.get(pid)));
  return all.filter(belongs);
};

/**
 * Memory of processes, of all that descends from them, and of all machines on this computer.
 * @returns MiB (PSS) in all, of which in machines, and how many processes there were
 */
export const memoryOf = (pids: readonly number[]): { mebibytes: number; inMachines: number; processes: number } => {
  const machines = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isInMachine(name));
  const inMachines = new Set(machines);
  const service = familyOf(pids).filter((pid) => !inMachines.has(pid));
  const sum = (some: string[]): number => some.reduce((total, pid) => total + pss(pid), 0) / 1024;
  const inside = sum(machines);
  return { mebibytes: sum(service) + inside, inMachines: inside, processes: service.length + machines.length };
};
