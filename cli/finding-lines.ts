interface Finding {
  severity: string;
  check: string;
  message: string;
  forcible: boolean;
}

/** What is in the way of a change, and how to go on in spite of it. */
export const findingLines = (findings: readonly Finding[]): string[] => [
  findings.length === 0 ? "Nothing is in its way." : "Found:",
  ...findings.map(({ severity, check, message, forcible }) => {
    const way = forcible ? ` (\`--force ${check}\` goes on)` : "";
    return `  ${severity}: ${check}: ${message}${way}`;
  }),
];
