import { executionOf } from "#core/operations/runs.ts";
import type { StageInput } from "#core/ports/state.ts";

/** What machines and addresses that a stage makes carry, to be told from all others: the operation, its one run, or its one step. */
export const makerOf = (input: StageInput): string => input.step?.id ?? executionOf(input);
