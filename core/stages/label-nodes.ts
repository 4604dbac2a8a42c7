import type { NodeGroupSpec } from "#contract/node-groups.ts";
import type { Kubernetes, NodeMarks } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import { changeFacts, connectTo, instanceOf } from "./node-change.ts";
import type { Ports, Stage } from "./stage.ts";

const marksOf = ({ labels, taints }: NodeGroupSpec): NodeMarks => ({ labels, taints });

const differ = (a: NodeGroupSpec, b: NodeGroupSpec): boolean =>
  JSON.stringify(marksOf(a)) !== JSON.stringify(marksOf(b));

/** Names of the group's nodes. */
const namesOf = async (
  { clusterId }: StageInput,
  nodeGroupId: string,
  api: Kubernetes,
  { machines }: Pick<Ports, "machines">,
): Promise<string[]> => {
  const [nodes, launched] = await Promise.all([api.nodes(), machines.list(clusterId, "worker")]);
  const ids = new Set(
    launched.filter((machine) => machine.nodeGroupId === nodeGroupId).map(({ instanceId }) => instanceId),
  );
  return nodes.filter((node) => ids.has(instanceOf(node))).map(({ name }) => name);
};

/** Labels and taints of a group hold for the nodes that it has, too. */
export const labelNodes: Stage = async (input, ports) => {
  const { change, cluster, group } = await changeFacts(input, ports);
  const { before } = change;
  if (!before || !differ(before.spec, group.spec)) return;
  const api = await connectTo(cluster, ports);
  const names = await namesOf(input, group.nodeGroupId, api, ports);
  await Promise.all(names.map((name) => api.markNode(name, marksOf(group.spec), marksOf(before.spec))));
};

export const undoLabelNodes: Stage = async (input, ports) => {
  const { change } = await ports.state.operation(input.tenantId, input.operationId);
  if (!change?.before) return;
  const { cluster, group } = await changeFacts(input, ports);
  const { spec } = change.before;
  if (!differ(spec, group.spec)) return;
  const api = await connectTo(cluster, ports);
  const names = await namesOf(input, group.nodeGroupId, api, ports);
  await Promise.all(names.map((name) => api.markNode(name, marksOf(spec), marksOf(group.spec))));
};
