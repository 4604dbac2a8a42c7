import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { processesOf } from "#local/region/machines/sandbox/cgroups.ts";
import type { Place } from "#local/region/machines/sandbox/place.ts";

/** Whether the process is a machine's first and systemd, not what starts it or what shuts it down. */
const isSystemd = (pid: number): boolean => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return status.startsWith("Name:\tsystemd\n") && status.includes(`\nNSpid:\t${pid}\t1\n`);
  } catch {
    return false; // Ended meanwhile.
  }
};

/**
 * Runs a program in the machine, as if logged in. Never blocks: this process answers what the program asks of AWS. Only once systemd runs:
 * before that the machine's root is still this computer's. And not while it shuts down: it stops all processes then (SIGSTOP), nsenter
 * stops with its child, and does not bury it; the child keeps the machine's first process until SIGKILL, which alone reaches what is stopped.
 */
export const runInside = (place: Place, instanceId: string, script: string) => {
  const first = [...processesOf(join(place.prefix, instanceId, "machine"))].find(isSystemd);
  const words = ["--target", String(first), "--all", "--", "/bin/bash", "-c", script];
  return new Promise<{ status: number; stdout: string }>((resolve) =>
    execFile("nsenter", words, { timeout: 10_000, killSignal: "SIGKILL" }, (error, stdout) =>
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout }),
    ),
  );
};
