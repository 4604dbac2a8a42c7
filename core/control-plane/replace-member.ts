import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { mayBeChanged } from "#core/nodes/begin-change.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { ClusterRecord, MemberChange, NodeRecord, OperationRecord } from "#core/records.ts";
import { mayBringMachines } from "#core/upgrade/may-bring-machines.ts";
import { type MemberSeen, whyNotReplaced } from "./quorum.ts";

export interface Replacement {
  member: MemberChange;
  /** All that the caller said; a repeat says the same. */
  of: unknown;
  /** May refuse, and says when the service has begun repairs by itself. */
  decide?(cluster: ClusterRecord): { membersRepairedAt: string[] };
}

/** As the record has it: the watch writes each minute what has become of a node. */
const seenOf = ({ nodeId, state }: NodeRecord): MemberSeen => ({
  nodeId,
  // Whether its machine has ended is looked up by the workflow, which refuses where this does not.
  health: state === "not-ready" ? "gone" : "well",
});

/** @throws NotFound, WrongState */
const mayBeReplaced = async (cluster: ClusterRecord, nodeId: string, { state }: WritePorts): Promise<void> => {
  const { items } = await state.nodes(cluster.tenantId, cluster.clusterId);
  const members = items.filter(({ role }) => role === "control-plane");
  if (!members.some((member) => member.nodeId === nodeId))
    throw new NotFound(`the control plane has no member ${nodeId}`);
  mayBringMachines(cluster, members);
  const refusal = whyNotReplaced(members.map(seenOf), cluster.spec.controlPlane.machines, nodeId);
  if (refusal) throw new WrongState(refusal.message);
};

type ReplaceCall = Call<unknown, { clusterId: string }, unknown>;

/** The replacement as it would begin now. @throws NotFound, WrongState, and what the decision throws */
export const preparedReplacement = async (
  { caller: { tenantId, subject }, params: { clusterId } }: ReplaceCall,
  ports: WritePorts,
  { member, decide }: Replacement,
  { operationId, now }: { operationId: string; now: string },
): Promise<{ cluster: ClusterRecord; operation: OperationRecord; decision?: { membersRepairedAt: string[] } }> => {
  const cluster = await ports.state.cluster(tenantId, clusterId);
  mayBeChanged(cluster, "nodeReplace");
  const decision = decide?.(cluster);
  await mayBeReplaced(cluster, member.nodeId, ports);
  const operation: OperationRecord = {
    ...{ tenantId, operationId, clusterId, clusterName: cluster.name, kind: "control-plane.replace" },
    status: "pending",
    generation: cluster.generation + 1,
    clusterStateBefore: cluster.state,
    stages: newStages("control-plane.replace"),
    member,
    requestedBy: subject,
    createdAt: now,
  };
  return { cluster, operation, ...(decision ? { decision } : {}) };
};

/**
 * Begins the replacement of a member of the control plane: one transaction writes the operation that holds the cluster, and the request.
 * @throws NotFound, WrongState (also where etcd's quorum would be at risk), Conflict, IdempotencyKeyReused, and what the decision throws
 */
export const beginReplacement = async (
  call: ReplaceCall,
  ports: WritePorts,
  replacement: Replacement,
): Promise<Operation> => {
  const now = ports.clock.now();
  const operationId = newOperationId();
  const of = { route: "nodeReplace", of: replacement.of, operationId, now };
  const request = requestOf(call.caller, call.idempotencyKey, of);
  const operation = await once(request, ports, async () => {
    const { cluster, operation, decision } = await preparedReplacement(call, ports, replacement, { operationId, now });
    await ports.state.beginOperation({ cluster, state: "updating", operation, request, ...decision });
    return operation;
  });
  return operationView(operation);
};
