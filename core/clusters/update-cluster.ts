import type { Cluster, UpdateCluster } from "#contract/clusters.ts";
import { Labels } from "#contract/names.ts";
import { allows } from "#contract/states.ts";
import { Conflict, InvalidInput, NotFound, PreconditionFailed, WrongState } from "#core/errors.ts";
import type { Clock } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { changedMaintenance } from "#core/upgrade/change-maintenance.ts";
import { clusterView } from "./cluster-view.ts";
import type { Call, ReadPorts } from "./command.ts";

export interface UpdatePorts extends ReadPorts {
  clock: Clock;
}

/** Stages write to the cluster too while an operation holds it; what they change is none of what is changed here. */
const mostAttempts = 8;

/** @throws NotFound, WrongState, PreconditionFailed */
const mayBeUpdated = ({ clusterId, state, rev, activeOperation }: ClusterRecord, ifMatch: number | undefined): void => {
  if (state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  if (ifMatch !== undefined && ifMatch !== rev)
    throw new PreconditionFailed(`cluster ${clusterId} is at revision ${rev}, not ${ifMatch}`);
  if (!allows(state, "update"))
    throw new WrongState(`cluster ${clusterId} cannot be changed while it is ${state}`, activeOperation);
};

/** What is given takes the place of what was; a label that is null goes. @throws InvalidInput */
const mergedLabels = (before: Record<string, string>, given: Record<string, string | null>): Record<string, string> => {
  const merged: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...before, ...given })) if (value !== null) merged[key] = value;
  const { error } = Labels.safeParse(merged);
  if (!error) return merged;
  const allowed = error.issues[0]?.message ?? "";
  throw new InvalidInput(`labels: ${allowed}`, [{ field: "labels", value: given, allowed }]);
};

/** The same schedule again is none that begins now. */
const changedSchedule = (
  { hibernation: before }: ClusterRecord["spec"],
  given: UpdateCluster["hibernation"],
  at: string,
): ClusterRecord["spec"]["hibernation"] => {
  if (given === null) return undefined;
  if (given === undefined) return before;
  const isSame = (["sleep", "wake", "timeZone"] as const).every((key) => before?.[key] === given[key]);
  return before && isSame ? before : { ...given, since: at };
};

const changed = (
  cluster: ClusterRecord,
  groups: readonly NodeGroupRecord[],
  { labels, deletionProtection, hibernation, maintenance }: UpdateCluster,
  at: string,
) => ({
  labels: labels ? mergedLabels(cluster.spec.labels, labels) : cluster.spec.labels,
  deletionProtection: deletionProtection ?? cluster.spec.deletionProtection,
  hibernation: changedSchedule(cluster.spec, hibernation, at),
  maintenance: changedMaintenance(cluster, groups, maintenance, at),
});

/**
 * Changes what takes no work in the cloud, at once. What is as asked already is not written again.
 * @throws NotFound, WrongState, PreconditionFailed, InvalidInput, Conflict
 */
export const updateCluster = async (
  { caller: { tenantId, subject }, params: { clusterId }, body, ifMatch }: Call<UpdateCluster, { clusterId: string }>,
  { state, clock }: UpdatePorts,
): Promise<Cluster> => {
  for (let attempt = 1; ; attempt++) {
    const [cluster, groups] = await Promise.all([
      state.cluster(tenantId, clusterId),
      state.nodeGroups(tenantId, clusterId),
    ]);
    mayBeUpdated(cluster, ifMatch);
    const at = clock.now();
    const change = changed(cluster, groups, body, at);
    const { labels, deletionProtection, hibernation, maintenance } = cluster.spec;
    if (JSON.stringify(change) === JSON.stringify({ labels, deletionProtection, hibernation, maintenance }))
      return clusterView(cluster, groups, at);
    try {
      return clusterView(await state.changeCluster(cluster, { ...change, by: subject, at }), groups, at);
    } catch (error) {
      const again = error instanceof Conflict && ifMatch === undefined && attempt < mostAttempts;
      if (error instanceof Conflict && ifMatch !== undefined)
        throw new PreconditionFailed(`cluster ${clusterId} is no longer at revision ${ifMatch}`, { cause: error });
      if (!again) throw error;
    }
  }
};
