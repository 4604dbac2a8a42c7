import type { NodeOrder, ReplaceOrder } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { beginReplacement, type Replacement } from "#core/control-plane/replace-member.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import type { NodeRecord } from "#core/records.ts";
import { beginChange, type Change, changed, groupOf } from "./begin-change.ts";
import { isKept } from "./is-kept.ts";

type NodeCall = Call<NodeOrder, { clusterId: string; nodeId: string }, unknown>;
type ReplaceCall = Call<NodeOrder & Partial<ReplaceOrder>, { clusterId: string; nodeId: string }, unknown>;

/** @throws NotFound */
const nodeOf = async ({ caller, params }: NodeCall, { state }: WritePorts): Promise<NodeRecord> => {
  const { items } = await state.nodes(caller.tenantId, params.clusterId);
  const node = items.find(({ nodeId }) => nodeId === params.nodeId);
  if (!node) throw new NotFound(`the cluster has no node ${params.nodeId}`);
  return node;
};

/** A worker and its group. @throws NotFound, WrongState for a member of the control plane */
const workerOf = async (call: NodeCall, ports: WritePorts): Promise<NodeRecord & { nodeGroupId: string }> => {
  const node = await nodeOf(call, ports);
  const { nodeId, nodeGroupId } = node;
  if (node.role !== "worker" || nodeGroupId === undefined)
    throw new WrongState(`node ${nodeId} is a member of the control plane; it can be replaced, not drained or removed`);
  return { ...node, nodeGroupId };
};

const words = ({ params, body }: NodeCall): unknown => ({ ...params, ...body });

/** A change of one node that leaves its group as large as it is. */
const inPlace =
  (name: "nodeDrain" | "nodeReplace", kind: "node.drain" | "node.replace") =>
  (call: ReplaceCall, ports: WritePorts): Change => ({
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

export const draining = inPlace("nodeDrain", "node.drain");
const replacing = inPlace("nodeReplace", "node.replace");

/** Its pods move to other nodes; it stays, cordoned. @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const drainNode = (call: NodeCall, ports: WritePorts): Promise<Operation> =>
  beginChange(call, ports, draining(call, ports));

/** What replacing comes to, of a worker or of a member. @throws NotFound, WrongState */
export const nodeReplacement = async (
  call: ReplaceCall,
  ports: WritePorts,
): Promise<{ worker: Change } | { member: Replacement }> => {
  const { role } = await nodeOf(call, ports);
  if (role === "worker") return { worker: replacing(call, ports) };
  const { nodeId } = call.params;
  if (call.body.keep) throw new WrongState(`node ${nodeId} is a member of the control plane; only workers can be kept`);
  return { member: { member: { nodeId, force: call.body.force }, of: words(call) } };
};

/**
 * A new machine takes its place, and comes first where the old one still works. Of a member of the control plane only while etcd's quorum
 * is not at risk, and its machine goes. @throws NotFound, WrongState, Conflict, IdempotencyKeyReused
 */
export const replaceNode = async (call: ReplaceCall, ports: WritePorts): Promise<Operation> => {
  const replacement = await nodeReplacement(call, ports);
  return "worker" in replacement
    ? beginChange(call, ports, replacement.worker)
    : beginReplacement(call, ports, replacement.member);
};

/** A group of one node less. */
export const removal = (call: NodeCall, ports: WritePorts): Change => ({
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

/** Its group is one smaller from then on. @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const removeNode = (call: NodeCall, ports: WritePorts): Promise<Operation> =>
  beginChange(call, ports, removal(call, ports));
