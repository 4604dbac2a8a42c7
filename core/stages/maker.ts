import type { StageInput } from "#core/ports/state.ts";

/** What machines and addresses that a stage makes carry, to be told from all others: the operation, or its one step. */
export const makerOf = ({ operationId, step }: StageInput): string => step?.id ?? operationId;
