import type { Stage } from "./stage.ts";

/** All machines at once. There is no way back from here, so there is no undo. */
export const terminateMachines: Stage = async ({ clusterId }, { machines }) => {
  await machines.terminate(clusterId);
  await machines.removeSpreadGroups(clusterId);
};
