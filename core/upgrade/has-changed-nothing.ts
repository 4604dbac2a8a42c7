import type { OperationRecord } from "#core/records.ts";
import { isFresh } from "./hops.ts";

/**
 * An upgrade, or a hop of one, that is, or has ended, before the loop that changes the cluster: what fails there leaves the cluster as it
 * was, and the upgrade is asked for anew instead of gone on with.
 */
export const hasChangedNothing = (operation: Pick<OperationRecord, "upgrade" | "retryOf" | "stages">): boolean =>
  isFresh(operation) &&
  operation.upgrade?.back === undefined &&
  operation.stages.find(({ name }) => name === "PlanStep")?.status === "pending";
