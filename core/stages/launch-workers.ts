import type { StageInput } from "#core/ports/state.ts";
import { type LaunchedMachine, launchGroups } from "./launch-node-groups.ts";
import type { Stage } from "./stage.ts";
import { takeBack } from "./take-back.ts";

/** All machines of all groups at once, beside the control plane: they wait until they may join. */
export const launchWorkers: Stage<StageInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  const launched = await launchGroups(input, ports);
  return { machines: launched.map(({ instanceId }) => ({ tenantId, clusterId, operationId, instanceId })) };
};

export const undoLaunchWorkers: Stage = (input, ports) =>
  takeBack(input, (by) => by === input.operationId, ports, "worker");
