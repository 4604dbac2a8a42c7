import type { NodeOrder, ReplaceOrder } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import type { NodeRecord } from "#core/records.ts";
import { beginChange, changed, groupOf } from "./begin-change.ts";
import { isKept } from "./is-kept.ts";

type NodeCall = Call<NodeOrder, { clusterId: string; nodeId: string }>;

/** A worker and its group. @throws NotFound, WrongState for a member of the control plane */
const workerOf = async (
  { caller, params }: NodeCall,
  { state }: WritePorts,
): Promise<NodeRecord & { nodeGroupId: string }> => {
  const { items } = await state.nodes(caller.tenantId, params.clusterId);
  const node = items.find(({ nodeId }) => nodeId === params.nodeId);
  if (!node) throw new NotFound(`the cluster has no node ${params.nodeId}`);
  const { nodeGroupId } = node;
  if (node.role !== "worker" || nodeGroupId === undefined)
    throw new WrongState(`node ${params.nodeId} is a member of the control plane; only workers are changed one by one`);
  return { ...node, nodeGroupId };
};

const words = ({ params, body }: NodeCall): unknown => ({ ...params, ...body });

/** A change of one node that leaves its group as large as it is. */
const inPlace =
  (name: "nodeDrain" | "nodeReplace", kind: "node.drain" | "node.replace") =>
  (
    call: Call<NodeOrder & Partial<ReplaceOrder>, { clusterId: string; nodeId: string }>,
    ports: WritePorts,
  ): Promise<Operation> =>
    beginChange(call, ports, {
      call: name,
      kind,
      of: words(call),
      async decide(_, groups) {
        const node = await workerOf(call, ports);
        const { nodeId, nodeGroupId } = node;
        if (isKept(node)) throw new WrongState(`node ${nodeId} is kept out of service; it can only be removed`);
        const group = groupOf(groups, nodeGroupId, name);
        const { force, keep = false } = call.body;
        return { nodeGroup: changed(group, "updating"), before: group, nodeId, force, keep };
      },
    });

/** Its pods move to other nodes; it stays, cordoned. @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const drainNode = inPlace("nodeDrain", "node.drain");

/** A new machine takes its place first. @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const replaceNode = inPlace("nodeReplace", "node.replace");

/** Its group is one smaller from then on. @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const removeNode = (call: NodeCall, ports: WritePorts): Promise<Operation> =>
  beginChange(call, ports, {
    call: "nodeRemove",
    kind: "node.remove",
    of: words(call),
    async decide(_, groups) {
      const node = await workerOf(call, ports);
      const { nodeId, nodeGroupId } = node;
      const group = groupOf(groups, nodeGroupId, "nodeRemove");
      const { force } = call.body;
      // It is none of those that the group has.
      if (isKept(node)) return { nodeGroup: changed(group, "updating"), before: group, nodeId, force, unkept: 1 };
      const { name, size, min } = group.spec;
      if (size <= min)
        throw new WrongState(
          `node group ${name} has ${size} nodes and may have no fewer than min (${min}); replace the node, or lower min`,
        );
      const spec = { ...group.spec, size: size - 1 };
      return { nodeGroup: changed(group, "scaling", { spec }), before: group, nodeId, force };
    },
  });
