import type { StageInput } from "#core/ports/state.ts";
import type { Stage } from "./stage.ts";

export interface AwaitMachineInput extends StageInput {
  instanceId: string;
  taskToken: string;
}

/** Hands the task token to the machine, which answers once it has booted. A repeat hands it the newer token. */
export const awaitMachine: Stage<AwaitMachineInput> = ({ clusterId, instanceId, taskToken }, { bootReports }) =>
  bootReports.expect(clusterId, instanceId, taskToken);

export const undoAwaitMachines: Stage = ({ clusterId }, { bootReports }) => bootReports.remove(clusterId);
