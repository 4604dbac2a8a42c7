import { isOver } from "#contract/states.ts";
import { Superseded } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { Stage } from "./stage.ts";

export interface AwaitMachineInput extends StageInput {
  instanceId: string;
  taskToken: string;
}

/**
 * Hands the task token to the machine, which answers once it has booted. A repeat hands it the newer token.
 * @throws Superseded when the operation goes back meanwhile: a Map that has failed leaves its other iterations running, and what one
 * of them writes after the undoing would stay. The mark comes before the undoing, so one of the two always takes it away.
 */
export const awaitMachine: Stage<AwaitMachineInput> = async (input, { bootReports, state }) => {
  const { tenantId, clusterId, operationId, instanceId, taskToken, step } = input;
  await bootReports.expect(clusterId, instanceId, taskToken);
  const { status } = await state.operation(tenantId, operationId);
  // A step of an upgrade that goes back is waited for like any other.
  const waited = status === "rolling-back" ? step?.back === true : !isOver(status);
  if (waited) return;
  await bootReports.remove(clusterId);
  throw new Superseded(`operation ${operationId} is ${status}: no machine is waited for any more`);
};

export const undoAwaitMachines: Stage = ({ clusterId }, { bootReports }) => bootReports.remove(clusterId);

/** Of machines that are awaited in two turns: those of the second go with it. */
export const undoAwaitMembers: Stage = (input, ports) => undoAwaitMachines(input, ports);
