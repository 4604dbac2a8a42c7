import type { Cluster } from "#contract/clusters.ts";
import { scheduleOf } from "#core/backups/schedule.ts";
import { hibernationView } from "#core/hibernation/hibernation-view.ts";
import { nodeGroupView } from "#core/node-groups/node-group-view.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord } from "#core/records.ts";
import { maintenanceView } from "#core/upgrade/maintenance-view.ts";
import { rollbackOf } from "#core/upgrade/may-roll-back.ts";

/** What callers see of a cluster. @param nodes absent where they are not looked at, as in lists: nobody says which are outdated */
export const clusterView = (
  cluster: ClusterRecord,
  groups: NodeGroupRecord[],
  now: string,
  nodes?: readonly NodeRecord[],
): Cluster => {
  const { hibernation: _, maintenance: __, ...spec } = cluster.spec;
  const { clusterId, name, state, endpoint, conditions, activeOperation, restoredFrom } = cluster;
  const { createdAt, updatedAt, rev } = cluster;
  return {
    id: clusterId,
    name,
    state,
    ...spec,
    backups: scheduleOf(cluster),
    ...hibernationView(cluster, now),
    ...(restoredFrom ? { restoredFrom: { clusterId: restoredFrom.clusterId, backupId: restoredFrom.backupId } } : {}),
    maintenance: maintenanceView(cluster, groups, now),
    rollback: rollbackOf(cluster, now, nodes),
    nodeGroups: groups.map((group) => nodeGroupView(group, nodes && outdatedOf(group, spec.version, nodes).length)),
    ...(endpoint === undefined ? {} : { endpoint }),
    conditions,
    ...(activeOperation === undefined ? {} : { activeOperation }),
    createdAt,
    updatedAt,
    rev,
  };
};
