import { lookAtDrift } from "#core/drift/look-at-drift.ts";
import { InvalidInput } from "#core/errors.ts";
import type { Stage } from "./stage.ts";

/** Tags by which everything is found again: first, for what is not found would be made anew. Nothing new is made, so there is nothing to undo. */
export const restoreMarks: Stage = async (input, ports) => {
  const { state, inventory, machines } = ports;
  const cluster = await state.cluster(input.tenantId, input.clusterId);
  const { findings, unmarked } = await lookAtDrift(cluster, { state, inventory, machines });
  const block = findings.find(({ does }) => does === "block");
  // Since the look that began this: the stages after this one would make a second network beside it.
  if (block) throw new InvalidInput(`nothing is put back: ${block.what}`);
  await inventory.restoreMarks(input.clusterId, unmarked);
};
