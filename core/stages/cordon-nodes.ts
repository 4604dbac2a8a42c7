import { changeFacts, connectTo, instanceOf, nodeRecords, type PlannedInput } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/** Nodes that are to be emptied take no new pods. One that somebody else has cordoned stays that person's. */
export const cordonNodes: Stage<PlannedInput> = async (input, ports) => {
  const { plan, operationId } = input;
  if (plan.drain.length === 0) return;
  const [{ cluster }, records] = await Promise.all([changeFacts(input, ports), nodeRecords(input, ports)]);
  const ids = new Set(plan.drain.map(({ nodeId }) => nodeId));
  // The records first: they tell the undo that there is something to undo.
  await ports.state.putNodes(
    input,
    records.filter(({ nodeId }) => ids.has(nodeId)).map((record) => ({ ...record, state: "draining" as const })),
  );
  const api = await connectTo(cluster, ports);
  const open = (await api.nodes()).filter((node) => ids.has(instanceOf(node)) && !node.unschedulable);
  await Promise.all(open.map(({ name }) => api.cordon(name, operationId)));
};

/** Back in service go the nodes that this operation has cordoned. */
export const undoCordonNodes: Stage = async (input, ports) => {
  const draining = (await nodeRecords(input, ports)).filter(({ state }) => state === "draining");
  if (draining.length === 0) return;
  const api = await connectTo(await ports.state.cluster(input.tenantId, input.clusterId), ports);
  const nodes = await api.nodes();
  const mine = nodes.filter(({ cordonedBy }) => cordonedBy === input.operationId);
  await Promise.all(mine.map(({ name }) => api.uncordon(name)));
  const ready = new Set(nodes.filter((node) => node.ready).map(instanceOf));
  await ports.state.putNodes(
    input,
    draining.map((record) => ({ ...record, state: ready.has(record.nodeId) ? "ready" : "not-ready" })),
  );
};
