import { Writable } from "node:stream";
import { run } from "#cli/program.ts";
import { type Terminal, terminal } from "#cli/terminal.ts";

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** What a person was asked, question after question. */
  asked: string[];
}

interface Circumstances {
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** What a person types; absent: nobody is there. */
  typed?: string;
}

/** A terminal that keeps what is written. */
export const captured = (tty = false): { terminal: Terminal; text: () => string } => {
  let text = "";
  const stream = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  return { terminal: terminal(Object.assign(stream, { isTTY: tty, columns: 100, rows: 40 }), {}), text: () => text };
};

/** Runs one command line in this process. */
export const kubewright = async (args: string[], { env = {}, signal, typed }: Circumstances = {}): Promise<Ran> => {
  const [out, err] = [captured(), captured()];
  const asked: string[] = [];
  const code = await run(args, {
    env,
    out: out.terminal,
    err: err.terminal,
    signal: signal ?? new AbortController().signal,
    ask: typed === undefined ? undefined : (question) => Promise.resolve(asked.push(question)).then(() => typed),
  });
  return { code, out: out.text(), err: err.text(), asked };
};
