import type { OperationRecord } from "#core/records.ts";

/**
 * An upgrade that is, or has ended, before the loop that changes the cluster: what fails there leaves the cluster as it was, and the
 * upgrade is asked for anew instead of gone on with.
 */
export const hasChangedNothing = ({
  upgrade,
  retryOf,
  stages,
}: Pick<OperationRecord, "upgrade" | "retryOf" | "stages">): boolean =>
  retryOf === undefined &&
  upgrade?.back === undefined &&
  stages.find(({ name }) => name === "PlanStep")?.status === "pending";
