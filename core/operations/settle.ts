import { Superseded } from "#core/errors.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { failedEnd } from "./failed-end.ts";

export interface SettlePorts {
  state: State;
  workflows: Workflows;
  clock: Clock;
}

/** The workflow is over and the operation is not: nobody will end it any more but we. */
const close = async (operation: OperationRecord, { state, clock }: SettlePorts): Promise<void> => {
  const { change, member, backup, revocation, upgrade } = operation;
  const advice = upgrade
    ? "retry the operation to go on"
    : backup
      ? "ask for the same again to go on"
      : member
        ? "replace the member again to go on"
        : change
          ? "update or delete the node group to go on"
          : revocation
            ? "revoke the credentials again"
            : "delete the cluster to try again";
  try {
    await state.finishOperation(operation, {
      status: "failed",
      ...failedEnd(operation, false),
      error: { code: "WorkflowEnded", message: `the workflow ended without a result; ${advice}` },
      at: clock.now(),
    });
  } catch (error) {
    // Its last stage was faster than we.
    if (!(error instanceof Superseded)) throw error;
  }
};

/**
 * Makes state and Step Functions agree again: an operation whose caller died before the workflow began is begun, one whose workflow
 * died before it could say so is ended.
 */
export const settle = async (
  operation: OperationRecord,
  ports: SettlePorts,
): Promise<"going on" | "started" | "closed"> => {
  const status = await ports.workflows.status(operation);
  if (status === "running") return "going on";
  if (status === "absent" && operation.status === "pending") {
    await ports.workflows.start(operation);
    return "started";
  }
  await close(operation, ports);
  return "closed";
};
