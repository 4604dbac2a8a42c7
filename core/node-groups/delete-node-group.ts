import type { ForceQuery } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, ReadPorts, WritePorts } from "#core/clusters/command.ts";
import { beginChange, type Change, changed, groupOf } from "#core/nodes/begin-change.ts";
import { isKept } from "#core/nodes/is-kept.ts";

type GroupCall = Call<undefined, { clusterId: string; nodeGroupId: string }, ForceQuery>;

/** What the call comes to once the cluster is seen. */
export const groupDeletion = ({ params, query: { force }, ifMatch }: GroupCall, { state }: ReadPorts): Change => ({
  call: "nodeGroupDelete",
  kind: "node-group.delete",
  of: { ...params, force },
  async decide({ tenantId, clusterId }, groups) {
    const { items } = await state.nodes(tenantId, clusterId);
    const unkept = items.filter((node) => isKept(node) && node.nodeGroupId === params.nodeGroupId).length;
    const group = groupOf(groups, params.nodeGroupId, "nodeGroupDelete", ifMatch);
    return { nodeGroup: changed(group, "deleting"), before: group, force: force === "true", unkept };
  },
});

/** @throws NotFound, WrongState, PreconditionFailed, Conflict, IdempotencyKeyReused */
export const deleteNodeGroup = (call: GroupCall, ports: WritePorts): Promise<Operation> =>
  beginChange(call, ports, groupDeletion(call, ports));
