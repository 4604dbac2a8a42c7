import * as z from "zod";
import { MachineType } from "./catalog.ts";
import { LabelKey, LabelValue, Name, NodeGroupId } from "./names.ts";
import { NodeGroupState } from "./states.ts";

export const Taint = z
  .strictObject({
    key: LabelKey,
    value: LabelValue.optional(),
    effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
  })
  .meta({ id: "Taint" });
export type Taint = z.infer<typeof Taint>;

/** What kubelets refuse to give their own node, and what is the service's to say. */
const reserved = /^(([a-z0-9-]+\.)*(kubernetes|k8s)\.io|([a-z0-9-]+\.)*kubewright\.dev)\//;
const granted = /^(kubelet|node)\.kubernetes\.io\//;

const NodeLabels = z
  .record(
    LabelKey.refine(
      (key) => !reserved.test(key) || granted.test(key),
      "a key outside kubernetes.io, k8s.io and kubewright.dev; kubelet.kubernetes.io and node.kubernetes.io are open",
    ),
    LabelValue,
  )
  .meta({ description: "of the group's Kubernetes nodes" });

export const DataDisk = z
  .strictObject({
    sizeGiB: z.int().min(1).max(16384),
    mountPath: z
      .string()
      .max(200)
      .regex(/^(\/[A-Za-z0-9._-]+)+$/, "an absolute path of A-Z, a-z, 0-9, '.', '_' and '-'")
      .refine((path) => !/\/\.\.?(\/|$)/.test(path), "a path without '.' and '..'")
      .refine(
        (path) => !/^\/(bin|boot|dev|etc|lib|lib64|proc|root|run|sbin|sys|tmp|usr)(\/|$)/.test(path),
        "a path that is none of the system's own",
      ),
  })
  .meta({ id: "DataDisk" });
export type DataDisk = z.infer<typeof DataDisk>;

/** What user data has room for, beside what the machine must know (16 KiB on EC2). */
const mostToldBytes = 9 * 1024;

export const Repair = z
  .strictObject({
    enabled: z.boolean().default(true).meta({ description: "whether a lost or unhealthy node is replaced" }),
    keepFailedMachines: z.boolean().default(false).meta({
      description:
        "whether the machine of a node that is replaced because it was not Ready stays, out of service, until the node is removed",
    }),
    notReadySeconds: z.int().min(60).max(3600).default(300).meta({ description: "how long a node may be not Ready" }),
  })
  .meta({ id: "Repair" });

export const Autoscaling = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .meta({ description: "whether the service sets the size by itself, from min to max, by what pods ask for" }),
    scaleDownAfterSeconds: z
      .int()
      .min(60)
      .max(86400)
      .default(600)
      .meta({ description: "how long a node may be little used, with room for its pods elsewhere, before it goes" }),
  })
  .meta({ id: "Autoscaling" });

const most = 100;
const size = z.int().min(0).max(most).meta({ description: "machines wanted" });
const min = z.int().min(0).max(most).meta({ description: "least that the size may be set to" });
const max = z.int().min(0).max(most).meta({ description: "most that the size may be set to" });
const zones = z
  .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "a zone such as us-east-1a"))
  .min(1)
  .max(6)
  .meta({ description: "of the cluster's zones; all of them when absent" });
const diskGiB = z.int().min(20).max(16384).meta({ description: "root disk, GiB" });
const taints = z.array(Taint).max(50);
const dataDisks = z.array(DataDisk).max(10).meta({ description: "further encrypted disks, formatted and mounted" });
const userScript = z
  .string()
  .max(8192)
  .refine((text) => !text.includes("\0"), "text without NUL")
  .meta({
    description:
      "run by bash as root, once, before the machine joins the cluster; its failure fails the boot. No place for secrets: it is shown",
  });
const spot = z.boolean().meta({ description: "spot machines: cheaper, and taken back at two minutes' notice" });
const drainSeconds = z
  .int()
  .min(30)
  .max(3600)
  .meta({ description: "how long pods may take to leave a node that is to go" });

const shape = {
  name: Name.refine((name) => name !== "control-plane", "any name but control-plane"),
  machineType: MachineType.default("t3.large"),
  size: size.default(3),
  min: min.default(0),
  max: max.default(most),
  zones: zones.optional(),
  diskGiB: diskGiB.default(40),
  dataDisks: dataDisks.default([]),
  labels: NodeLabels.default({}),
  taints: taints.default([]),
  userScript: userScript.optional(),
  spot: spot.default(false),
  placement: z.enum(["any", "spread", "partition", "cluster"]).default("any").meta({
    description:
      "spread: no two machines on one rack, 7 a zone at most; partition: over 7 sets of racks a zone; cluster: close together, in one zone",
  }),
  repair: Repair.prefault({}),
  autoscaling: Autoscaling.prefault({}),
  drainSeconds: drainSeconds.default(900),
};

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value ?? "")).length;

interface Fault {
  field: string;
  value: unknown;
  allowed: string;
}

