import { changeFacts, connectTo, drainedReason, instanceOf, nodeRecords, type PlannedInput } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/**
 * Nodes that are to be emptied take no new pods. One that somebody has cordoned, by themselves or by a drain, stays that person's; one that
 * an operation which failed has left cordoned is this one's now.
 */
export const cordonNodes: Stage<PlannedInput> = async (input, ports) => {
  const { plan, operationId } = input;
  if (plan.drain.length === 0) return;
  const [{ cluster }, records] = await Promise.all([changeFacts(input, ports), nodeRecords(input, ports)]);
  const ids = new Set(plan.drain.map(({ nodeId }) => nodeId));
  const leaving = records.filter(({ nodeId }) => ids.has(nodeId));
  // The records first: they tell the undo that there is something to undo.
  await ports.state.putNodes(
    input,
    leaving.map((record) => ({ ...record, state: "draining" as const })),
  );
  const drained = new Set(leaving.filter(({ reason }) => reason === drainedReason).map(({ nodeId }) => nodeId));
  const api = await connectTo(cluster, ports);
  const nodes = (await api.nodes()).filter((node) => ids.has(instanceOf(node)));
  const left = nodes.filter((node) => node.cordonedBy !== undefined && !drained.has(instanceOf(node)));
  const open = nodes.filter((node) => !node.unschedulable);
  await Promise.all([...new Set([...open, ...left])].map(({ name }) => api.cordon(name, operationId)));
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
