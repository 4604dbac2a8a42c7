import * as z from "zod";
import { MachineType, Version } from "./catalog.ts";
import { Cidr, overlaps, parseCidr, privateCidr } from "./cidr.ts";
import { Condition } from "./conditions.ts";
import { HibernationSchedule, HibernationView } from "./hibernation.ts";
import { KeyRotationProgress } from "./key-phases.ts";
import { ClusterKeysView } from "./key-rotations.ts";
import { Maintenance, UpdateMaintenance } from "./maintenance.ts";
import {
  BackupId,
  ClusterId,
  LabelKey,
  LabelSelector,
  Labels,
  LabelValue,
  Name,
  OperationId,
  Timestamp,
} from "./names.ts";
import { NodeGroup, NodeGroupSpec } from "./node-groups.ts";
import { UpgradeProgress } from "./operations.ts";
import { PageQuery } from "./pages.ts";
import { ClusterState } from "./states.ts";
import { Rollback } from "./upgrades.ts";

export const NetworkSpec = z
  .strictObject({
    cidr: privateCidr(16, 22).default("10.0.0.0/16").meta({ description: "the VPC's range" }),
    podCidr: privateCidr(8, 20).default("10.244.0.0/16").meta({ description: "a /24 of it for each node" }),
    serviceCidr: privateCidr(12, 24).default("10.96.0.0/16"),
    apiAccessCidrs: z
      .array(Cidr)
      .min(1)
      .max(40)
      .default(["0.0.0.0/0"])
      .meta({ description: "who may reach the Kubernetes API" }),
  })
  .superRefine((network, context) => {
    const fields = ["cidr", "podCidr", "serviceCidr"] as const;
    for (const [i, a] of fields.entries())
      for (const b of fields.slice(i + 1)) {
        const [x, y] = [parseCidr(network[a]), parseCidr(network[b])];
        if (x && y && overlaps(x, y))
          context.addIssue({
            code: "custom",
            path: [b],
            input: network[b],
            message: `must not overlap network.${a} (${network[a]})`,
          });
      }
  })
  .meta({ id: "NetworkSpec" });

export const ControlPlaneSpec = z
  .strictObject({
    machines: z.union([z.literal(3), z.literal(5)], "3 or 5").default(3),
    machineType: MachineType.default("t3.large"),
    etcdDiskGiB: z.int().min(10).max(1024).default(20),
  })
  .meta({ id: "ControlPlaneSpec" });

export const BackupSchedule = z
  .strictObject({
    everyHours: z.int().min(0).max(24).default(1).meta({ description: "0: none are taken by themselves" }),
    keepHourly: z
      .int()
      .min(1)
      .max(168)
      .default(24)
      .meta({ description: "so many of the last hours keep their newest" }),
    keepDaily: z
      .int()
      .min(0)
      .max(90)
      .default(7)
      .meta({ description: "so many of the last days (UTC) keep their newest" }),
    drillEveryDays: z
      .int()
      .min(0)
      .max(90)
      .default(7)
      .meta({ description: "how often the newest backup is restored on a machine of its own; 0: never by itself" }),
  })
  .meta({ id: "BackupSchedule" });
export type BackupSchedule = z.infer<typeof BackupSchedule>;

/** How much would be lost, and how long it would take, were the cluster restored now; both from drills. */
export const Recovery = z
  .strictObject({
    provenBackupId: BackupId.optional().meta({ description: "the newest backup that a drill has proven" }),
    rpoSeconds: z
      .int()
      .optional()
      .meta({ description: "recovery point: the age of that backup; absent while none is proven" }),
    rtoSeconds: z
      .int()
      .optional()
      .meta({ description: "recovery time: rtoParts together; absent while none is proven" }),
    rtoParts: z
      .strictObject({
        machineSeconds: z
          .number()
          .meta({ description: "measured by the drill: from the order of a machine until it fetches" }),
        restoreSeconds: z
          .number()
          .meta({ description: "measured by the drill: fetch, restore, an API server that answers" }),
        membersSeconds: z
          .number()
          .meta({ description: "assumed: kubeadm on all members at once, as none is in a drill" }),
        switchSeconds: z
          .number()
          .meta({ description: "of the load balancer: it lets go of the old members, and finds the new ones healthy" }),
      })
      .optional(),
    drilledAt: Timestamp.optional().meta({ description: "when the last drill began, whatever came of it" }),
  })
  .meta({ id: "Recovery" });
export type Recovery = z.infer<typeof Recovery>;

