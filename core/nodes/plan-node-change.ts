import type { Plan } from "#contract/plans.ts";
import { priceOfChange, without } from "#core/billing/price-of-change.ts";
import { groupInSmall, membersInSmall } from "#core/blast-radius/in-small.ts";
import { proveNodeChange } from "#core/blast-radius/prove-node-change.ts";
import { proveReplacement } from "#core/blast-radius/prove-replacement.ts";
import type { WritePorts } from "#core/clusters/command.ts";
import { newOperationId } from "#core/clusters/ids.ts";
import { preparedReplacement, type Replacement } from "#core/control-plane/replace-member.ts";
import { type PlannedChange, planChange } from "#core/plan/plan-change.ts";
import { planReplacement } from "#core/plan/plan-replacement.ts";
import { standing } from "#core/plan/standing.ts";
import type { Prices } from "#core/ports/prices.ts";
import { tooManyMachines } from "#core/quotas/limits.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord, OperationRecord } from "#core/records.ts";
import { assumedTimes, nodeChangeSeconds, replacementSeconds } from "#core/upgrade/estimate.ts";
import { type Change, type ChangeCall, prepared } from "./begin-change.ts";

export type PlanPorts = WritePorts & { prices: Prices };

interface Standing {
  cluster: ClusterRecord;
  /** As they are now. */
  nodeGroups: NodeGroupRecord[];
  nodes: NodeRecord[];
}

/** The plan with what the cluster costs before and after it. @param seconds that a round takes, which leaves both machines there as long */
const priced = async (
  { plan, comes, goes }: PlannedChange,
  {
    seconds,
    rounds = 1,
    names,
    now,
    ...there
  }: Standing & { now: string; seconds: number; rounds?: number; names: NodeGroupRecord[] },
  { prices }: PlanPorts,
): Promise<Plan> => {
  const before = standing(there);
  const after = without([...before, ...comes], goes);
  const twice = comes.length > 0 ? [{ billables: goes, seconds }] : [];
  const rating = { nodeGroups: names, prices, now };
  return { ...plan, changePrice: await priceOfChange({ before, after, twice, seconds: seconds * rounds }, rating) };
};

/** A roll is planned as if it were one round: it replaces as many machines in one as in several. */
const inOneRound = (operation: OperationRecord): { operation: OperationRecord; rounds: number } => {
  const { change } = operation;
  const roll = change?.roll;
  if (!roll) return { operation, rounds: 1 };
  const whole = { ...change, roll: { ...roll, maxSurge: roll.total } };
  return { operation: { ...operation, change: whole }, rounds: Math.ceil(roll.total / roll.maxSurge) };
};

/**
 * What the same call without `validateOnly` would do; nothing is written.
 * @throws NotFound, WrongState, QuotaExceeded, and what the decision throws, as that call would
 */
export const planNodeChange = async (call: ChangeCall, ports: PlanPorts, change: Change): Promise<Plan> => {
  const { state, clock } = ports;
  const now = clock.now();
  const { tenantId } = call.caller;
  const order = { operationId: newOperationId(), now };
  const { cluster, groups, nodeGroup, operation: begun, machines } = await prepared(call, ports, change, order);
  const [{ items: nodes }, used] = await Promise.all([state.nodes(tenantId, cluster.clusterId), state.used(tenantId)]);
  const more = machines ? machines.wanted - (cluster.machines ?? 0) : 0;
  if (more > 0 && used.machines + more > ports.machineLimit) throw tooManyMachines(more, ports);
  const others = groups.filter(({ nodeGroupId }) => nodeGroupId !== nodeGroup.nodeGroupId);
  const nodeGroups = [...others, nodeGroup];
  const { operation, rounds } = inOneRound(begun);
  const planned = await planChange({ cluster, nodeGroups, nodes, operation, now });
  const [comes, goes] = [planned.comes.length > 0, planned.goes.length > 0];
  const seconds = nodeChangeSeconds({ comes, goes });
  const of = { cluster, nodeGroups: groups, nodes, now, seconds, rounds, names: nodeGroups };
  const plan = await priced(planned, of, ports);
  return { ...plan, proof: proveNodeChange(groupInSmall({ cluster, nodeGroup, operation: begun, nodes })) };
};

/** The same of a member of the control plane, where all members work. @throws NotFound, WrongState as the call would */
export const planMemberChange = async (call: ChangeCall, ports: PlanPorts, replacement: Replacement): Promise<Plan> => {
  const now = ports.clock.now();
  const order = { operationId: newOperationId(), now };
  const { cluster, operation } = await preparedReplacement(call, ports, replacement, order);
  const { tenantId, clusterId } = cluster;
  const [nodeGroups, { items: nodes }] = await Promise.all([
    ports.state.nodeGroups(tenantId, clusterId),
    ports.state.nodes(tenantId, clusterId),
  ]);
  const planned = await planReplacement({ cluster, nodeGroups, nodes, operation, now });
  const seconds = replacementSeconds(assumedTimes).member;
  const plan = await priced(planned, { cluster, nodeGroups, nodes, now, seconds, names: nodeGroups }, ports);
  return { ...plan, proof: proveReplacement(membersInSmall({ cluster, operation, nodes })) };
};
