import type { Operation } from "#contract/operations.ts";
import { beginReplacement } from "#core/control-plane/replace-member.ts";
import { Conflict, NotFound, WrongState } from "#core/errors.ts";
import { service } from "#core/events/new-events.ts";
import type { ClusterRecord } from "#core/records.ts";
import { noLimits, type RepairPorts } from "./begin-repair.ts";
import type { MemberRepair } from "./decide-member.ts";
import { recent } from "./halts.ts";

/**
 * Begins the replacement of a member of the control plane as a caller's is begun, in the service's own name and with the reason, and counts
 * it on the cluster in the same transaction.
 * @param cluster as it was looked at: what has been changed by an operation since is looked at anew first
 * @returns undefined when the cluster is busy, or not what it was: the next look decides again
 */
export const beginMemberRepair = async (
  { tenantId, clusterId, generation }: ClusterRecord,
  { nodeId, reason, force }: MemberRepair,
  ports: RepairPorts,
): Promise<Operation | undefined> => {
  const call = {
    ...{ caller: { tenantId, subject: service, role: "operator" as const }, params: { clusterId } },
    ...{ body: undefined, query: undefined, idempotencyKey: undefined, ifMatch: undefined },
  };
  try {
    return await beginReplacement(
      call,
      { ...ports, ...noLimits },
      {
        member: { nodeId, force, reason },
        of: { clusterId, nodeId, reason: reason.code },
        decide(now) {
          if (now.generation !== generation)
            throw new Conflict(`cluster ${clusterId} has changed since it was looked at`);
          const at = ports.clock.now();
          return { membersRepairedAt: [...recent(now.membersRepairedAt ?? [], at), at] };
        },
      },
    );
  } catch (error) {
    if (error instanceof Conflict || error instanceof WrongState || error instanceof NotFound) return undefined;
    throw error;
  }
};
