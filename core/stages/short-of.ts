import type { Kubernetes } from "#core/ports/cloud.ts";
import { shortages, workloadKinds } from "#core/upgrade/workloads.ts";

/** How many replicas each of the cluster's workloads is short of now. */
export const shortOf = async (api: Kubernetes): Promise<Record<string, number>> =>
  shortages((await Promise.all(workloadKinds.map((kind) => api.list(kind)))).flat());
