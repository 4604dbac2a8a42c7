import { QuotaExceeded } from "#core/errors.ts";

/** What each tenant may have. */
export interface Limits {
  clusterLimit: number;
  machineLimit: number;
}

/** All machines that a cluster wants. */
export const machinesWanted = ({ machines }: { machines: number }, groups: readonly { size: number }[]): number =>
  groups.reduce((sum, { size }) => sum + size, machines);

/** One more than there may be. */
export const tooManyClusters = ({ clusterLimit }: Pick<Limits, "clusterLimit">): QuotaExceeded => {
  const allowed = `at most ${clusterLimit} clusters in the tenant`;
  return new QuotaExceeded(`the tenant has ${clusterLimit} clusters, and may have ${clusterLimit}`, [
    { field: "quota.clusters", value: clusterLimit + 1, allowed },
  ]);
};

/** @param wanted machines that are asked for, beside those that there are */
export const tooManyMachines = (wanted: number, { machineLimit }: Pick<Limits, "machineLimit">): QuotaExceeded => {
  const allowed = `at most ${machineLimit} machines in all clusters of the tenant`;
  return new QuotaExceeded(`${wanted} more machines are asked for; the tenant may have ${machineLimit} in all`, [
    { field: "quota.machines", value: wanted, allowed },
  ]);
};
