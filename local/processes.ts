import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessRecord {
  name: string;
  pid: number;
  /** What the system says of its start; another process under the number says something else. */
  started: string;
}

/** When a process started, in the system's own words; undefined when there is none, or only its zombie. */
export const startOf = (pid: number): string | undefined => {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return stdout?.trim() || undefined;
  }
  try {
    // The name, in brackets, may hold anything; state and start time come after its last bracket.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
};

export const recordOf = (name: string, pid: number): ProcessRecord => ({ name, pid, started: startOf(pid) ?? "gone" });

export const isAlive = ({ pid, started }: ProcessRecord): boolean => startOf(pid) === started;

/** In the environment of everything that a service starts: the state folder it belongs to. */
export const serviceMark = "KUBEWRIGHT_SERVICE";

/** Starts a process as the leader of its own group, with its output in a file. @throws when it cannot be started */
export const launch = (
  name: string,
  command: string[],
  { log, cwd, env = {} }: { log: string; cwd: string; env?: NodeJS.ProcessEnv },
): ProcessRecord => {
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, "a");
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", out, out],
  });
  child.on("error", () => undefined);
  if (child.pid === undefined) throw new Error(`${name}: cannot start ${program}`);
  child.unref();
  return recordOf(name, child.pid);
};

/**
 * Ends a process and its group: asks first, then kills. Does nothing to a process that is not the one on record.
 * @param patience milliseconds between asking and killing
 */
export const end = async (record: ProcessRecord, patience = 15_000): Promise<void> => {
  if (!isAlive(record)) return;
  signal(record.pid, "SIGTERM");
  if (await gone(record, patience)) return;
  signal(record.pid, "SIGKILL");
  await gone(record, 5_000);
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, name);
      return;
    } catch {
      // Not the leader of a group: the process itself then; or gone meanwhile.
    }
  }
};

const gone = async (record: ProcessRecord, milliseconds: number): Promise<boolean> => {
  const deadline = Date.now() + milliseconds;
  while (isAlive(record)) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
};
