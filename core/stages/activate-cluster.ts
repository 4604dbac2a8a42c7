import type { Stage } from "./stage.ts";

/** The cluster is the caller's from now on. */
export const activateCluster: Stage = async (input, { state, clock }) => {
  const at = clock.now();
  await state.updateCluster(input, {
    conditions: [{ type: "Verified", is: "true", reason: "ProbesSucceeded", since: at }],
    at,
  });
  await state.finishOperation(input, { status: "succeeded", clusterState: "running", nodeGroupState: "running", at });
};
