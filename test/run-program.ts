import { spawn } from "node:child_process";
import { root } from "#local/folders.ts";

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

interface RunOptions {
  env?: Record<string, string>;
  /** Called with the process as soon as it runs. */
  started?: (pid: number) => void;
}

/** A program as a user starts it in the checkout: nothing of the tests' own environment reaches it. */
export const run = (program: string, args: string[], { env = {}, started }: RunOptions = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const { PATH = "", HOME = "/" } = process.env;
    const child = spawn(program, args, { cwd: root, env: { PATH, HOME, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const ran: Ran = { code: null, out: "", err: "" };
    child.stdout.on("data", (part) => {
      ran.out += String(part);
    });
    child.stderr.on("data", (part) => {
      ran.err += String(part);
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...ran, code }));
    if (child.pid !== undefined) started?.(child.pid);
  });
