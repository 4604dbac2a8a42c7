import type { Operation } from "#contract/operations.ts";
import { Conflict, NotFound, QuotaExceeded, WrongState } from "#core/errors.ts";
import { service } from "#core/events/new-events.ts";
import { beginChange, changed, groupOf } from "#core/nodes/begin-change.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { Repair } from "./decide-repair.ts";
import { recent } from "./halts.ts";

export interface RepairPorts {
  state: State;
  workflows: Workflows;
  clock: Clock;
}

/** A repair that keeps nothing brings no more machines than are counted already: no quota stands against it. */
export const noLimits = { clusterLimit: Number.MAX_SAFE_INTEGER, machineLimit: Number.MAX_SAFE_INTEGER };

/**
 * Begins the replacement of a node as a caller's is begun, in the service's own name and with the reason, and counts it on the group
 * in the same transaction.
 * @param cluster as it was looked at: what has been changed by an operation since is looked at anew first
 * @returns undefined when the cluster is busy, or not what it was: the next look decides again
 */
export const beginRepair = async (
  cluster: ClusterRecord,
  repair: Repair,
  ports: RepairPorts & { machineLimit: number },
): Promise<Operation | undefined> => {
  try {
    return await begin(cluster, repair, ports, true);
  } catch (error) {
    // A machine that is kept counts; without it, the node is replaced all the same.
    if (error instanceof QuotaExceeded) return begin(cluster, repair, { ...ports, ...noLimits }, false);
    throw error;
  }
};

const begin = async (
  { tenantId, clusterId, generation }: ClusterRecord,
  { nodeId, nodeGroupId, reason }: Repair,
  ports: RepairPorts & { machineLimit: number },
  mayKeep: boolean,
): Promise<Operation | undefined> => {
  const call = {
    ...{ caller: { tenantId, subject: service, role: "operator" as const }, params: { clusterId } },
    ...{ body: undefined, query: undefined, idempotencyKey: undefined, ifMatch: undefined },
  };
  try {
    return await beginChange(
      call,
      { ...ports, clusterLimit: noLimits.clusterLimit },
      {
        call: "nodeReplace",
        kind: "node.replace",
        of: { clusterId, nodeId, reason: reason.code },
        decide(now, groups) {
          if (now.generation !== generation)
            throw new Conflict(`cluster ${clusterId} has changed since it was looked at`);
          const group = groupOf(groups, nodeGroupId, "nodeReplace");
          const at = ports.clock.now();
          const repairedAt = [...recent(group.repairedAt ?? [], at), at];
          // Pods of a node whose kubelet is silent count for no budget any more; those of one that is taken back still do.
          const force = reason.code !== "SpotNotice";
          // Only a machine that goes on running shows what was wrong with it.
          const keep = mayKeep && group.spec.repair.keepFailedMachines && reason.code === "NotReady";
          return { nodeGroup: changed(group, "updating", { repairedAt }), before: group, nodeId, force, reason, keep };
        },
      },
    );
  } catch (error) {
    if (error instanceof Conflict || error instanceof WrongState || error instanceof NotFound) return undefined;
    throw error;
  }
};
