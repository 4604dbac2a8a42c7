import type { Machine } from "#core/ports/cloud.ts";

/** Runs, or is about to. The service stops no machine: one that stands still has failed, or was stopped by hand, and is as good as lost. */
export const isAlive = ({ state }: Pick<Machine, "state">): boolean => state === "pending" || state === "running";
