import * as z from "zod";
import { ChangePrice } from "./billing.ts";
import { BlastRadius } from "./blast-radius.ts";
import { Version } from "./catalog.ts";
import { Timestamp } from "./names.ts";
import { PlannedRehearsal } from "./rehearsals.ts";

/** What is looked at before an upgrade. */
export const readinessChecks = [
  "version-skew",
  "nodes-ready",
  "capacity",
  "disruption-budgets",
  "webhooks",
  "removed-apis",
  "kubernetes-api",
] as const;
export type ReadinessCheck = (typeof readinessChecks)[number];

/** Findings that a caller may know better about; `rehearsal`: whatever the rehearsal has found. */
export const forcible = ["disruption-budgets", "webhooks", "removed-apis", "rehearsal"] as const;

export const Finding = z
  .strictObject({
    check: z.enum(readinessChecks),
    severity: z.enum(["blocking", "warning"]),
    message: z.string(),
    /** Blocking, but not for a caller who names its check. */
    forcible: z.boolean(),
  })
  .meta({
    id: "ReadinessFinding",
    example: {
      check: "disruption-budgets",
      severity: "blocking",
      message: "PodDisruptionBudget default/web lets no pod go: it wants 2 of 2",
      forcible: true,
    },
  });
export type Finding = z.infer<typeof Finding>;

const force = z
  .array(z.enum(forcible))
  .default([])
  .meta({ description: "checks whose blocking findings the caller has seen, and does not count" });

/** Body of `POST /clusters/{clusterId}/upgrade`. */
export const UpgradeCluster = z
  .strictObject({
    version: Version.meta({
      description: "minor (1.37) or full version, newer than the cluster's; by one minor at most, unless `chain`",
    }),
    chain: z.boolean().default(false).meta({
      description: "go by the newest version on offer of each minor in between, one after the other, each a checkpoint",
    }),
    force,
  })
  .meta({ id: "UpgradeCluster", example: { version: "1.37", chain: false, force: [] } });
export type UpgradeCluster = z.infer<typeof UpgradeCluster>;

/** Body of `POST /clusters/{clusterId}/rollback`. */
export const RollBackCluster = z
  .strictObject({
    force,
  })
  .meta({ id: "RollBackCluster", example: { force: [] } });
export type RollBackCluster = z.infer<typeof RollBackCluster>;

/** How long an upgrade that is over can be rolled back. */
export const rollbackDays = 7;

/** Why an upgrade cannot be rolled back. */
export const noRollbackReasons = [
  "NoUpgrade",
  "TooLate",
  "VersionWithdrawn",
  "EtcdMoved",
  "NotRunning",
  "HalfUpgraded",
] as const;

/** Whether the cluster's last upgrade can be rolled back by a call now; known ahead, from records. */
export const Rollback = z
  .strictObject({
    possible: z.boolean().meta({
      description: "by the records of the cluster and of its nodes; lists look at the cluster's record alone",
    }),
    version: z.string().optional().meta({ description: "that it would go back to" }),
    until: Timestamp.optional().meta({ description: `${rollbackDays} days after the upgrade was over` }),
    reason: z.enum(noRollbackReasons).optional().meta({ description: "why not, where it is not possible" }),
    message: z.string().optional(),
  })
  .meta({ id: "Rollback", example: { possible: true, version: "v1.36.3", until: "2026-01-08T00:05:00.000Z" } });
export type Rollback = z.infer<typeof Rollback>;

export const UpgradePlanStep = z
  .strictObject({
    kind: z.enum(["prepare", "member", "add-ons", "finalise", "node"]),
    nodeId: z.string().optional().meta({ description: "the machine that is replaced, or finalised" }),
    nodeGroupId: z.string().optional(),
    text: z.string(),
  })
  .meta({ id: "UpgradePlanStep" });

/** One of the upgrades that an upgrade over several minors is made of. */
export const UpgradePlanHop = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    machines: z.int().meta({ description: "that are replaced" }),
    seconds: z.int().meta({ description: "that it is expected to take, with its rehearsal, for assumed times" }),
    rehearsal: PlannedRehearsal.optional(),
    proof: BlastRadius,
  })
  .meta({ id: "UpgradePlanHop" });

/** What an upgrade would do. */
export const UpgradePlan = z
  .strictObject({
    kind: z.enum(["cluster.upgrade", "cluster.rollback"]),
    clusterName: z.string(),
    from: z.string(),
    to: z.string(),
    ready: z.boolean().meta({ description: "no finding is in the way" }),
    findings: z.array(Finding),
    rehearsal: PlannedRehearsal.optional().meta({
      description:
        "of the first hop, before its first step, with a snapshot; absent where an unfinished upgrade is gone on with",
    }),
    hops: z.array(UpgradePlanHop).meta({ description: "more than one where it goes over several minors" }),
    steps: z.array(UpgradePlanStep).meta({ description: "of all hops; machines that are not there yet have no id" }),
    machines: z.int().meta({ description: "that are replaced, of all hops" }),
    changePrice: ChangePrice.meta({
      description: "of all hops; machines of rehearsals come on top: see the hops' rehearsals",
    }),
    proof: BlastRadius.meta({ description: "of all hops" }),
  })
  .meta({
    id: "UpgradePlan",
    example: {
      kind: "cluster.upgrade",
      clusterName: "web",
      from: "v1.36.3",
      to: "v1.37.2",
      ready: true,
      findings: [],
      rehearsal: {
        machineType: "t3.medium",
        version: "v1.37.2",
        rootDiskGiB: 21,
        perHourMicros: 43_901,
        mostSeconds: 2700,
        mostMicros: 32_926,
        unrated: [],
      },
      hops: [
        {
          ...{ from: "v1.36.3", to: "v1.37.2", machines: 1, seconds: 530 },
          proof: { holds: true, situations: 412, promises: ["etcd keeps its quorum"], broken: [] },
        },
      ],
      steps: [{ kind: "member", nodeId: "i-0123456789abcdef0", text: "replace member i-0123456789abcdef0" }],
      machines: 1,
      changePrice: ChangePrice.meta()?.["example"] as ChangePrice,
      proof: { holds: true, situations: 412, promises: ["etcd keeps its quorum"], broken: [] },
    },
  });
export type UpgradePlan = z.infer<typeof UpgradePlan>;
