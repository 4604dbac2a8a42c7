import type { NodeGroupSpec, UpdateNodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { beginChange, type Change, changed, groupOf } from "#core/nodes/begin-change.ts";
import { checkGroup } from "./check-group.ts";

/** What a machine is made of: a change of these makes a new template, by which the next machines are launched. */
const machineFields = ["machineType", "diskGiB", "dataDisks", "userScript", "spot"] as const;

const isNewTemplate = (before: NodeGroupSpec, after: NodeGroupSpec): boolean =>
  machineFields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

type GroupCall = Call<UpdateNodeGroup, { clusterId: string; nodeGroupId: string }, unknown>;

/** What the call comes to once the cluster is seen. */
export const groupUpdate = ({ params, body, ifMatch }: GroupCall): Change => {
  const { force, ...changes } = body;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return {
    call: "nodeGroupUpdate",
    kind: "node-group.update",
    of: { ...params, ...body },
    decide(cluster, groups) {
      const group = groupOf(groups, params.nodeGroupId, "nodeGroupUpdate", ifMatch);
      const spec: NodeGroupSpec = { ...group.spec, ...given };
      checkGroup(
        spec,
        cluster,
        groups.filter((other) => other !== group),
      );
      const template = group.template + (isNewTemplate(group.spec, spec) ? 1 : 0);
      const state = spec.size === group.spec.size ? "updating" : "scaling";
      return { nodeGroup: changed(group, state, { spec, template }), before: group, force };
    },
  };
};

/**
 * Sets what is given. With nothing given it brings the group to its size again, should it have fewer or more machines.
 * @throws NotFound, WrongState, PreconditionFailed, InvalidInput, QuotaExceeded, Conflict, IdempotencyKeyReused
 */
export const updateNodeGroup = (call: GroupCall, ports: WritePorts): Promise<Operation> =>
  beginChange(call, ports, groupUpdate(call));
