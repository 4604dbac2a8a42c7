import type { Stage } from "./stage.ts";

/** What was missing is there again; the cluster is free. What is left, if anything, the next look tells. */
export const finishMend: Stage = async (input, { state, clock }) => {
  const { clusterStateBefore: clusterState = "running" } = await state.operation(input.tenantId, input.operationId);
  await state.finishOperation(input, { status: "succeeded", clusterState, at: clock.now() });
};
