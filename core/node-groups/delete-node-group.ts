import type { ForceQuery } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { beginChange, changed, groupOf } from "#core/nodes/begin-change.ts";
import { isKept } from "#core/nodes/is-kept.ts";

/** @throws NotFound, WrongState, PreconditionFailed, Conflict, IdempotencyKeyReused */
export const deleteNodeGroup = (
  call: Call<undefined, { clusterId: string; nodeGroupId: string }, ForceQuery>,
  ports: WritePorts,
): Promise<Operation> => {
  const { params, query, ifMatch } = call;
  return beginChange(call, ports, {
    call: "nodeGroupDelete",
    kind: "node-group.delete",
    of: { ...params, ...query },
    async decide({ tenantId, clusterId }, groups) {
      const { items } = await ports.state.nodes(tenantId, clusterId);
      const unkept = items.filter((node) => isKept(node) && node.nodeGroupId === params.nodeGroupId).length;
      const group = groupOf(groups, params.nodeGroupId, "nodeGroupDelete", ifMatch);
      return { nodeGroup: changed(group, "deleting"), before: group, force: query.force === "true", unkept };
    },
  });
};
