import { type Cell, csvRow } from "#contract/csv.ts";

/** `$12.34`; below a cent as many digits as there are. @param micros millionths of a US dollar */
export const dollars = (micros: number): string => {
  const size = Math.abs(micros);
  const digits = size === 0 || size >= 10_000 ? 2 : size >= 100 ? 4 : 6;
  return `${micros < 0 ? "-" : ""}$${(size / 1e6).toFixed(digits)}`;
};

/** Comma-separated values as RFC 4180 has them, with the ends of lines that a terminal has. */
export const csv = (heads: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [heads, ...rows].map(csvRow).join("\n");
