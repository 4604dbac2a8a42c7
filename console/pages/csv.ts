import { type Cell, csvRow } from "#contract/csv.ts";

/** A file of rows (RFC 4180). */
export const csv = (rows: readonly (readonly Cell[])[]): string => rows.map((row) => `${csvRow(row)}\r\n`).join("");
