import type { Operation, OperationKind, RepairReason, ScalingReason } from "#contract/operations.ts";
import {
  allows,
  type ClusterCall,
  clusterCan,
  groupAllows,
  type NodeGroupCall,
  type NodeGroupState,
  nodeGroupCan,
} from "#contract/states.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { NotFound, PreconditionFailed, WrongState } from "#core/errors.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import { machinesWanted } from "#core/quotas/limits.ts";
import type { ClusterRecord, NodeChange, NodeGroupRecord, OperationRecord, Roll } from "#core/records.ts";
import { mayBringMachines } from "#core/upgrade/may-bring-machines.ts";
import { isKept } from "./is-kept.ts";

/** What a call decides once it has seen the cluster: the group as it shall be, and what the operation is about. */
export interface Decision {
  nodeGroup: NodeGroupRecord;
  before?: NodeGroupRecord;
  nodeId?: string;
  force: boolean;
  /** Where nobody has asked for it. */
  reason?: RepairReason | ScalingReason;
  /** The machine that is replaced stays. */
  keep?: boolean;
  /** Kept machines that go with it. */
  unkept?: number;
  /** Those that go first, where the group becomes smaller. */
  leaving?: string[];
  /** Of a group whose outdated machines are replaced. */
  roll?: Roll;
}

export interface Change {
  call: Exclude<ClusterCall, "delete" | "update" | "credentials" | "credentialsRevoke">;
  kind: OperationKind;
  /** All that the caller said; a repeat says the same. */
  of: unknown;
  decide(cluster: ClusterRecord, groups: NodeGroupRecord[]): Decision | Promise<Decision>;
}

/** @throws NotFound, WrongState */
export const mayBeChanged = ({ clusterId, state, activeOperation }: ClusterRecord, call: Change["call"]): void => {
  if (state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  if (activeOperation !== undefined)
    throw new WrongState(
      `cluster ${clusterId} is held by operation ${activeOperation}; wait until it is over`,
      activeOperation,
    );
  if (!allows(state, call))
    throw new WrongState(
      `cluster ${clusterId} is ${state}; this is possible while it is ${clusterCan[call].join(" or ")}`,
    );
};

/** The group of a call, in a state that allows the call. @throws NotFound, WrongState, PreconditionFailed */
export const groupOf = (
  groups: NodeGroupRecord[],
  nodeGroupId: string,
  call: NodeGroupCall,
  ifMatch?: number,
): NodeGroupRecord => {
  const group = groups.find((one) => one.nodeGroupId === nodeGroupId);
  if (!group) throw new NotFound(`the cluster has no node group ${nodeGroupId}`);
  if (ifMatch !== undefined && ifMatch !== group.rev)
    throw new PreconditionFailed(`node group ${nodeGroupId} is at revision ${group.rev}, not ${ifMatch}`);
  if (!groupAllows(group.state, call))
    throw new WrongState(
      `node group ${nodeGroupId} is ${group.state}; this is possible while it is ${nodeGroupCan[call].join(" or ")}`,
    );
  return group;
};

/** The group as an operation begins with it. */
export const changed = (
  group: NodeGroupRecord,
  state: NodeGroupState,
  more: Partial<Pick<NodeGroupRecord, "spec" | "template" | "repairedAt" | "grewTo" | "shrunkAt">> = {},
): NodeGroupRecord => ({ ...group, ...more, state, rev: group.rev + 1 });

/**
 * A node that is replaced counts once: the machine that takes its place is wanted instead of it. One that is kept counts besides.
 * @param kept machines that are there out of service, before and after
 */
const machinesOf = (
  { spec, machines }: ClusterRecord,
  groups: NodeGroupRecord[],
  kind: OperationKind,
  changed: NodeGroupRecord,
  kept: { before: number; after: number },
): NodeChange["machines"] => {
  const count = (some: NodeGroupRecord[]): number =>
    machinesWanted(
      spec.controlPlane,
      some.map((group) => group.spec),
    );
  const others = groups.filter(({ nodeGroupId }) => nodeGroupId !== changed.nodeGroupId);
  return {
    before: machines ?? count(groups) + kept.before,
    after: count(kind === "node-group.delete" ? others : [...others, changed]) + kept.after,
  };
};

/** They only take away. */
const bringNone: readonly OperationKind[] = ["node-group.delete", "node.drain", "node.remove"];

/** The change of a call as it would begin now: what is written, and how many machines it counts. */
export const prepared = async (
  { caller, params: { clusterId } }: ChangeCall,
  { state, machineLimit }: Pick<WritePorts, "state" | "machineLimit">,
  { call, kind, decide }: Change,
  { operationId, now }: { operationId: string; now: string },
) => {
  // The cluster first: what is read after it is as the cluster's revision says, or the write is refused.
  const cluster = await state.cluster(caller.tenantId, clusterId);
  mayBeChanged(cluster, call);
  const [groups, { items: nodes }] = await Promise.all([
    state.nodeGroups(caller.tenantId, clusterId),
    state.nodes(caller.tenantId, clusterId),
  ]);
  if (!bringNone.includes(kind)) mayBringMachines(cluster, nodes);
  const {
    nodeGroup,
    before,
    nodeId,
    force,
    reason,
    leaving = [],
    roll,
    keep,
    unkept = 0,
  } = await decide(cluster, groups);
  const kept = nodes.filter(isKept).length;
  const counted = machinesOf(cluster, groups, kind, nodeGroup, {
    before: kept,
    after: kept - unkept + (keep ? 1 : 0),
  });
  const operation: OperationRecord = {
    tenantId: caller.tenantId,
    operationId,
    clusterId,
    clusterName: cluster.name,
    kind,
    status: "pending",
    generation: cluster.generation + 1,
    clusterStateBefore: cluster.state,
    stages: newStages(kind),
    change: {
      nodeGroupId: nodeGroup.nodeGroupId,
      ...(nodeId === undefined ? {} : { nodeId }),
      force,
      ...(reason ? { reason } : {}),
      ...(leaving.length > 0 ? { leaving } : {}),
      ...(roll ? { roll } : {}),
      ...(keep ? { keep } : {}),
      machines: counted,
      ...(before ? { before } : {}),
    },
    requestedBy: caller.subject,
    createdAt: now,
  };
  const more = counted.after > counted.before;
  return { cluster, groups, nodeGroup, operation, machines: more && { wanted: counted.after, limit: machineLimit } };
};

export type ChangeCall = Call<unknown, { clusterId: string }, unknown>;

/**
 * Begins an operation on nodes: one transaction writes the group, the operation that holds the cluster, and the request, and counts
 * machines that come. Those that go are counted until they are gone.
 * @throws NotFound, WrongState, QuotaExceeded, Conflict, IdempotencyKeyReused, and what the decision throws
 */
export const beginChange = async (call: ChangeCall, ports: WritePorts, change: Change): Promise<Operation> => {
  const now = ports.clock.now();
  const operationId = newOperationId();
  const of = { route: change.call, of: change.of, operationId, now };
  const request = requestOf(call.caller, call.idempotencyKey, of);
  const operation = await once(request, ports, async () => {
    const { cluster, nodeGroup, operation, machines } = await prepared(call, ports, change, { operationId, now });
    await ports.state.beginOperation({
      ...{ cluster, state: "updating", operation, request, nodeGroup },
      ...(machines ? { machines } : {}),
    });
    return operation;
  });
  return operationView(operation);
};
