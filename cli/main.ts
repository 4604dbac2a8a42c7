import { createInterface } from "node:readline/promises";
import { run } from "./program.ts";
import { terminal } from "./terminal.ts";

const interrupt = new AbortController();
process.on("SIGINT", () => {
  // Whoever presses it twice means it.
  if (interrupt.signal.aborted) process.exit(130);
  interrupt.abort();
});
// `kubewright … | head` is no fault.
process.stdout.on("error", () => process.exit(0));

const ask = async (question: string): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal: interrupt.signal });
  } catch {
    process.stderr.write("\n");
    return "";
  } finally {
    lines.close();
  }
};

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  out: terminal(process.stdout),
  err: terminal(process.stderr),
  signal: interrupt.signal,
  ask: process.stdin.isTTY ? ask : undefined,
});
