import type { Maintenance } from "#contract/maintenance.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { nextUpgrade } from "./next-upgrade.ts";

/** What callers see of when a cluster is upgraded by itself. */
export const maintenanceView = (
  cluster: ClusterRecord,
  groups: readonly NodeGroupRecord[],
  now: string,
): Maintenance => {
  const { channel = "none", window, exclusions = [] } = cluster.spec.maintenance ?? {};
  const outlook = nextUpgrade({ cluster, groups, now });
  return {
    channel,
    ...(window ? { window } : {}),
    exclusions,
    nextUpgrade: "at" in outlook ? { version: outlook.version, at: outlook.at } : outlook,
  };
};
