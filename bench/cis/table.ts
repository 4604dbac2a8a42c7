/** docs/cis.md */
import type { Check } from "./checks.ts";

export interface Measured {
  version: string;
  benchmark: string;
  machines: string;
  date: string;
  checks: readonly Check[];
}

const words: Record<Check["state"], string> = {
  PASS: "passed",
  INFO: "not applicable",
  WARN: "not passed",
  FAIL: "failed",
};

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();

/** Aligned as Markdown is in this repository. */
const table = (rows: readonly string[][]): string => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  const line = (row: readonly string[]): string => `| ${row.map((one, i) => one.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
};

const count = (checks: readonly Check[], state: Check["state"]): number =>
  checks.filter((check) => check.state === state).length;

export const cisPage = (
  { version, benchmark, machines, date, checks }: Measured,
  explanations: Readonly<Record<string, string>>,
): string => `# CIS Kubernetes Benchmark

Written by \`npm run bench -- cis\`, which creates a cluster, runs [kube-bench](https://github.com/aquasecurity/kube-bench) with its checks of \`${benchmark}\` on each of its machines, and deletes it. What is not passed has its reason in \`bench/cis/explanations.ts\`.

Kubernetes ${version}, ${machines}, ${date}: of ${checks.length} checks ${count(checks, "PASS")} are passed, ${count(checks, "WARN")} are not passed (people have to judge them, or the benchmark recommends them and does not count them), ${count(checks, "FAIL")} have failed. A check has the worst result that any machine has.

${table([
  ["check", "title", "result", "why"],
  ...checks.map(({ id, title, state }) => [
    id,
    cell(title),
    words[state],
    state === "PASS" ? "" : cell(explanations[id] ?? "unexplained"),
  ]),
])}
`;
