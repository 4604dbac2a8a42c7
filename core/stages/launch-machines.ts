import { meterCluster } from "#core/billing/meter-cluster.ts";
import { metered } from "#core/billing/metered.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import { together } from "#core/together.ts";
import { admitMachines } from "./admit-machines.ts";
import { findImage } from "./find-image.ts";
import type { LaunchedMachine } from "./launch-node-groups.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { makerOf } from "./maker.ts";
import {
  changeFacts,
  connectTo,
  connectWith,
  instanceOf,
  nodeRecords,
  type PlannedInput,
  removeNodeObject,
} from "./node-change.ts";
import { routeNodes } from "./route-pods.ts";
import type { Stage } from "./stage.ts";
import { ensurePlacement, workerOrders } from "./worker-orders.ts";

/**
 * All that the plan wants at once, after what has to happen before anything comes: who waits for a machine waits for each call here, so
 * what can be done side by side is. Answers with the machines whose boot is to be awaited.
 */
export const launchMachines: Stage<PlannedInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const { tenantId, clusterId, operationId, plan, step } = input;
  const { launch, ended, urgent } = plan;
  if (launch.length === 0 && ended.length === 0 && !urgent) return { machines: [] };
  const [{ cluster, group }, keys, profiles] = await together([
    changeFacts(input, ports),
    ports.secrets.keys(clusterId),
    launch.length > 0 ? ports.identities.ensureWorkers(clusterId) : undefined,
  ]);
  const api = await connectWith(cluster, keys, ports);
  const admit = (): Promise<void> => admitMachines(input, { api, keys }, ports);
  if (!profiles) {
    await admit();
    return { machines: [] };
  }
  const imageId = await findImage(input, cluster, group.spec.machineType, ports);
  const orders = workerOrders(cluster, group, launch, {
    ...{ ports, workerProfile: profiles.workerProfile, imageId, operationId: makerOf(input), version: step?.version },
  });
  const launched = await metered(input, ports, () =>
    ports.machines.launch(orders, together([ensurePlacement(clusterId, [group], ports), admit()])),
  );
  await ports.state.putNodes(input, launchedNodes(cluster, launched, step?.version));
  const carried = { tenantId, clusterId, operationId, ...(step ? { step } : {}) };
  return { machines: launched.map(({ instanceId }) => ({ ...carried, instanceId })) };
};

/** Node objects of the machines, and of machines that nobody knows any more. */
const removeNodeObjects = async (
  api: Kubernetes,
  ids: readonly string[],
  known: ReadonlySet<string>,
): Promise<void> => {
  const gone = (await api.nodes()).filter((node) => ids.includes(instanceOf(node)) || !known.has(instanceOf(node)));
  await Promise.all(gone.map(({ name }) => removeNodeObject(api, name)));
};

/**
 * Whatever this operation has launched goes, with what Kubernetes and the records know of it: by tag, and by record where the machine
 * has ended. The machines first: they cost, and they end also where the cluster's API does not answer.
 */
export const undoLaunchMachines: Stage = async (input, ports) => {
  const { machines, state } = ports;
  const { tenantId, clusterId, operationId } = input;
  const mine = ({ operationId: by }: { operationId?: string }): boolean => by === makerOf(input);
  const [launched, records] = await Promise.all([machines.list(clusterId), nodeRecords(input, ports)]);
  const workers = launched.filter(({ role }) => role === "worker").filter(mine);
  const recorded = records.filter(({ role }) => role === "worker").filter(mine);
  const ids = [...workers.map(({ instanceId }) => instanceId), ...recorded.map(({ nodeId }) => nodeId)];
  await meterCluster(input, ports);
  await machines.terminateOnly(clusterId, ids);

  const { kind, change } = await state.operation(tenantId, operationId);
  if (!change) return;
  const api = await connectTo(await state.cluster(tenantId, clusterId), ports);
  const known = new Set([...launched.map(({ instanceId }) => instanceId), ...records.map(({ nodeId }) => nodeId)]);
  await removeNodeObjects(api, ids, known);
  await routeNodes(input, api, ports);
  if (kind === "node-group.create") await machines.removeSpreadGroups(clusterId, [change.nodeGroupId]);
  // Last: until here they say what there is to take away.
  await state.forgetNodes(
    input,
    recorded.map(({ nodeId }) => nodeId),
  );
};
