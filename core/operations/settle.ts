import { Superseded } from "#core/errors.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { failedEnd } from "./failed-end.ts";

export interface SettlePorts {
  state: State;
  workflows: Workflows;
  clock: Clock;
}

const adviceOf = ({ kind, upgrade, backup, member, change, revocation }: OperationRecord): string => {
  if (kind === "cluster.hibernate") return "retry the operation to go on";
  if (upgrade) return "retry the operation to go on";
  if (backup) return "ask for the same again to go on";
  if (member) return "replace the member again to go on";
  if (change) return "update or delete the node group to go on";
  if (revocation) return "revoke the credentials again";
  return kind === "cluster.mend" ? "what is missing is looked for again" : "delete the cluster to try again";
};

/** The workflow is over and the operation is not: nobody will end it any more but we. */
const close = async (operation: OperationRecord, { state, clock }: SettlePorts): Promise<void> => {
  try {
    await state.finishOperation(operation, {
      status: "failed",
      ...failedEnd(operation, false),
      error: { code: "WorkflowEnded", message: `the workflow ended without a result; ${adviceOf(operation)}` },
      at: clock.now(),
    });
  } catch (error) {
    // Its last stage was faster than we.
    if (!(error instanceof Superseded)) throw error;
  }
};

/**
 * A function that is at work when its workflow is stopped works on until its own time is up (60 s), and knows nothing of it. Until then
 * the operation keeps the cluster: nothing that comes next may think that it is alone. Some seconds are for clocks.
 */
export const functionsLive = 75_000;

/**
 * Makes state and Step Functions agree again: an operation whose caller died before the workflow began is begun, one whose workflow
 * died before it could say so is ended.
 */
export const settle = async (
  operation: OperationRecord,
  ports: SettlePorts,
): Promise<"going on" | "started" | "closed"> => {
  const status = await ports.workflows.status(operation);
  if (status.is === "running") return "going on";
  if ("endedAt" in status && Date.parse(ports.clock.now()) < Date.parse(status.endedAt) + functionsLive)
    return "going on";
  if (status.is === "absent" && operation.status === "pending") {
    await ports.workflows.start(operation);
    return "started";
  }
  await close(operation, ports);
  return "closed";
};
