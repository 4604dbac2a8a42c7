import type { Candidate } from "#core/nodes/pick-leaving.ts";

/** A machine of a node group in the small, with its node. */
export interface GroupNode extends Pick<Candidate, "nodeId" | "zone" | "template" | "launchedAt"> {
  /** `broken`: its machine runs and its node is not Ready; `lost`: its machine is gone, and still on record. */
  is: "booting" | "ready" | "broken" | "lost";
  outdated: boolean;
  /** Whether it takes no pods, and because of whom. */
  cordoned: "no" | "before" | "now";
  emptied: boolean;
  /** Launched by the round that goes on. */
  isNew: boolean;
}

/** What is asked of a group, and the group as it is before that. */
export interface GroupChange {
  kind:
    | "node-group.create"
    | "node-group.update"
    | "node-group.roll"
    | "node-group.delete"
    | "node.drain"
    | "node.replace"
    | "node.remove";
  size: { before: number; after: number };
  zones: readonly string[];
  nodes: readonly GroupNode[];
  nodeId?: string | undefined;
  maxSurge?: number | undefined;
}

export const inService = (nodes: readonly GroupNode[]): GroupNode[] =>
  nodes.filter(({ is, cordoned }) => is === "ready" && cordoned === "no");

/** Machines that run. */
export const running = (nodes: readonly GroupNode[]): GroupNode[] => nodes.filter(({ is }) => is !== "lost");
