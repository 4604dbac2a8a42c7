import type { OperationError } from "#contract/operations.ts";
import { expectedNames } from "#core/errors.ts";
import { rollText } from "#core/node-groups/roll-text.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import { canGoBack, failedEnd } from "#core/operations/failed-end.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { NodeRecord, OperationRecord } from "#core/records.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";
import { hasHopsDone, hopsText, withHop } from "#core/upgrade/hops.ts";
import { noteFailedDrill } from "./failed-drill.ts";
import type { Stage } from "./stage.ts";

/** Error as Step Functions hands it on: `Cause` of a Lambda function is JSON with errorMessage. */
export interface FailureInput extends StageInput {
  failure: { stage: string; Error?: string; Cause?: string };
  /** Stages whose undo did not succeed, so that something may be left. */
  notUndone: string[];
}

/** A function's error as Lambda words it; undefined for what did not come from a function. */
const thrownBy = (cause: string | undefined): { errorType?: unknown; errorMessage?: unknown } | undefined => {
  try {
    const thrown: unknown = JSON.parse(cause ?? "");
    return typeof thrown === "object" && thrown !== null ? thrown : undefined;
  } catch {
    return undefined;
  }
};

/** Text that is fit for the caller: messages of expected errors are, anything else is withheld (it is in the log). */
const messageOf = ({ Error: name = "", Cause: cause }: FailureInput["failure"]): string => {
  // The machine's own report: its boot program says nothing that is secret.
  if (name === "BootFailed" && cause !== undefined) return cause.slice(0, 2000);
  const { errorType, errorMessage } = thrownBy(cause) ?? {};
  if (errorType === name && expectedNames.has(name) && typeof errorMessage === "string") return errorMessage;
  if (name === "States.HeartbeatTimeout") return "a machine has not been heard of for too long";
  if (name === "WorkflowEnded") return "the workflow was stopped, or ran out of time";
  if (name === "States.Timeout") return "the stage took too long";
  return "the stage failed unexpectedly";
};

export const failureOf = (failure: FailureInput["failure"]): OperationError => ({
  code: failure.Error ?? "Unknown",
  message: messageOf(failure),
  stage: failure.stage,
});

const adviceOfMember = (operation: OperationRecord, stage: string, notUndone: string[]): string => {
  if (canGoBack(operation, stage))
    return notUndone.length === 0 ? "" : `; not undone: ${notUndone.join(", ")}; ask for the same again to go on`;
  return stage === "RemoveMember"
    ? "; ask for the same again to go on"
    : "; the member is replaced, and the next operation on nodes puts the rest right";
};

/** Before anything has gone it goes back; after that the snapshot is kept, and the rest goes with the next try. */
const adviceOfSleep = (operation: OperationRecord, stage: string, notUndone: string[]): string => {
  if (operation.kind === "cluster.wake") {
    if (!canGoBack(operation, stage)) return "; the cluster is awake all the same";
    return notUndone.length === 0 ? "" : `; not undone: ${notUndone.join(", ")}; wake it again to go on`;
  }
  if (!canGoBack(operation, stage)) return "; its snapshot is kept; retry the operation to go on";
  return notUndone.length === 0 ? "" : `; not undone: ${notUndone.join(", ")}; retry the operation to go on`;
};

const adviceOfBackup = (operation: OperationRecord, stage: string, notUndone: string[]): string => {
  if (!canGoBack(operation, stage))
    return "; the backup is restored and serves; restore it again to take away what is left";
  if (notUndone.length === 0) return "";
  const ways = { "cluster.restore": "restore again to go on", "backup.drill": "the next drill clears it away" };
  const way = ways[operation.kind as keyof typeof ways] ?? "the next backup clears it away";
  return `; not undone: ${notUndone.join(", ")}; ${way}`;
};

