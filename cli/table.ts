/** Columns as wide as their longest cell, two spaces apart, as kubectl prints them; empty cells show a dash. */
export const table = (heads: string[], rows: (string | undefined)[][]): string => {
  const cells = [heads, ...rows.map((row) => row.map((cell) => (cell === undefined || cell === "" ? "-" : cell)))];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};

/** Names and values below each other. */
export const facts = (pairs: [string, string | undefined][]): string => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${`${name}:`.padEnd(width + 2)} ${value || "-"}`).join("\n");
};
