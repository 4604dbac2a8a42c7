import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

export interface Figure {
  figure: string;
  value: number;
  unit: string;
  /** What is wanted, as the comparison with the value: "<= 0.55". */
  goal: string;
  /** How anybody gets the figure again. */
  command: string;
  /** What it is made of: single runs, counts, conditions. */
  detail: Record<string, unknown>;
}

const results = join(import.meta.dirname, "results");

export const meets = ({ value, goal }: Figure): boolean => {
  const [, sign, bound] = /^(<=|>=|=) ([\d.]+)$/.exec(goal) ?? [];
  if (bound === undefined) throw new Error(`goal '${goal}' is not a comparison such as '<= 0.55'`);
  const limit = Number(bound);
  return sign === "<=" ? value <= limit : sign === ">=" ? value >= limit : value === limit;
};

/** Prints a figure and keeps it in bench/results/<figure>.json, which is committed. */
export const record = (figure: Figure): void => {
  mkdirSync(results, { recursive: true });
  const machine = { cores: cpus().length, processor: cpus()[0]?.model, memoryGiB: Math.round(totalmem() / 2 ** 30) };
  const kept = { ...figure, date: new Date().toISOString().slice(0, 10), detail: { ...figure.detail, machine } };
  writeFileSync(join(results, `${figure.figure}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`${meets(figure) ? "✓" : "✗"} ${figure.figure}: ${figure.value} ${figure.unit} (goal ${figure.goal})`);
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
