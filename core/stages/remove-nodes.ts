import { meterCluster } from "#core/billing/meter-cluster.ts";
import { changeFacts, connectTo, instanceOf, nodeRecords, type PlannedInput, removeNodeObject } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/** The nodes leave Kubernetes, and their machines end. From here there is no way back, so there is no undo. */
export const removeNodes: Stage<PlannedInput> = async (input, ports) => {
  const { state, machines } = ports;
  const { plan, clusterId } = input;
  const { operation, cluster, group } = await changeFacts(input, ports);
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
