import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** Enters the groups first, so that from its first instruction on the process is found by them. */
const enter = 'until [ "$1" = -- ]; do echo $$ > "$1/cgroup.procs" || exit; shift; done; shift; exec "$@"';

/**
 * Starts a process that outlives this one, in cgroups of its own.
 * @param groups folders of its cgroups
 * @param log file that its output is added to
 */
export const startDetached = (
  command: readonly string[],
  { groups, log }: { groups: readonly string[]; log: string },
): ChildProcess => {
  const out = openSync(log, "a", 0o600);
  const child = spawn("/bin/sh", ["-c", enter, "sh", ...groups, "--", ...command], {
    cwd: "/",
    detached: true,
    // Nothing of this process's environment: it may hold credentials.
    env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  child.on("error", () => undefined);
  child.unref();
  return child;
};
