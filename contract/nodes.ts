import * as z from "zod";
import { NodeGroupId, Timestamp } from "./names.ts";
import { NodeState } from "./states.ts";

export const Node = z
  .strictObject({
    id: z.string().meta({ description: "instance id" }),
    name: z.string().optional().meta({ description: "name of the Kubernetes node, once it has joined" }),
    role: z.enum(["control-plane", "worker"]),
    nodeGroupId: NodeGroupId.optional(),
    nodeGroup: z.string().optional(),
    zone: z.string(),
    faultDomain: z.string().optional().meta({ description: "rack in the zone, where the cloud tells it" }),
    machineType: z.string(),
    address: z.string(),
    version: z.string(),
    state: NodeState,
    reason: z.string().optional(),
    createdAt: Timestamp,
  })
  .meta({ id: "Node" });
export type Node = z.infer<typeof Node>;

const force = z.boolean().default(false).meta({
  description: "delete pods that a PodDisruptionBudget keeps on the node, and wait for none that does not end",
});

/** Bodies of the calls on one node; `{}` is enough. */
export const DrainNode = z.strictObject({ force }).meta({ id: "DrainNode", example: { force: false } });
export const ReplaceNode = z.strictObject({ force }).meta({ id: "ReplaceNode", example: { force: false } });
export const RemoveNode = z.strictObject({ force }).meta({ id: "RemoveNode", example: { force: false } });
export type NodeOrder = z.infer<typeof DrainNode>;
