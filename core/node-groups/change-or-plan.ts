import type { ForceQuery, NodeGroupSpec, RollNodeGroup, UpdateNodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Plan } from "#contract/plans.ts";
import type { Call } from "#core/clusters/command.ts";
import { type PlanPorts, planNodeChange } from "#core/nodes/plan-node-change.ts";
import { createNodeGroup, groupCreation } from "./create-node-group.ts";
import { deleteNodeGroup, groupDeletion } from "./delete-node-group.ts";
import { groupRoll, rollNodeGroup } from "./roll-node-group.ts";
import { groupUpdate, updateNodeGroup } from "./update-node-group.ts";

type Trial = { validateOnly?: "true" | "false" | undefined };

/** With `validateOnly` the plan, else the operation that carries it out. */
export const createNodeGroupOrPlan = (
  call: Call<NodeGroupSpec, { clusterId: string }, Trial>,
  ports: PlanPorts,
): Promise<Operation | Plan> =>
  call.query.validateOnly === "true" ? planNodeChange(call, ports, groupCreation(call)) : createNodeGroup(call, ports);

/** With `validateOnly` the plan, else the operation that carries it out. */
export const updateNodeGroupOrPlan = (
  call: Call<UpdateNodeGroup, { clusterId: string; nodeGroupId: string }, Trial>,
  ports: PlanPorts,
): Promise<Operation | Plan> =>
  call.query.validateOnly === "true" ? planNodeChange(call, ports, groupUpdate(call)) : updateNodeGroup(call, ports);

/** With `validateOnly` the plan, else the operation that carries it out. */
export const deleteNodeGroupOrPlan = (
  call: Call<undefined, { clusterId: string; nodeGroupId: string }, ForceQuery & Trial>,
  ports: PlanPorts,
): Promise<Operation | Plan> =>
  call.query.validateOnly === "true"
    ? planNodeChange(call, ports, groupDeletion(call, ports))
    : deleteNodeGroup(call, ports);

/** With `validateOnly` the plan, else the operation that carries it out. */
export const rollNodeGroupOrPlan = (
  call: Call<RollNodeGroup, { clusterId: string; nodeGroupId: string }, Trial>,
  ports: PlanPorts,
): Promise<Operation | Plan> =>
  call.query.validateOnly === "true" ? planNodeChange(call, ports, groupRoll(call, ports)) : rollNodeGroup(call, ports);
