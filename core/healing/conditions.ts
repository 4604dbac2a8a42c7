import type { Condition, HealthCondition } from "#contract/conditions.ts";
import { majority, quorumLost } from "#core/control-plane/quorum.ts";
import type { Halt } from "./halts.ts";
import { isUnhealthy, type SeenNode } from "./seen.ts";

type Fact = Omit<Condition, "since"> & { type: HealthCondition };

/** Told at most: a cluster may have hundreds of nodes. */
const mostTold = 3;

const wordsOf = ({ nodeId, gone, unreadySince }: SeenNode): string =>
  gone ? `${nodeId} (machine lost)` : `${nodeId} (not Ready since ${unreadySince ?? "now"})`;

const healthOf = (type: HealthCondition, what: string, nodes: readonly SeenNode[], missing = 0): Fact => {
  const sick = nodes.filter(isUnhealthy);
  if (sick.length + missing === 0) return { type, is: "true", reason: "AllHealthy" };
  const told = [
    ...sick.slice(0, mostTold).map(wordsOf),
    ...(sick.length > mostTold ? [`${sick.length - mostTold} more`] : []),
    ...(missing > 0 ? [`${missing} missing`] : []),
  ];
  const lost = missing > 0 || sick.some(({ gone }) => gone);
  return {
    type,
    is: "false",
    reason: lost ? "MachineLost" : "NotReady",
    message: `${sick.length + missing} of ${nodes.length + missing} ${what} are unhealthy: ${told.join(", ")}`,
  };
};

/** @param members how many the control plane is to have */
export const conditionsOf = (nodes: readonly SeenNode[], members: number, halts: readonly Halt[]): Fact[] => {
  const controlPlane = nodes.filter(({ role }) => role === "control-plane");
  const workers = nodes.filter(({ role }) => role === "worker");
  const [halt] = halts;
  return [
    healthOf("ControlPlaneHealthy", "members", controlPlane, Math.max(members - controlPlane.length, 0)),
    healthOf("NodesHealthy", "workers", workers),
    halt
      ? {
          type: "RepairsHalted",
          is: "true",
          reason: halt.reason,
          message: [...new Set(halts.map(({ message }) => message))].join("; "),
        }
      : { type: "RepairsHalted", is: "false" },
  ];
};

/** Of nodes nothing can be said then, and none can be replaced. */
export const unreachable = (nodes: readonly SeenNode[], members: number): Fact[] => {
  const gone = nodes.filter((node) => node.role === "control-plane" && node.gone).length;
  const running = members - gone;
  const message = `the Kubernetes API does not answer; ${running} of ${members} machines of the control plane run`;
  const halt =
    running < majority(members)
      ? quorumLost(running, members)
      : { reason: "ApiUnreachable", message: "nobody is replaced without the Kubernetes API" };
  return [
    { type: "ControlPlaneHealthy", is: "false", reason: "ApiUnreachable", message },
    { type: "NodesHealthy", is: "unknown", reason: "ApiUnreachable" },
    { type: "RepairsHalted", is: "true", ...halt },
  ];
};

/** A condition is since when it is what it is, however its words change. */
export const merged = (
  before: readonly Condition[],
  facts: readonly Omit<Condition, "since">[],
  at: string,
): Condition[] => [
  ...before.filter(({ type }) => !facts.some((fact) => fact.type === type)),
  ...facts.map((fact) => {
    const known = before.find(({ type }) => type === fact.type);
    return { ...fact, since: known?.is === fact.is ? known.since : at };
  }),
];

const wanted: Record<HealthCondition, Condition["is"]> = {
  ControlPlaneHealthy: "true",
  NodesHealthy: "true",
  RepairsHalted: "false",
};

/** A cluster is degraded for as long as one of its conditions says so, and never else. */
export const stateOf = (facts: readonly Fact[]): "running" | "degraded" =>
  facts.every(({ type, is }) => is === wanted[type]) ? "running" : "degraded";

/** What has become otherwise, in words; undefined when nothing that matters has. */
export const changeOf = (before: readonly Condition[], facts: readonly Fact[]): string | undefined => {
  const flipped = facts.filter((fact) => {
    const is = before.find(({ type }) => type === fact.type)?.is ?? wanted[fact.type];
    return is !== fact.is;
  });
  if (flipped.length === 0) return undefined;
  return flipped
    .map(({ type, is, message }) => `${type} ${is}${message === undefined ? "" : `: ${message}`}`)
    .join("; ");
};
