import type { OperationKind } from "#contract/operations.ts";
import type { NodeChange } from "#core/records.ts";
import { type Candidate, pickLeaving } from "./pick-leaving.ts";
import { spreadOver } from "./spread.ts";

/** A node group, and what is asked of it. */
export interface GroupSeen {
  kind: OperationKind;
  change: Pick<NodeChange, "nodeId" | "leaving" | "roll">;
  /** Machines that it is to have. */
  size: number;
  /** Where its machines may be. */
  zones: readonly string[];
  /** Its machines that run, and serve. */
  present: readonly Candidate[];
  /** Those that are kept out of service, by instance id. */
  kept: readonly string[];
  /** Those that are not as the group makes them today, by instance id. */
  outdated: ReadonlySet<string>;
}

const counted = ({ kind, change, size, present, kept, outdated }: GroupSeen): { launch: number; leaving: string[] } => {
  const { nodeId } = change;
  const target = nodeId === undefined ? [] : [nodeId];
  const staying = present.filter((node) => node.nodeId !== nodeId).length;
  switch (kind) {
    case "node.drain":
    case "node.remove":
      return { launch: 0, leaving: target };
    case "node.replace":
      // Others of the group that have ended without us go with it, so what is missing comes with it.
      return { launch: Math.max(size - staying, 1), leaving: target };
    case "node-group.roll": {
      const old = present.filter((node) => outdated.has(node.nodeId));
      const leaving = pickLeaving(old, change.roll?.maxSurge ?? 1).map((node) => node.nodeId);
      return { launch: Math.max(size - (present.length - leaving.length), 0), leaving };
    }
    case "node-group.delete":
      return { launch: 0, leaving: [...present.map((node) => node.nodeId), ...kept] };
    case "cluster.upgrade":
    case "cluster.rollback":
    case "keys.rotate":
      return { launch: Math.max(size - staying, 0), leaving: target };
    case "cluster.create":
    case "cluster.delete":
    case "cluster.restore":
    case "cluster.hibernate":
    case "cluster.wake":
    case "backup.create":
    case "backup.drill":
    case "control-plane.replace":
    case "credentials.revoke":
    case "cluster.mend":
      throw new Error(`a ${kind} changes no nodes`);
    case "node-group.create":
    case "node-group.update": {
      // What a change that has failed had begun to take away goes, and has no place in the group any more.
      const half = present.filter(({ leaving }) => leaving);
      const whole = present.filter(({ leaving }) => !leaving);
      const missing = size - whole.length;
      const chosen = whole.filter((node) => change.leaving?.includes(node.nodeId)).slice(0, Math.max(-missing, 0));
      const others = whole.filter((node) => !chosen.includes(node));
      const leaving = [...half, ...chosen, ...pickLeaving(others, -missing - chosen.length)];
      return { launch: Math.max(missing, 0), leaving: leaving.map((node) => node.nodeId) };
    }
  }
};

/** Which machines go, and into which zones new ones come. */
export const decideChange = (seen: GroupSeen): { zones: string[]; leaving: string[] } => {
  const { launch, leaving } = counted(seen);
  const staying = seen.present.filter(({ nodeId }) => !leaving.includes(nodeId)).map(({ zone }) => zone);
  return { zones: spreadOver(seen.zones, staying, launch), leaving };
};
