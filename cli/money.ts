/** `$12.34`; below a cent as many digits as there are. @param micros millionths of a US dollar */
export const dollars = (micros: number): string => {
  const size = Math.abs(micros);
  const digits = size === 0 || size >= 10_000 ? 2 : size >= 100 ? 4 : 6;
  return `${micros < 0 ? "-" : ""}$${(size / 1e6).toFixed(digits)}`;
};

/** Comma-separated values as RFC 4180 has them. */
export const csv = (heads: string[], rows: (string | number | null | undefined)[][]): string =>
  [heads, ...rows]
    .map((row) =>
      row
        .map((cell) => {
          const text = cell === null || cell === undefined ? "" : String(cell);
          return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        })
        .join(","),
    )
    .join("\n");
