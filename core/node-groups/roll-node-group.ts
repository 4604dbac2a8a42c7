import type { RollNodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, ReadPorts, WritePorts } from "#core/clusters/command.ts";
import { WrongState } from "#core/errors.ts";
import { beginChange, type Change, changed, groupOf } from "#core/nodes/begin-change.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import { halfText, isHalfUpgraded } from "#core/upgrade/is-half-upgraded.ts";

type GroupCall = Call<RollNodeGroup, { clusterId: string; nodeGroupId: string }, unknown>;

/** What the call comes to once the cluster is seen. */
export const groupRoll = ({ params, body, ifMatch }: GroupCall, { state }: ReadPorts): Change => ({
  call: "nodeGroupRoll",
  kind: "node-group.roll",
  of: { ...params, ...body },
  async decide(cluster, groups) {
    const { tenantId, clusterId, spec } = cluster;
    const group = groupOf(groups, params.nodeGroupId, "nodeGroupRoll", ifMatch);
    const { items } = await state.nodes(tenantId, clusterId);
    // A machine of the cluster's version could not join what is of two.
    if (isHalfUpgraded(cluster, items)) throw new WrongState(halfText(cluster, items));
    const total = outdatedOf(group, spec.version, items).length;
    if (total === 0)
      throw new WrongState(
        `node group ${group.spec.name} has no outdated machines: all are of its template ${group.template}, of ${spec.version} and in its zones`,
      );
    const { force, maxSurge } = body;
    return { nodeGroup: changed(group, "updating"), before: group, force, roll: { maxSurge, total, done: 0 } };
  },
});

/**
 * Replaces, round by round, every machine of the group that is not as the group makes them today: new ones are Ready before old ones are
 * drained. What rounds have done stays when a later one fails, or is cancelled.
 * @throws NotFound, WrongState, also when there is nothing to replace; PreconditionFailed, Conflict, IdempotencyKeyReused
 */
export const rollNodeGroup = (call: GroupCall, ports: WritePorts): Promise<Operation> =>
  beginChange(call, ports, groupRoll(call, ports));
