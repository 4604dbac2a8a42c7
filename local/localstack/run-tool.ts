import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Runs a program to its end.
 * @param line told of each line that it prints
 * @throws Error with the last lines that it printed
 */
export const runTool = (
  program: string,
  args: string[],
  { env = {}, line }: { env?: Record<string, string>; line?: (text: string) => void } = {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const last: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (text) => {
        last.push(text);
        if (last.length > 20) last.shift();
        line?.(text);
      });
    child.on("error", reject);
    child.on("close", (code, signal) =>
      code === 0
        ? resolve()
        : reject(
            new Error(`${program} ${args.slice(0, 3).join(" ")} ended with ${code ?? signal}:\n${last.join("\n")}`),
          ),
    );
  });
