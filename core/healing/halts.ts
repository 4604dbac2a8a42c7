import { isUnhealthy, type SeenGroup, type SeenNode } from "./seen.ts";

/** Why the service replaces nobody of a group, or of the control plane, by itself, although somebody should be. */
export interface Halt {
  reason: "ZoneUnhealthy" | "GroupUnhealthy" | "RepairLimit" | "QuorumLost" | "MembersUnhealthy";
  message: string;
}

/** Of a group of this size, as many may be unhealthy at once and are replaced; one always may. */
export const mostUnhealthy = (size: number): number => Math.max(1, Math.floor(size * 0.4));

/** Repairs of a group of this size that the service begins by itself within an hour. */
export const mostRepairs = (size: number): number => Math.max(3, Math.floor(size * 0.1));

const hour = 3600_000;

/** Those of the last hour. */
export const recent = (repairedAt: readonly string[], now: string): string[] =>
  repairedAt.filter((at) => Date.parse(now) - Date.parse(at) < hour);

/** Zones in which no node is well, workers and control plane alike; one node alone says nothing about its zone. */
export const lostZones = (nodes: readonly SeenNode[]): string[] =>
  [...new Set(nodes.map(({ zone }) => zone))].sort().filter((zone) => {
    const there = nodes.filter((node) => node.zone === zone);
    return there.length > 1 && there.every(isUnhealthy);
  });

const advice = "the service replaces nobody; update the node group to bring it to its size";

interface Facts {
  zones: readonly string[];
  size: number;
  unhealthy: number;
  due: number;
  now: string;
}

export const haltOf = ({ name, repairedAt }: SeenGroup, facts: Facts): Halt | undefined => {
  const { zones, size, unhealthy, due, now } = facts;
  if (zones.length > 0)
    return {
      reason: "ZoneUnhealthy",
      message: `no node of ${zones.join(", ")} is healthy; the service replaces nobody`,
    };
  if (unhealthy > mostUnhealthy(size))
    return {
      reason: "GroupUnhealthy",
      message: `${unhealthy} of ${size} nodes of node group ${name} are unhealthy, more than ${mostUnhealthy(size)}; ${advice}`,
    };
  const tried = recent(repairedAt, now).length;
  if (due > 0 && tried >= mostRepairs(size))
    return {
      reason: "RepairLimit",
      message: `node group ${name} has been repaired ${tried} times within an hour, as often as it may; ${advice}`,
    };
  return undefined;
};
