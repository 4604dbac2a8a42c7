import * as z from "zod";
import { Amount } from "./billing.ts";
import { ClusterId, Timestamp } from "./names.ts";
import { Operation } from "./operations.ts";
import { PlannedResource, PlanQuery } from "./plans.ts";
import { CronTimes, TimeZone } from "./schedules.ts";

const scheduled = {
  sleep: CronTimes.optional().meta({ description: "when it is hibernated" }),
  wake: CronTimes.optional().meta({ description: "when it is woken" }),
  timeZone: TimeZone.default("UTC"),
};

/** When the service hibernates a cluster, and wakes it, by itself. */
export const HibernationSchedule = z
  .strictObject(scheduled)
  .superRefine(({ sleep, wake }, context) => {
    if (sleep === undefined && wake === undefined)
      context.addIssue({ code: "custom", path: ["sleep"], input: sleep, message: "sleep or wake, or both" });
    if (sleep !== undefined && sleep === wake)
      context.addIssue({ code: "custom", path: ["wake"], input: wake, message: "another time than sleep" });
  })
  .meta({
    id: "HibernationSchedule",
    example: { sleep: "0 20 * * mon-fri", wake: "0 7 * * mon-fri", timeZone: "Europe/Berlin" },
  });
export type HibernationSchedule = z.infer<typeof HibernationSchedule>;

/** The schedule as it is shown: with when it is carried out next. */
export const HibernationView = z
  .strictObject({ ...scheduled, nextSleepAt: Timestamp.optional(), nextWakeAt: Timestamp.optional() })
  .meta({ id: "Hibernation" });

/** What hibernating a cluster, or waking it, would do. */
export const HibernationPlan = z
  .strictObject({
    kind: z.enum(["cluster.hibernate", "cluster.wake"]),
    clusterName: z.string(),
    stages: z.array(z.string()),
    changes: z
      .array(PlannedResource)
      .meta({ description: "what goes when it is hibernated, and is made when it wakes" }),
    stays: z.array(PlannedResource),
    price: z.strictObject({
      currency: z.literal("USD"),
      running: Amount,
      hibernated: Amount,
      unrated: z.array(z.string()).meta({ description: "prices that nobody knows: in neither amount" }),
      notIncluded: z.array(z.string()),
    }),
  })
  .meta({
    id: "HibernationPlan",
    example: {
      kind: "cluster.hibernate",
      clusterName: "web",
      stages: ["PlanHibernation", "SaveSnapshot", "EndMachines", "FinishHibernation"],
      changes: [{ kind: "instance", count: 3, detail: "t3.large" }],
      stays: [{ kind: "load-balancer", count: 1, detail: "network" }],
      price: {
        currency: "USD",
        running: { perHourMicros: 600_000, perMonthMicros: 438_000_000 },
        hibernated: { perHourMicros: 37_500, perMonthMicros: 27_375_000 },
        unrated: [],
        notIncluded: ["snapshots in S3"],
      },
    },
  });
export type HibernationPlan = z.infer<typeof HibernationPlan>;

const call = {
  method: "POST",
  role: "operator",
  params: z.strictObject({ clusterId: ClusterId }),
  query: PlanQuery,
  status: 202,
  answer: Operation,
  plan: HibernationPlan,
  problems: ["NotFound", "WrongState", "Conflict", "PreconditionFailed", "IdempotencyKeyReused"],
  idempotent: true,
  ifMatch: true,
} as const;

/** Calls that send a cluster to sleep and wake it; part of the table in routes.ts, which says what a route is. */
export const hibernationRoutes = {
  clusterHibernate: {
    ...call,
    operationId: "clusterHibernate",
    path: "/clusters/{clusterId}/hibernate",
    summary: "Keep a snapshot of a cluster, and end its machines; its name, keys and endpoint stay",
  },
  clusterWake: {
    ...call,
    operationId: "clusterWake",
    path: "/clusters/{clusterId}/wake",
    summary: "Bring a hibernated cluster back, with all its objects, under the same endpoint",
  },
} as const;
