import type { Stage } from "./stage.ts";

/** The cluster is what it was; how it is, the next look says. */
export const finishWake: Stage = async (input, { state, clock }) => {
  const at = clock.now();
  await state.updateCluster(input, {
    conditions: [{ type: "Verified", is: "true", reason: "NodesReady", since: at }],
    at,
  });
  const end = { clusterState: "running", nodeGroupState: "running" } as const;
  await state.finishOperation(input, { status: "succeeded", ...end, at });
};
