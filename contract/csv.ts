/** What has no value is empty; an object is its JSON. */
export type Cell = string | number | object | null | undefined;

/** A row of comma-separated values (RFC 4180), without what ends it. */
export const csvRow = (cells: readonly Cell[]): string =>
  cells
    .map((cell) => {
      const text = typeof cell === "object" && cell !== null ? JSON.stringify(cell) : String(cell ?? "");
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(",");
