import { spawn } from "node:child_process";

/**
 * Runs a program to its end.
 * @returns what it wrote to standard output, unless `onLine` takes the lines of both outputs as they come
 * @throws Error with the end of what it said, when it fails
 */
export const run = (
  [program = "", ...args]: string[],
  {
    cwd,
    env = {},
    onLine,
  }: { cwd?: string; env?: NodeJS.ProcessEnv; onLine?: ((line: string) => void) | undefined } = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let said = "";
    let rest = "";
    const take = (text: string): void => {
      said = (said + text).slice(-2000);
      if (!onLine) return;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (!onLine) output += text;
      take(text);
    });
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("error", (error) => reject(new Error(`cannot run ${program}: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args[0] ?? ""} ended with ${code ?? signal}: ${said.trim()}`));
    });
  });
