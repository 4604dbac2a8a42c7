import type { Writable } from "node:stream";
import { styleText } from "node:util";

export type Style = "green" | "red" | "yellow" | "cyan" | "dim" | "bold";

/** One output of a command: plain text, and what only a terminal can do where it is one. */
export interface Terminal {
  line(text?: string): void;
  /** Coloured where colours are wanted (a terminal, no NO_COLOR). */
  styled(style: Style, text: string): string;
  /** Writes over the block of lines that the last call wrote; does nothing when this is no terminal. */
  redraw(lines: string[]): void;
  /** The block stays as it is; what follows comes below it. */
  keep(): void;
  readonly isTty: boolean;
}

interface TtyLike extends Writable {
  isTTY?: boolean;
  columns?: number;
  rows?: number;
}

/** How every control sequence begins. */
const start = "\u001b[";

export const terminal = (stream: TtyLike, env: Record<string, string | undefined> = process.env): Terminal => {
  const isTty = stream.isTTY === true && env["TERM"] !== "dumb";
  const coloured = env["FORCE_COLOR"] ? env["FORCE_COLOR"] !== "0" : isTty && !env["NO_COLOR"];
  let drawn = 0;
  return {
    isTty,
    line: (text = "") => {
      stream.write(`${text}\n`);
      drawn = 0;
    },
    styled: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
    redraw: (lines) => {
      if (!isTty) return;
      // A line that wraps, or a block higher than the screen, could not be written over.
      const fitting = lines.slice(0, Math.max(1, (stream.rows ?? 24) - 1));
      const up = drawn > 0 ? `${start}${drawn}A\r` : "";
      const text = fitting.map((line) => `${cut(line, stream.columns ?? 80)}${start}K\n`).join("");
      stream.write(`${up}${text}${start}J`);
      drawn = fitting.length;
    },
    keep: () => {
      drawn = 0;
    },
  };
};

/** At most so many visible characters; colour codes take no room and are all kept. */
export const cut = (line: string, columns: number): string => {
  let room = columns - 1;
  const fitting = (text: string): string => {
    const kept = [...text].slice(0, Math.max(0, room));
    room -= kept.length;
    return kept.join("");
  };
  const [plain = "", ...coloured] = line.split(start);
  return coloured.reduce((before, part) => {
    const end = part.indexOf("m") + 1;
    return `${before}${start}${part.slice(0, end)}${fitting(part.slice(end))}`;
  }, fitting(plain));
};
