import type { KubernetesObject } from "#core/ports/cloud.ts";

/** Kinds of workloads that are looked after. */
export const workloadKinds = ["Deployment", "StatefulSet", "DaemonSet"].map((kind) => ({
  apiVersion: "apps/v1",
  kind,
}));

interface Counts {
  replicas?: number;
  availableReplicas?: number;
  readyReplicas?: number;
  desiredNumberScheduled?: number;
  numberAvailable?: number;
}

const missing = ({ kind, spec, status }: KubernetesObject): number => {
  const { replicas = 1 } = (spec ?? {}) as Counts;
  const has = (status ?? {}) as Counts;
  if (kind === "DaemonSet") return (has.desiredNumberScheduled ?? 0) - (has.numberAvailable ?? 0);
  return replicas - (has.availableReplicas ?? has.readyReplicas ?? 0);
};

/** How many replicas each workload is short of, such as `Deployment default/web`; those that have all are left out. */
export const shortages = (workloads: readonly KubernetesObject[]): Record<string, number> =>
  Object.fromEntries(
    workloads
      .map((one): [string, number] => [
        `${one.kind} ${one.metadata.namespace ?? "default"}/${one.metadata.name}`,
        missing(one),
      ])
      .filter(([, count]) => count > 0),
  );

/** Workloads that are less available than they were, in words. */
export const worsened = (before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>): string[] =>
  Object.entries(now)
    .filter(([name, count]) => count > (before[name] ?? 0))
    .map(([name, count]) => `${name} is short of ${count} ${count === 1 ? "replica" : "replicas"}`);
