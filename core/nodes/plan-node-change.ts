import type { Plan } from "#contract/plans.ts";
import type { WritePorts } from "#core/clusters/command.ts";
import { newOperationId } from "#core/clusters/ids.ts";
import { planChange } from "#core/plan/plan-change.ts";
import { tooManyMachines } from "#core/quotas/limits.ts";
import { type Change, type ChangeCall, prepared } from "./begin-change.ts";

/**
 * What the same call without `validateOnly` would do; nothing is written.
 * @throws NotFound, WrongState, QuotaExceeded, and what the decision throws, as that call would
 */
export const planNodeChange = async (call: ChangeCall, ports: WritePorts, change: Change): Promise<Plan> => {
  const { state, clock } = ports;
  const now = clock.now();
  const { tenantId } = call.caller;
  const order = { operationId: newOperationId(), now };
  const { cluster, groups, nodeGroup, operation, machines } = await prepared(call, ports, change, order);
  const [{ items: nodes }, used] = await Promise.all([state.nodes(tenantId, cluster.clusterId), state.used(tenantId)]);
  const more = machines ? machines.wanted - (cluster.machines ?? 0) : 0;
  if (more > 0 && used.machines + more > ports.machineLimit) throw tooManyMachines(more, ports);
  const others = groups.filter(({ nodeGroupId }) => nodeGroupId !== nodeGroup.nodeGroupId);
  return planChange({ cluster, nodeGroups: [...others, nodeGroup], nodes, operation, now });
};
