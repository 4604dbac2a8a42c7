import type { NodeOrder, ReplaceOrder } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import type { Plan } from "#contract/plans.ts";
import type { Call } from "#core/clusters/command.ts";
import { draining, drainNode, nodeReplacement, removal, removeNode, replaceNode } from "./change-node.ts";
import { type PlanPorts, planMemberChange, planNodeChange } from "./plan-node-change.ts";

// With `validateOnly` the plan, else the operation that carries it out. All throw NotFound, WrongState, Conflict, IdempotencyKeyReused.

type CallOn<Body> = Call<Body, { clusterId: string; nodeId: string }, { validateOnly?: "true" | "false" | undefined }>;

const isTrial = ({ query }: CallOn<unknown>): boolean => query.validateOnly === "true";

export const drainNodeOrPlan = (call: CallOn<NodeOrder>, ports: PlanPorts): Promise<Operation | Plan> =>
  isTrial(call) ? planNodeChange(call, ports, draining(call, ports)) : drainNode(call, ports);

export const replaceNodeOrPlan = async (
  call: CallOn<NodeOrder & Partial<ReplaceOrder>>,
  ports: PlanPorts,
): Promise<Operation | Plan> => {
  if (!isTrial(call)) return replaceNode(call, ports);
  const replacement = await nodeReplacement(call, ports);
  return "worker" in replacement
    ? planNodeChange(call, ports, replacement.worker)
    : planMemberChange(call, ports, replacement.member);
};

export const removeNodeOrPlan = (call: CallOn<NodeOrder>, ports: PlanPorts): Promise<Operation | Plan> =>
  isTrial(call) ? planNodeChange(call, ports, removal(call, ports)) : removeNode(call, ports);
