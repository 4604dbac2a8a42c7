import type { Stage } from "./stage.ts";

/** The control plane has its members again; the cluster is free. */
export const finishReplacement: Stage = async (input, { state, clock }) => {
  const { clusterStateBefore: clusterState = "running" } = await state.operation(input.tenantId, input.operationId);
  await state.finishOperation(input, { status: "succeeded", clusterState, at: clock.now() });
};
