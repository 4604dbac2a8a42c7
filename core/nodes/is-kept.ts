import type { NodeRecord } from "#core/records.ts";

/** Its machine is there for somebody to look at, and serves nobody: it is no node of its cluster any more. */
export const isKept = ({ state }: Pick<NodeRecord, "state">): boolean => state === "kept";
