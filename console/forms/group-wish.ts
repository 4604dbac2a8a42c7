import type { NodeGroup, NodeGroupSpec, Plan, UpdateNodeGroup } from "../api/types.ts";
import { number } from "./number.ts";

export interface Pair {
  key: string;
  value: string;
}
export type Effect = "NoSchedule" | "PreferNoSchedule" | "NoExecute";
export type Placement = NonNullable<NodeGroupSpec["placement"]>;
type MachineType = NonNullable<NodeGroupSpec["machineType"]>;

/** A node group as it is typed: numbers are text until the service has looked at them. */
export interface GroupWish {
  name: string;
  machineType: string;
  size: string;
  min: string;
  max: string;
  autoscale: boolean;
  scaleDownAfterSeconds: string;
  /** None: all of the cluster's. */
  zones: string[];
  placement: Placement;
  spot: boolean;
  diskGiB: string;
  dataDisks: { sizeGiB: string; mountPath: string }[];
  labels: Pair[];
  taints: (Pair & { effect: Effect })[];
  userScript: string;
  repair: boolean;
  keepFailedMachines: boolean;
  notReadySeconds: string;
  drainSeconds: string;
}

export const usualType = "t3.large";

/** What the service takes by itself. */
export const firstGroup = (name: string): GroupWish => ({
  name,
  machineType: usualType,
  ...{ size: "3", min: "0", max: "100", autoscale: false, scaleDownAfterSeconds: "600" },
  ...{ zones: [], placement: "any", spot: false },
  ...{ diskGiB: "40", dataDisks: [], labels: [], taints: [], userScript: "" },
  ...{ repair: true, keepFailedMachines: false, notReadySeconds: "300", drainSeconds: "900" },
});

/** A node group that there is, as it would have been typed. */
export const wishOf = (group: NodeGroup): GroupWish => ({
  name: group.name,
  machineType: group.machineType,
  size: String(group.size),
  min: String(group.min),
  max: String(group.max),
  autoscale: group.autoscaling.enabled,
  scaleDownAfterSeconds: String(group.autoscaling.scaleDownAfterSeconds),
  zones: group.zones ?? [],
  placement: group.placement,
  spot: group.spot,
  diskGiB: String(group.diskGiB),
  dataDisks: group.dataDisks.map(({ sizeGiB, mountPath }) => ({ sizeGiB: String(sizeGiB), mountPath })),
  labels: pairsOf(group.labels),
  taints: group.taints.map(({ key, value = "", effect }) => ({ key, value, effect })),
  userScript: group.userScript ?? "",
  repair: group.repair.enabled,
  keepFailedMachines: group.repair.keepFailedMachines,
  notReadySeconds: String(group.repair.notReadySeconds),
  drainSeconds: String(group.drainSeconds),
});

export const pairsOf = (record: Record<string, string>): Pair[] =>
  Object.entries(record).map(([key, value]) => ({ key, value }));
export const recordOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));

/** All that can be said of a node group, but its name. */
const bodyOf = (wish: GroupWish) => ({
  machineType: wish.machineType as MachineType,
  size: number(wish.size),
  min: number(wish.min),
  max: number(wish.max),
  autoscaling: { enabled: wish.autoscale, scaleDownAfterSeconds: number(wish.scaleDownAfterSeconds) },
  zones: wish.zones,
  placement: wish.placement,
  spot: wish.spot,
  diskGiB: number(wish.diskGiB),
  dataDisks: wish.dataDisks.map(({ sizeGiB, mountPath }) => ({ sizeGiB: number(sizeGiB), mountPath })),
  labels: recordOf(wish.labels),
  taints: wish.taints.map(({ key, value, effect }) => ({ key, ...(value ? { value } : {}), effect })),
  userScript: wish.userScript,
  repair: {
    enabled: wish.repair,
    keepFailedMachines: wish.keepFailedMachines,
    notReadySeconds: number(wish.notReadySeconds),
  },
  drainSeconds: number(wish.drainSeconds),
});

const differing = (before: GroupWish, after: GroupWish): Partial<ReturnType<typeof bodyOf>> => {
  const old = bodyOf(before) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(bodyOf(after)).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field])),
  );
};

/** The request's body for a new one: a name, and what differs from what the service would take by itself. */
export const groupBody = (wish: GroupWish): NodeGroupSpec => ({
  name: wish.name,
  ...differing(firstGroup(wish.name), wish),
});

/** What has been changed of one that there is; where its machines stand together cannot be. */
export const groupChanges = (before: NodeGroup, wish: GroupWish): UpdateNodeGroup => {
  const { placement: _, ...changes } = differing(wishOf(before), wish);
  return changes;
};

/** Whether nodes end with the change: by the size that is asked for, or by the plan, which also knows of machines beyond the size. */
export const endsNodes = (before: NodeGroup, { size }: UpdateNodeGroup, plan: Plan | undefined): boolean =>
  (typeof size === "number" && size < before.size) ||
  (plan?.stages.some(({ removes }) => removes.some(({ kind }) => kind === "instance")) ?? false);

/** What was typed of a group as it was, on the group as it is by now: only what has been touched stays typed. */
export const rebased = (before: NodeGroup, now: NodeGroup, wish: GroupWish): GroupWish => {
  const old = wishOf(before) as unknown as Record<string, unknown>;
  const touched = Object.entries(wish).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field]));
  return { ...wishOf(now), ...Object.fromEntries(touched) };
};