/** Which machines are of which version, in words. */
const whatIsWhere = (nodes: readonly NodeRecord[]): string => {
  const serving = nodes.filter((node) => !isKept(node));
  const told = (["control-plane", "worker"] as const).map((role) => {
    const versions = serving.filter((node) => node.role === role).map(({ version }) => version);
    const counts = [...new Set(versions)].sort().map((one) => `${versions.filter((v) => v === one).length} of ${one}`);
    return `${role === "worker" ? "workers" : "members"}: ${counts.join(", ") || "none"}`;
  });
  return told.join("; ");
};

/** Of an upgrade that could not go back either; one that was refused, or has failed its rehearsal, has changed nothing. */
const adviceOfUpgrade = (operation: OperationRecord, notUndone: string[], nodes: readonly NodeRecord[]): string => {
  const { upgrade } = operation;
  if (hasChangedNothing(operation))
    return notUndone.length === 0
      ? ""
      : `; the cluster is as it was; not undone: ${notUndone.join(", ")}; the next upgrade clears it away`;
  const why = upgrade?.back ? `, on the way back from: ${upgrade.back.message}` : "";
  return `${why}; ${whatIsWhere(nodes)}; retry the operation to go on`;
};

/** What whoever asked can do about what is left. */
const adviceOf = (operation: OperationRecord, stage: string, notUndone: string[]): string => {
  if (operation.kind === "cluster.delete") return "; delete the cluster again to go on";
  const { kind } = operation;
  if (kind === "cluster.hibernate" || kind === "cluster.wake") return adviceOfSleep(operation, stage, notUndone);
  if (operation.backup) return adviceOfBackup(operation, stage, notUndone);
  if (kind === "control-plane.replace") return adviceOfMember(operation, stage, notUndone);
  if (kind === "cluster.mend") return "; what is missing is looked for again";
  if (!canGoBack(operation, stage))
    return kind === "node.drain" || kind === "node-group.delete"
      ? "; ask for the same again to go on"
      : "; update the node group to go on";
  if (notUndone.length === 0) return "";
  const way =
    kind === "cluster.create"
      ? "delete the cluster to clear it away"
      : kind === "node-group.create"
        ? "delete the node group to clear it away"
        : kind === "credentials.revoke"
          ? "revoke the credentials again; until then those given now may be without rights"
          : "update the node group to bring it to its size again";
  return `; not undone: ${notUndone.join(", ")}; ${way}`;
};

/** Ends the operation after its stages have been undone, and says why. What was being deleted stays as far deleted as it is. */
export const reportFailure: Stage<FailureInput> = async (input, ports) => {
  const { state, clock } = ports;
  const error = failureOf(input.failure);
  const operation = await state.operation(input.tenantId, input.operationId);
  if (operation.kind === "backup.drill" && !operation.cancelAsked)
    await noteFailedDrill(input, { operation, error }, ports);
  const advice =
    operation.upgrade !== undefined
      ? adviceOfUpgrade(operation, input.notUndone, (await state.nodes(input.tenantId, input.clusterId)).items)
      : adviceOf(operation, input.failure.stage, input.notUndone);
  const at = clock.now();
  const { upgrade, change, cancelAsked } = operation;
  const roll = change?.roll;
  const ended = upgrade && withHop(upgrade, advice && !hasChangedNothing(operation) ? "failed" : "undone", at);
  const isPartDone = (upgrade && hasHopsDone(upgrade)) || (roll && roll.done > 0);
  const badEnd = advice || (isPartDone && !cancelAsked) ? "failed" : "rolled-back";
  const done = roll && roll.done > 0 ? `; before that ${rollText(roll)}` : "";
  await state.finishOperation(input, {
    status: cancelAsked && badEnd !== "failed" ? "cancelled" : badEnd,
    ...failedEnd(operation, advice === ""),
    error: { ...error, message: `${error.message}${done}${advice}${ended ? hopsText(ended) : ""}` },
    ...(ended ? { upgrade: ended } : {}),
    at,
  });
};
