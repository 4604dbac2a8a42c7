import type { NodeOrder, ReplaceOrder } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import type { Plan } from "#contract/plans.ts";
import type { Call } from "#core/clusters/command.ts";
import { nodeReplacement, replaceNode } from "./change-node.ts";
import { type PlanPorts, planMemberChange, planNodeChange } from "./plan-node-change.ts";

/** With `validateOnly` the plan, else the operation that carries it out. @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const replaceNodeOrPlan = async (
  call: Call<
    NodeOrder & Partial<ReplaceOrder>,
    { clusterId: string; nodeId: string },
    { validateOnly?: "true" | "false" | undefined }
  >,
  ports: PlanPorts,
): Promise<Operation | Plan> => {
  if (call.query.validateOnly !== "true") return replaceNode(call, ports);
  const replacement = await nodeReplacement(call, ports);
  return "worker" in replacement
    ? planNodeChange(call, ports, replacement.worker)
    : planMemberChange(call, ports, replacement.member);
};
