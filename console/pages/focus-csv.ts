import type { FocusReport } from "../api/types.ts";
import { csv } from "./csv.ts";

type Row = FocusReport["items"][number];

/** Charges in FOCUS's own columns, in their own order. */
export const focusCsv = (rows: readonly Row[]): string => {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Row)[];
  return csv([columns, ...rows.map((row) => columns.map((column) => row[column]))]);
};

/**
 * The moments that a month (`2026-01`, UTC) lies between. Of one that is not over the service says when it ends: this computer's clock may
 * be ahead of its, which refuses moments that have not come.
 */
export const focusRange = (month: string, now = new Date()): { since: string; until?: string } => {
  const since = new Date(`${month}-01T00:00:00.000Z`);
  const last = new Date(Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + 1, 1) - 1);
  return { since: since.toISOString(), ...(last < now ? { until: last.toISOString() } : {}) };
};
