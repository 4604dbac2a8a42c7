import { spawn } from "node:child_process";

/**
 * Runs a program of the system.
 * @returns what it printed
 * @throws Error with its own words when it fails
 */
export const run = (command: readonly string[], input = ""): Promise<string> =>
  new Promise((resolve, reject) => {
    const [program = "", ...args] = command;
    const child = spawn(program, args, { stdio: "pipe" });
    let out = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint += text;
    });
    child.on("error", (cause) => reject(new Error(`${program} cannot be run`, { cause })));
    child.on("close", (status, signal) => {
      if (status === 0) resolve(out);
      else reject(new Error(`${command.join(" ")}: ${complaint.trim() || `ended with ${signal ?? status}`}`));
    });
    child.stdin.on("error", () => undefined).end(input);
  });
