import { meterCluster } from "#core/billing/meter-cluster.ts";
import type { Stage } from "./stage.ts";

/** All machines at once. There is no way back from here, so there is no undo. */
export const terminateMachines: Stage = async (input, ports) => {
  const { machines } = ports;
  const { clusterId } = input;
  // What nobody has seen before it goes would be on no bill.
  await meterCluster(input, ports);
  await machines.terminate(clusterId);
  await machines.removeSpreadGroups(clusterId);
};