/** Rules between the fields of a node group, for whoever has a whole one. @param clusterZones where the group may be */
export const groupFaults = (group: z.output<z.ZodObject<typeof shape>>, clusterZones?: readonly string[]): Fault[] => {
  const faults: Fault[] = [];
  const expect = (holds: boolean, field: string, value: unknown, allowed: string): void => {
    if (!holds) faults.push({ field, value, allowed });
  };
  expect(group.min <= group.max, "min", group.min, `at most max (${group.max})`);
  const range = `${group.min} (min) to ${group.max} (max)`;
  // A size that no group may have has been told already.
  const inRange = group.size >= group.min && group.size <= group.max;
  expect(inRange || group.size < 0 || group.size > most, "size", group.size, range);
  const paths = group.dataDisks.map(({ mountPath }) => mountPath);
  for (const [i, path] of paths.entries())
    expect(paths.indexOf(path) === i, `dataDisks[${i}].mountPath`, path, "a path of its own");
  for (const [i, zone] of (group.zones ?? []).entries()) {
    expect(group.zones?.indexOf(zone) === i, `zones[${i}]`, zone, "each zone once");
    if (clusterZones)
      expect(
        clusterZones.includes(zone),
        `zones[${i}]`,
        zone,
        `one of the cluster's zones: ${clusterZones.join(", ")}`,
      );
  }
  const keys = group.taints.map(({ key, effect }) => `${key}:${effect}`);
  for (const [i, key] of keys.entries())
    expect(keys.indexOf(key) === i, `taints[${i}]`, key, "each key and effect once");
  const zoneCount = group.zones?.length ?? clusterZones?.length;
  if (group.placement === "cluster")
    expect(group.zones?.length === 1, "zones", group.zones, "exactly one, for the placement cluster");
  if (group.placement === "spread" && zoneCount !== undefined)
    expect(
      group.size <= 7 * zoneCount,
      "size",
      group.size,
      `at most ${7 * zoneCount} (7 a zone), for the placement spread`,
    );
  const told = bytes([group.labels, group.taints, group.dataDisks]) + bytes(group.userScript);
  expect(told <= mostToldBytes, "userScript", `${told} bytes`, `${mostToldBytes} bytes, with labels, taints and disks`);
  return faults;
};

const pathOf = (field: string): (string | number)[] =>
  [...field.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));

/** What a caller may say of a node group; all but the name has a default. */
export const NodeGroupSpec = z
  .strictObject(shape)
  .superRefine((group, context) => {
    for (const { field, value, allowed } of groupFaults(group))
      context.addIssue({ code: "custom", path: pathOf(field), input: value, message: allowed });
  })
  .meta({
    id: "NodeGroupSpec",
    example: { name: "batch", machineType: "m7i.xlarge", size: 3, max: 10, labels: { tier: "batch" } },
  });
export type NodeGroupSpec = z.infer<typeof NodeGroupSpec>;

/** Body of `PATCH /clusters/{clusterId}/node-groups/{nodeGroupId}`: what is absent stays. */
export const UpdateNodeGroup = z
  .strictObject({
    size: size.optional(),
    min: min.optional(),
    max: max.optional(),
    labels: NodeLabels.optional(),
    taints: taints.optional(),
    machineType: MachineType.optional(),
    zones: zones.optional(),
    diskGiB: diskGiB.optional(),
    dataDisks: dataDisks.optional(),
    userScript: userScript.optional(),
    spot: spot.optional(),
    repair: Repair.optional(),
    autoscaling: Autoscaling.optional(),
    drainSeconds: drainSeconds.optional(),
    force: z
      .boolean()
      .default(false)
      .meta({ description: "delete pods that a PodDisruptionBudget keeps on a node that is to go" }),
  })
  .meta({
    id: "UpdateNodeGroup",
    example: { size: 5 },
    description: "Labels and taints change on the group's nodes at once; what makes a machine holds for new machines.",
  });
export type UpdateNodeGroup = z.infer<typeof UpdateNodeGroup>;

/** Body of `POST /clusters/{clusterId}/node-groups/{nodeGroupId}/roll`; `{}` is enough. */
export const RollNodeGroup = z
  .strictObject({
    maxSurge: z.int().min(1).max(10).default(1).meta({
      description:
        "machines that are replaced at the same time: so many more than the group's size there are at most meanwhile",
    }),
    force: z
      .boolean()
      .default(false)
      .meta({ description: "delete pods that a PodDisruptionBudget keeps on a node that is to go" }),
  })
  .meta({
    id: "RollNodeGroup",
    example: { maxSurge: 2 },
    description:
      "Round by round new machines come, and are Ready before as many of the outdated ones are drained and removed.",
  });
export type RollNodeGroup = z.infer<typeof RollNodeGroup>;

export const NodeGroup = z
  .strictObject({
    ...shape,
    id: NodeGroupId,
    state: NodeGroupState,
    template: z.int().meta({ description: "counts the changes to what its machines are made of" }),
    outdated: z.int().optional().meta({
      description:
        "its machines that are of an earlier template, of another version than the cluster or in a zone that is none of the group's: a roll replaces them; absent where clusters are listed or changed",
    }),
    rev: z.int().meta({ description: "changes with every write; also the ETag" }),
  })
  .meta({
    id: "NodeGroup",
    example: {
      id: "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
      name: "default",
      state: "running",
      machineType: "m7i.xlarge",
      size: 3,
      min: 0,
      max: 100,
      diskGiB: 40,
      dataDisks: [],
      labels: {},
      taints: [],
      spot: false,
      placement: "any",
      repair: { enabled: true, keepFailedMachines: false, notReadySeconds: 300 },
      autoscaling: { enabled: false, scaleDownAfterSeconds: 600 },
      drainSeconds: 900,
      template: 1,
      outdated: 0,
      rev: 2,
    },
  });
export type NodeGroup = z.infer<typeof NodeGroup>;

/** Query of calls that drain nodes and have no body. */
export const ForceQuery = z.strictObject({
  force: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "delete pods that a PodDisruptionBudget keeps on a node that is to go" }),
});
export type ForceQuery = z.infer<typeof ForceQuery>;
