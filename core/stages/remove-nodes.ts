import { meterCluster } from "#core/billing/meter-cluster.ts";
import { changeFacts, connectTo, instanceOf, nodeRecords, type PlannedInput, removeNodeObject } from "./node-change.ts";
import type { Ports, Stage } from "./stage.ts";

/** Nodes that leave Kubernetes while their machines stay: marked first, so that whoever counts the group's machines counts it no more. */
const keepMachines = async (input: PlannedInput, ports: Ports): Promise<void> => {
  const ids = input.plan.keep.map(({ nodeId }) => nodeId);
  if (ids.length === 0) return;
  const { change, cluster } = await changeFacts(input, ports);
  await ports.machines.keep(input.clusterId, ids);
  const api = await connectTo(cluster, ports);
  const leaving = (await api.nodes()).filter((node) => ids.includes(instanceOf(node)));
  await Promise.all(leaving.map(({ name }) => removeNodeObject(api, name)));
  const records = (await nodeRecords(input, ports)).filter(({ nodeId }) => ids.includes(nodeId));
  const why = change.reason?.message ?? "it was replaced";
  const reason = `Kept out of service until it is removed: ${why}`;
  await ports.state.putNodes(
    input,
    records.map(({ name: _, ...record }) => ({ ...record, state: "kept" as const, reason })),
  );
};

/** The nodes leave Kubernetes, and their machines end. From here there is no way back, so there is no undo. */
export const removeNodes: Stage<PlannedInput> = async (input, ports) => {
  const { state, machines } = ports;
  const { plan, clusterId } = input;
  const { operation, cluster, group } = await changeFacts(input, ports);
  await keepMachines(input, ports);
  const ids = plan.remove.map(({ nodeId }) => nodeId);
  if (ids.length > 0) {
    const records = (await nodeRecords(input, ports)).filter(({ nodeId }) => ids.includes(nodeId));
    await state.putNodes(
      input,
      records.map((record) => ({ ...record, state: "terminating" as const })),
    );
    const api = await connectTo(cluster, ports);
    // By instance, not by name: a machine that has come since may have the name of one that had ended.
    const leaving = (await api.nodes()).filter((node) => ids.includes(instanceOf(node)));
    await Promise.all(leaving.map(({ name }) => removeNodeObject(api, name)));
    await meterCluster(input, ports);
    await machines.terminateOnly(clusterId, ids);
    await state.forgetNodes(input, ids);
  }
  if (operation.kind === "node-group.delete") await machines.removeSpreadGroups(clusterId, [group.nodeGroupId]);
};
