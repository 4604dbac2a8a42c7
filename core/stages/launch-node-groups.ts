import { meterCluster } from "#core/billing/meter-cluster.ts";
import { metered } from "#core/billing/metered.ts";
import { freeSlots, spreadOver } from "#core/nodes/spread.ts";
import type { Machine } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { launchedNodes } from "./launched-nodes.ts";
import type { Ports, Stage } from "./stage.ts";
import { ensurePlacement, type Slot, workerOrders, zonesOf } from "./worker-orders.ts";

export interface LaunchedMachine extends StageInput {
  instanceId: string;
}

const slotsOf = (cluster: ClusterRecord, group: NodeGroupRecord): Slot[] => {
  const { name, size } = group.spec;
  const zones = spreadOver(zonesOf(cluster, group), [], size);
  return freeSlots(name, [], size).map((slot, i) => ({ slot, zone: zones[i] ?? "" }));
};

/** All machines of all groups at once, balanced over the zones. */
export const launchGroups = async (input: StageInput, ports: Ports): Promise<Machine[]> => {
  const { state, machines, identities } = ports;
  const { tenantId, clusterId, operationId } = input;
  const [cluster, groups] = await Promise.all([
    state.cluster(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
  ]);
  const { workerProfile } = await identities.ensureWorkers(clusterId);
  const filled = groups.filter(({ spec }) => spec.size > 0);
  await ensurePlacement(clusterId, filled, ports);
  const orders = filled.flatMap((group) =>
    workerOrders(cluster, group, slotsOf(cluster, group), { ports, operationId, workerProfile }),
  );
  const launched = await metered(input, ports, () => machines.launch(orders));
  await state.putNodes(input, launchedNodes(cluster, launched));
  return launched;
};

/** Answers with every machine whose boot is to be awaited, the control plane's too. */
export const launchNodeGroups: Stage<StageInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  const launched = await launchGroups(input, ports);
  const all = [...(await ports.machines.list(clusterId, "control-plane")), ...launched];
  return { machines: all.map(({ instanceId }) => ({ tenantId, clusterId, operationId, instanceId })) };
};

// Placement groups go with the control plane's own.
export const undoLaunchNodeGroups: Stage = async (input, ports) => {
  await meterCluster(input, ports);
  await ports.machines.terminate(input.clusterId, "worker");
};
