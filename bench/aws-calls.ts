import { readFileSync } from "node:fs";

/** Calls that LocalStack has answered, by service and action, as its log counts them; the most frequent first. */
export const awsCalls = (log: string, from: number): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [, call = ""] of readFileSync(log, "utf8")
    .slice(from)
    .matchAll(/ AWS ([a-z0-9-]+\.[A-Za-z0-9]+) => \d+/g))
    counts[call] = (counts[call] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a));
};
