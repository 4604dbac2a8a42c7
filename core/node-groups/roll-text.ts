import type { Roll } from "#core/records.ts";

/** How far a roll is, in words. */
export const rollText = ({ done, total }: Roll): string => `${done} of ${total} machines are replaced`;
