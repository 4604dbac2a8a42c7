import { spawn } from "node:child_process";
import { appendFileSync, createWriteStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "#local/folders.ts";

const tools = join(root, "node_modules", ".bin");

/** How long a program may take to end that has written its report: a test that leaves something open keeps it from ending for good. */
const graceMilliseconds = 60_000;
/** What the exit status is of one that was ended here. */
const leftOpen = 124;

interface Surroundings {
  env?: Record<string, string>;
  /** A file that it writes when its work is done. */
  report?: string;
}

/**
 * Runs a program in the checkout, with the project's tools on its path.
 * @param log where all goes that it says
 * @returns its exit status; 127 where it cannot be started, 124 where it has written its report and does not end
 */
export const runLogged = (
  command: string,
  args: string[],
  log: string,
  { env, report }: Surroundings = {},
): Promise<number> =>
  new Promise((resolve) => {
    const out = createWriteStream(log);
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: `${tools}:${process.env["PATH"]}`, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.pipe(out);
    child.stderr.pipe(out);
    let wasLeftOpen = false;
    const guard = setInterval(() => {
      if (report === undefined || !existsSync(report) || Date.now() - statSync(report).mtimeMs < graceMilliseconds)
        return;
      wasLeftOpen = true;
      child.kill("SIGKILL");
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    }, 1000);
    child.on("error", (error) => out.end(String(error), () => resolve(127)));
    child.on("close", (code) => {
      clearInterval(guard);
      if (wasLeftOpen)
        appendFileSync(log, "\nall tests are over, and jest does not end: a test has left something open\n");
      resolve(wasLeftOpen ? leftOpen : (code ?? 1));
    });
  });
