import { revocationOf } from "./revocation.ts";
import type { Stage } from "./stage.ts";

/** From now on credentials name the groups that have the rights: in one transaction with the end of the operation. */
export const finishRevocation: Stage = async (input, ports) => {
  const { state, clock } = ports;
  const [{ access }, { clusterStateBefore: clusterState = "running" }] = await Promise.all([
    revocationOf(input, ports),
    state.operation(input.tenantId, input.operationId),
  ]);
  await state.finishOperation(input, { status: "succeeded", clusterState, access, at: clock.now() });
};
