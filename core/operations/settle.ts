import { isOver } from "#contract/states.ts";
import { Superseded } from "#core/errors.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { goesBack, untilCancelled } from "./cancel-operation.ts";
import { canGoBack, failedEnd } from "./failed-end.ts";

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

/** The stage that undoing begins from; undefined when one has begun from which there is no way back, or when the workflow knows no way but on. */
const wayBackFrom = (operation: OperationRecord): string | undefined => {
  const { kind, stages, upgrade } = operation;
  if (!goesBack[kind] || upgrade) return undefined;
  const begun = stages.filter(({ status }) => status !== "pending").map(({ name }) => name);
  const isBeyond = begun.some((name) => !canGoBack(operation, name) || name === untilCancelled(kind));
  return isBeyond ? undefined : (begun.at(-1) ?? stages[0]?.name);
};

/**
 * Makes state and Step Functions agree again: an operation whose caller died before the workflow began is begun; what the workflow of one
 * has made that was stopped, or ran out of time, is undone by another execution; where that cannot be, or has failed too, it is ended.
 */
export const settle = async (
  operation: OperationRecord,
  ports: SettlePorts,
): Promise<"going on" | "started" | "unwinding" | "closed"> => {
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
  const stage = "endedAt" in status && !status.unwinds && !isOver(left.status) ? wayBackFrom(left) : undefined;
  if (stage !== undefined) {
    await ports.workflows.unwind(left, stage);
    return "unwinding";
  }
  await close(left, ports);
  return "closed";
};
