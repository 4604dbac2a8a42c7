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
    emulates: z.string().optional().meta({
      description: "the minor that a member of the control plane serves in the middle of an upgrade, such as 1.36",
    }),
    template: z.int().optional().meta({ description: "the template of its node group that it was made by" }),
    state: NodeState,
    reason: z.string().optional(),
    idleSince: Timestamp.optional().meta({ description: "since when a group that is scaled could do without it" }),
    createdAt: Timestamp,
    certificatesExpireAt: Timestamp.optional().meta({
      description: "of a member of the control plane; the service replaces it before, with new ones",
    }),
  })
  .meta({
    id: "Node",
    example: {
      id: "i-0123456789abcdef0",
      name: "ip-10-0-64-4",
      role: "worker",
      nodeGroupId: "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
      nodeGroup: "default",
      zone: "us-east-1a",
      faultDomain: "nn-0123456789abcdef0",
      machineType: "m7i.xlarge",
      address: "10.0.64.4",
      version: "v1.37.2",
      template: 1,
      state: "ready",
      createdAt: "2026-01-01T00:01:00.000Z",
    },
  });
export type Node = z.infer<typeof Node>;

const cpuMillicores = z.int().meta({ description: "thousandths of a core" });
const memoryMiB = z.int();
const NodeSize = z.strictObject({ cpuMillicores, memoryMiB, pods: z.int() }).meta({ id: "NodeSize" });

/** A node with what its kubelet says. */
export const NodeDetails = Node.extend({
  capacity: NodeSize.optional().meta({ description: "all that the machine has" }),
  allocatable: NodeSize.optional().meta({ description: "what pods may ask for" }),
  usage: z
    .strictObject({ cpuMillicores, memoryMiB })
    .optional()
    .meta({ description: "what is used now, by pods and the system" }),
  unknown: z.string().optional().meta({ description: "why some of these are not known" }),
}).meta({
  id: "NodeDetails",
  example: {
    ...(Node.meta()?.["example"] as object),
    capacity: { cpuMillicores: 4000, memoryMiB: 15_836, pods: 110 },
    allocatable: { cpuMillicores: 4000, memoryMiB: 15_736, pods: 110 },
    usage: { cpuMillicores: 310, memoryMiB: 2140 },
  },
});
export type NodeDetails = z.infer<typeof NodeDetails>;

const force = z.boolean().default(false).meta({
  description: "delete pods that a PodDisruptionBudget keeps on the node, and wait for none that does not end",
});

/** Bodies of the calls on one node; `{}` is enough. */
export const DrainNode = z.strictObject({ force }).meta({ id: "DrainNode", example: { force: false } });
export const ReplaceNode = z
  .strictObject({
    force,
    keep: z.boolean().default(false).meta({
      description:
        "let the machine of a worker stay, out of service, for somebody to look at it, until the node is removed; it counts against the quota",
    }),
  })
  .meta({ id: "ReplaceNode", example: { force: false, keep: true } });
export type ReplaceOrder = z.infer<typeof ReplaceNode>;
export const RemoveNode = z.strictObject({ force }).meta({ id: "RemoveNode", example: { force: false } });
export type NodeOrder = z.infer<typeof DrainNode>;
