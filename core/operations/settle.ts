import { isOver } from "#contract/states.ts";
import { Superseded } from "#core/errors.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";
import { hopsText, withHop } from "#core/upgrade/hops.ts";
import { failedEnd } from "./failed-end.ts";
import { wayBackOf } from "./way-back.ts";

export interface SettlePorts {
  state: State;
  workflows: Workflows;
  clock: Clock;
}

const adviceOf = (operation: OperationRecord): string => {
  const { kind, upgrade, backup, member, change, revocation } = operation;
  if (kind === "cluster.hibernate") return "retry the operation to go on";
  if (upgrade) return hasChangedNothing(operation) ? "ask for it again" : "retry the operation to go on";
  if (backup) return "ask for the same again to go on";
  if (member) return "replace the member again to go on";
  if (change) return "update or delete the node group to go on";
  if (revocation) return "revoke the credentials again";
  return kind === "cluster.mend" ? "what is missing is looked for again" : "delete the cluster to try again";
};

/** The workflow is over and the operation is not: nobody will end it any more but we. */
const close = async (operation: OperationRecord, what: string, { state, clock }: SettlePorts): Promise<void> => {
  const at = clock.now();
  const { upgrade } = operation;
  const ended = upgrade && withHop(upgrade, hasChangedNothing(operation) ? "undone" : "failed", at);
  const message = `${what}; ${adviceOf(operation)}${ended ? hopsText(ended) : ""}`;
  try {
    await state.finishOperation(operation, {
      status: "failed",
      ...failedEnd(operation, false),
      error: { code: "WorkflowEnded", message },
      ...(ended ? { upgrade: ended } : {}),
      at,
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
 * Makes state and Step Functions agree again: an operation whose caller died before the workflow began, or went on, is begun; what the
 * workflow of one has made that was stopped, or ran out of time, is undone by another execution; where that cannot be, or has failed too,
 * it is ended. A workflow that has succeeded has written so: where the table does not know, the table is an older one, and what the
 * workflow has made is in use. Nothing of that is undone.
 */
export const settle = async (
  operation: OperationRecord,
  ports: SettlePorts,
): Promise<"going on" | "started" | "unwinding" | "closed"> => {
  // Whoever has paused it resumes or cancels it, however long that takes; its executions are over meanwhile.
  if (operation.status === "paused") return "going on";
  const status = await ports.workflows.status(operation);
  if (status.is === "running") return "going on";
  if ("endedAt" in status && Date.parse(ports.clock.now()) < Date.parse(status.endedAt) + functionsLive)
    return "going on";
  if (status.is === "absent" && operation.status === "pending") {
    await ports.workflows.start(operation);
    return "started";
  }
  // As its last stage has left it, not as somebody has read it before.
  const left = await ports.state.operation(operation.tenantId, operation.operationId);
  if (left.status === "paused" || left.run !== operation.run) return "going on";
  if (status.is === "succeeded" && !status.unwinds) {
    await close(left, "the workflow succeeded, which the table does not know: it may have been restored", ports);
    return "closed";
  }
  const way = "endedAt" in status && !status.unwinds && !isOver(left.status) ? wayBackOf(left) : undefined;
  if (way !== undefined) {
    await ports.workflows.unwind(left, way);
    return "unwinding";
  }
  await close(left, "the workflow ended without a result", ports);
  return "closed";
};
