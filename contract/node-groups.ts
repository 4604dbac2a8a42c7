import * as z from "zod";
import { MachineType } from "./catalog.ts";
import { LabelKey, Labels, LabelValue, Name, NodeGroupId } from "./names.ts";
import { NodeGroupState } from "./states.ts";

export const Taint = z
  .strictObject({
    key: LabelKey,
    value: LabelValue.optional(),
    effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
  })
  .meta({ id: "Taint" });
export type Taint = z.infer<typeof Taint>;

/** What a caller may say of a node group; all but the name has a default. */
export const NodeGroupSpec = z
  .strictObject({
    name: Name,
    machineType: MachineType.default("t3.large"),
    size: z.int().min(0).max(100).default(3).meta({ description: "machines wanted" }),
    diskGiB: z.int().min(20).max(16384).default(40).meta({ description: "root disk, GiB" }),
    labels: Labels.default({}),
    taints: z.array(Taint).max(50).default([]),
  })
  .meta({ id: "NodeGroupSpec" });
export type NodeGroupSpec = z.infer<typeof NodeGroupSpec>;

export const NodeGroup = NodeGroupSpec.extend({
  id: NodeGroupId,
  state: NodeGroupState,
}).meta({
  id: "NodeGroup",
  example: {
    id: "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
    name: "default",
    state: "running",
    machineType: "m7i.xlarge",
    size: 3,
    diskGiB: 40,
    labels: {},
    taints: [],
  },
});
export type NodeGroup = z.infer<typeof NodeGroup>;
