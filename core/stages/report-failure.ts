import type { OperationError } from "#contract/operations.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { Stage } from "./stage.ts";

/** Error as Step Functions hands it on: `Cause` of a Lambda function is JSON with errorMessage. */
export interface FailureInput extends StageInput {
  failure: { stage: string; Error?: string; Cause?: string };
  /** Stages whose undo did not succeed, so that something may be left. */
  notUndone: string[];
}

/** Text that is fit for the caller: messages of expected errors are, anything else is withheld (it is in the log). */
const messageOf = ({ Error: name, Cause: cause }: FailureInput["failure"]): string => {
  try {
    const { errorType, errorMessage } = JSON.parse(cause ?? "") as { errorType?: string; errorMessage?: string };
    if (errorMessage !== undefined && errorType !== "Error") return errorMessage;
  } catch {
    // Not every cause is JSON: a machine's own report and time-outs are plain text.
    if (name === "BootFailed" && cause !== undefined) return cause.slice(0, 2000);
  }
  if (name === "States.HeartbeatTimeout") return "a machine has not been heard of for too long";
  if (name === "States.Timeout") return "the stage took too long";
  return "the stage failed unexpectedly";
};

export const failureOf = (failure: FailureInput["failure"]): OperationError => ({
  code: failure.Error ?? "Unknown",
  message: messageOf(failure),
  stage: failure.stage,
});

/** Ends the operation after its stages have been undone, and says why. */
export const reportFailure: Stage<FailureInput> = async (input, { state, clock }) => {
  const error = failureOf(input.failure);
  const left =
    input.notUndone.length > 0 ? ` Not undone: ${input.notUndone.join(", ")}; delete the cluster to try again.` : "";
  await state.finishOperation(input, {
    status: left ? "failed" : "rolled-back",
    clusterState: "failed",
    nodeGroupState: "failed",
    error: { ...error, message: `${error.message}${left}` },
    at: clock.now(),
  });
};
