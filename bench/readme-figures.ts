/** The figures of bench/results/ in README.md, between its two marks. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Figure, meets } from "./figure.ts";

const results = join(import.meta.dirname, "results");
const readme = join(import.meta.dirname, "..", "README.md");
const [begin, end] = ["<!-- figures -->", "<!-- /figures -->"];

type Kept = Figure & { date: string };

/** A table of them, as README.md shows it. */
const figuresTable = (): string => {
  const figures = readdirSync(results)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(results, name), "utf8")) as Kept);
  const rows = figures
    .map((one) => [one, meets(one) ? "✓" : "✗"] as const)
    .map(([{ figure, value, goal, unit, command }, mark]) => [
      `\`${figure}\``,
      `${value} ${mark}`,
      goal.replace("<=", "≤").replace(">=", "≥"),
      unit,
      `\`${command}\``,
    ]);
  const head = ["figure", "measured", "goal", "what it is", "command"];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
};

export const withFigures = (text: string): string => {
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`README.md has no ${begin} … ${end}`);
  return `${text.slice(0, before + begin.length)}\n\n${figuresTable()}\n\n${text.slice(after)}`;
};

export const writeReadme = (): void => writeFileSync(readme, withFigures(readFileSync(readme, "utf8")));
