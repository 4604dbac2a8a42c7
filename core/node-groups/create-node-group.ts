import type { NodeGroupSpec } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { newNodeGroupId } from "#core/clusters/ids.ts";
import { AlreadyExists, QuotaExceeded } from "#core/errors.ts";
import { beginChange, type Change } from "#core/nodes/begin-change.ts";
import { checkGroup } from "./check-group.ts";

/** As many as a cluster may be created with. */
const mostGroups = 20;

type GroupCall = Call<NodeGroupSpec, { clusterId: string }, unknown>;

/** What the call comes to once the cluster is seen. */
export const groupCreation = ({ caller, params, body }: GroupCall): Change => ({
  call: "nodeGroupCreate",
  kind: "node-group.create",
  of: { ...params, ...body },
  decide(cluster, groups) {
    if (groups.some(({ spec }) => spec.name === body.name))
      throw new AlreadyExists(`the cluster has a node group '${body.name}' already`);
    if (groups.length >= mostGroups) throw new QuotaExceeded(`a cluster has at most ${mostGroups} node groups`);
    checkGroup(body, cluster, groups);
    const nodeGroup = {
      tenantId: caller.tenantId,
      clusterId: cluster.clusterId,
      nodeGroupId: newNodeGroupId(),
      spec: body,
      state: "pending" as const,
      template: 1,
      rev: 1,
    };
    return { nodeGroup, force: false };
  },
});

/** @throws NotFound, WrongState, AlreadyExists, InvalidInput, QuotaExceeded, Conflict, IdempotencyKeyReused */
export const createNodeGroup = (call: GroupCall, ports: WritePorts): Promise<Operation> =>
  beginChange(call, ports, groupCreation(call));
