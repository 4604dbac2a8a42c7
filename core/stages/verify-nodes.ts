import { NotYet } from "#core/errors.ts";
import { makerOf } from "./maker.ts";
import { changeFacts, connectTo, instanceOf, nodeRecords, type PlannedInput } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/** The machines that this operation has launched are Ready nodes. */
export const verifyNodes: Stage<PlannedInput> = async (input, ports) => {
  if (input.plan.launch.length === 0) return;
  const { cluster } = await changeFacts(input, ports);
  const [launched, records] = await Promise.all([
    ports.machines.list(input.clusterId, "worker"),
    nodeRecords(input, ports),
  ]);
  const mine = launched.filter(({ operationId }) => operationId === makerOf(input));
  const api = await connectTo(cluster, ports);
  const ready = new Set((await api.nodes()).filter((node) => node.ready).map(instanceOf));
  const missing = mine.filter(({ instanceId }) => !ready.has(instanceId));
  if (missing.length > 0 || mine.length < input.plan.launch.length)
    throw new NotYet(`${mine.length - missing.length} of ${input.plan.launch.length} new nodes are Ready`);
  const ids = new Set(mine.map(({ instanceId }) => instanceId));
  await ports.state.putNodes(
    input,
    records.filter(({ nodeId }) => ids.has(nodeId)).map((record) => ({ ...record, state: "ready" as const })),
  );
};
