import { type Condition, scalingCondition } from "#contract/conditions.ts";
import { TemporaryFailure } from "#core/errors.ts";
import type { NodeRecord } from "#core/records.ts";
import type { Limit } from "./decide-growth.ts";
import { decideScaling, type ScalingDecision } from "./decide-scaling.ts";
import { lookAtWorkload, type ScalingPorts, type Surroundings } from "./look-at-workload.ts";

/** `none` where the service scales no group; `unknown` where the cluster's API does not say what there is to know. */
export type Scaling = ScalingDecision | "none" | "unknown";

/** What is to be done about a cluster's size. Pods that cannot be listed now keep nobody from being repaired. */
export const scalingOf = async (
  { api, ...seen }: Omit<Surroundings, "api"> & { api: Surroundings["api"] | undefined },
  ports: ScalingPorts,
): Promise<Scaling> => {
  if (!api) return "unknown";
  try {
    const scene = await lookAtWorkload({ ...seen, api }, ports);
    return scene ? decideScaling(scene) : "none";
  } catch (error) {
    if (error instanceof TemporaryFailure) return "unknown";
    throw error;
  }
};

const limited = (limits: readonly Limit[]): Omit<Condition, "since"> => {
  const [first] = limits;
  if (!first) return { type: scalingCondition, is: "false" };
  const message = limits.map((limit) => limit.message).join("; ");
  return { type: scalingCondition, is: "true", reason: first.reason, message };
};

/** Whether pods wait although the service scales, as a fact for the cluster's conditions. */
export const scalingFacts = (scaling: Scaling): Omit<Condition, "since">[] =>
  typeof scaling === "string" ? [] : [limited(scaling.limits)];

/** The conditions without what was said of scaling, where no group is scaled any more. */
export const withoutScaling = (conditions: readonly Condition[], scaling: Scaling): Condition[] =>
  conditions.filter(({ type }) => type !== scalingCondition || scaling !== "none");

/** The record with since when the node is idle; the same object where it says so already. */
export const withIdle = (record: NodeRecord, scaling: Scaling): NodeRecord => {
  if (scaling === "unknown") return record;
  const since = scaling === "none" ? undefined : scaling.idleSince.get(record.nodeId);
  if (record.idleSince === since) return record;
  const { idleSince: _, ...rest } = record;
  return since === undefined ? rest : { ...rest, idleSince: since };
};
