import type { DeletionReceipt } from "#contract/operations.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { Stage } from "./stage.ts";

export interface ForgetInput extends StageInput {
  receipt: DeletionReceipt;
}

/** The cluster is gone; its name is free, its operation keeps the receipt. */
export const forgetCluster: Stage<ForgetInput> = async (input, { state, clock }) => {
  await state.finishOperation(input, {
    status: "succeeded",
    clusterState: "deleted",
    nodeGroupState: "deleted",
    receipt: input.receipt,
    at: clock.now(),
  });
};
