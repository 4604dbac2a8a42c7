import type { BlastRadius } from "#contract/blast-radius.ts";

/** What holds at every moment of a change, and what does not. */
export const proofLines = ({ situations, promises, broken }: BlastRadius): string[] => [
  `In each of ${situations} situations, with any one failure: ${promises.join("; ")}.`,
  ...broken.map((promise) => `  not kept: ${promise}`),
];