/** What a new cluster is born from: a backup of another one, which goes on as it is. */
export const RestoreFrom = z.strictObject({ clusterId: ClusterId, backupId: BackupId }).meta({
  id: "RestoreFrom",
  example: { clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y", backupId: "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y" },
});
export type RestoreFrom = z.infer<typeof RestoreFrom>;

/** Body of `POST /clusters`. A name is enough. */
export const CreateCluster = z
  .strictObject({
    name: Name,
    version: Version.optional().meta({
      description: "minor (1.37) or full version; the newest when absent, or the backup's minor where it is restored",
    }),
    restoreFrom: RestoreFrom.optional().meta({
      description: "begin with what a backup of another cluster holds, instead of with nothing; that cluster goes on",
    }),
    labels: Labels.default({}),
    network: NetworkSpec.prefault({}),
    controlPlane: ControlPlaneSpec.prefault({}),
    nodeGroups: z
      .array(NodeGroupSpec)
      .max(20)
      .prefault([{ name: "default" }]),
    backups: BackupSchedule.prefault({}),
    hibernation: HibernationSchedule.optional(),
    deletionProtection: z.boolean().default(false),
  })
  .superRefine(({ nodeGroups, controlPlane, network }, context) => {
    const names = nodeGroups.map(({ name }) => name);
    for (const [i, name] of names.entries())
      if (names.indexOf(name) !== i)
        context.addIssue({
          code: "custom",
          path: ["nodeGroups", i, "name"],
          input: name,
          message: "must be unique in the cluster",
        });
    const nodes = nodeGroups.reduce<number>((sum, { size }) => sum + size, controlPlane.machines);
    const room = (parseCidr(network.podCidr)?.size ?? 0) / 256;
    if (nodes > room)
      context.addIssue({
        code: "custom",
        path: ["network", "podCidr"],
        input: network.podCidr,
        message: `has room for ${room} nodes (a /24 each), ${nodes} are asked for`,
      });
  })
  .meta({
    id: "CreateCluster",
    example: {
      name: "web",
      version: "1.37",
      labels: { team: "shop" },
      network: { apiAccessCidrs: ["203.0.113.0/24"] },
      controlPlane: { machines: 3, machineType: "m7i.large" },
      nodeGroups: [{ name: "default", machineType: "m7i.xlarge", size: 3 }],
      deletionProtection: true,
    },
  });
export type CreateCluster = z.infer<typeof CreateCluster>;

/** Body of `PATCH /clusters/{clusterId}`: what can change at once, without an operation. */
export const UpdateCluster = z
  .strictObject({
    labels: z
      .record(LabelKey, LabelValue.nullable())
      .optional()
      .meta({ description: "merged into the labels that there are; null takes one away (RFC 7396)" }),
    deletionProtection: z.boolean().optional(),
    hibernation: HibernationSchedule.nullable()
      .optional()
      .meta({ description: "takes the place of the schedule that there is; null: the cluster is left as it is" }),
    maintenance: UpdateMaintenance.nullable()
      .optional()
      .meta({ description: "when the service upgrades it, and to what; null: channel none, no window, no exclusions" }),
  })
  .refine((body) => Object.keys(body).length > 0, "labels, deletionProtection, hibernation or maintenance")
  .meta({
    id: "UpdateCluster",
    minProperties: 1,
    example: { labels: { team: "shop", old: null }, deletionProtection: true },
  });
export type UpdateCluster = z.infer<typeof UpdateCluster>;

/** Query of `GET /clusters`. */
export const ClusterQuery = PageQuery.extend({ state: ClusterState.optional(), label: LabelSelector.optional() });
export type ClusterQuery = z.infer<typeof ClusterQuery>;

const exampleCluster = {
  id: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
  name: "web",
  state: "running",
  version: "v1.37.2",
  labels: { team: "shop" },
  network: {
    cidr: "10.0.0.0/16",
    podCidr: "10.244.0.0/16",
    serviceCidr: "10.96.0.0/16",
    apiAccessCidrs: ["203.0.113.0/24"],
  },
  controlPlane: { machines: 3, machineType: "m7i.large", etcdDiskGiB: 20 },
  nodeGroups: [NodeGroup.meta()?.["example"]],
  endpoint: "https://kw-01kb2m3n4p5q6r7s8t9v0w1x2y.elb.us-east-1.amazonaws.com:6443",
  conditions: [{ type: "Verified", is: "true", reason: "ProbesSucceeded", since: "2026-01-01T00:05:00.000Z" }],
  deletionProtection: true,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:05:00.000Z",
  rev: 12,
};

export const Cluster = z
  .strictObject({
    id: ClusterId,
    name: Name,
    state: ClusterState,
    version: z.string(),
    labels: Labels,
    network: z.strictObject({
      cidr: z.string(),
      podCidr: z.string(),
      serviceCidr: z.string(),
      apiAccessCidrs: z.array(z.string()),
    }),
    controlPlane: z.strictObject({ machines: z.number(), machineType: z.string(), etcdDiskGiB: z.number() }),
    nodeGroups: z.array(NodeGroup),
    endpoint: z.string().optional().meta({ description: "URL of the Kubernetes API, once there is one" }),
    backups: BackupSchedule.optional(),
    hibernation: HibernationView.optional().meta({ description: "when it is hibernated and woken by itself" }),
    hibernatedFrom: BackupId.optional().meta({ description: "the backup that a hibernated cluster wakes from" }),
    restoredFrom: RestoreFrom.optional().meta({ description: "the backup that it was born from" }),
    maintenance: Maintenance.optional().meta({ description: "when it is upgraded by itself, and to what" }),
    rollback: Rollback.optional().meta({ description: "whether its last upgrade can be rolled back" }),
    keys: ClusterKeysView.optional().meta({ description: "only where one cluster is viewed" }),
    conditions: z.array(Condition),
    activeOperation: OperationId.optional(),
    recovery: Recovery.optional().meta({ description: "only where one cluster is viewed" }),
    keyRotation: KeyRotationProgress.optional().meta({
      description: "while a phase goes on; only where one cluster is viewed",
    }),
    upgrade: UpgradeProgress.optional().meta({ description: "while one goes on; only where one cluster is viewed" }),
    deletionProtection: z.boolean(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    rev: z.int().meta({ description: "changes with every write; also the ETag" }),
  })
  .meta({ id: "Cluster", example: exampleCluster });
export type Cluster = z.infer<typeof Cluster>;
