import type { ClusterRecord, ClusterResources } from "#core/records.ts";

/** What an earlier stage has made. @throws Error when that stage did not run: the workflow is in the wrong order */
export const made = <Key extends keyof ClusterResources>(
  { clusterId, resources }: ClusterRecord,
  key: Key,
): Required<ClusterResources>[Key] => {
  const value = resources[key];
  if (value === undefined) throw new Error(`cluster ${clusterId} has no ${key} yet`);
  return value as Required<ClusterResources>[Key];
};
