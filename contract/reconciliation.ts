import * as z from "zod";
import { Currency, UsageKind } from "./billing.ts";
import { ClusterId, Timestamp } from "./names.ts";

/** Of one thing, such as the lines of a cost and usage report add up to. */
export const BilledUsage = z
  .strictObject({
    resourceId: z.string().min(1).max(1024).meta({
      description: "as EC2 has it, such as i-1 or nat-1; of a load balancer its ARN",
      example: "i-0123456789abcdef0",
    }),
    usageType: z.string().min(1).max(256).meta({ example: "BoxUsage:t3.large" }),
    kind: UsageKind.exclude(["snapshot"]).optional().meta({
      description:
        "absent: the service does not meter it; snapshots lie in one bucket for all, which a bill names as a whole",
    }),
    clusterId: ClusterId.optional().meta({ description: "of the tag kubewright:cluster, where the bill has it" }),
    unitSeconds: z.int().min(0).meta({ description: "billed seconds, times how many; of volumes GiB-seconds" }),
    micros: z.int().meta({ description: "millionths of a US dollar, at list prices" }),
  })
  .meta({ id: "BilledUsage" });
export type BilledUsage = z.infer<typeof BilledUsage>;

/** So many go through the gateway in one call. */
export const mostBilledUsages = 20_000;

/** Body of `POST /billing/reconciliations`. */
export const Reconcile = z
  .strictObject({
    since: Timestamp.meta({ description: "from the hour of this moment on" }),
    until: Timestamp.meta({ description: "up to the end of this moment's hour, 31 days later at most" }),
    lines: z.array(BilledUsage).max(mostBilledUsages),
  })
  .meta({
    id: "Reconcile",
    example: {
      since: "2026-01-01T00:00:00.000Z",
      until: "2026-01-02T00:00:00.000Z",
      lines: [
        {
          ...{ resourceId: "i-0123456789abcdef0", usageType: "BoxUsage:t3.large", kind: "machine" },
          ...{ unitSeconds: 86_400, micros: 1_996_800 },
        },
      ],
    },
  });
export type Reconcile = z.infer<typeof Reconcile>;

const Amount = z.strictObject({
  unitSeconds: z.int(),
  micros: z.int().optional().meta({ description: "absent where no price is known" }),
});

const Residual = z.strictObject({
  unitSeconds: z.int().meta({ description: "sum of all differences, each without its sign" }),
  micros: z.int().meta({ description: "the same, without what rounding to micro-dollars an hour explains" }),
});

/** What the ledger and AWS's bill say of the same time. */
export const Reconciliation = z
  .strictObject({
    currency: Currency,
    since: Timestamp,
    until: Timestamp,
    at: Timestamp,
    residual: Residual,
    clusters: z.array(Residual.extend({ clusterId: ClusterId })),
    compared: z.int().meta({ description: "things of the ledger or of the bill" }),
    differences: z
      .array(
        z.strictObject({
          clusterId: ClusterId,
          resourceId: z.string().meta({ description: "'addresses' stands for all of the cluster" }),
          kind: UsageKind,
          ledger: Amount,
          bill: Amount,
          difference: Amount.meta({ description: "the bill's less the ledger's" }),
        }),
      )
      .meta({ description: "1000 at most, the largest first" }),
    unassigned: Amount.extend({ lines: z.int() }).meta({
      description: "public addresses of the bill that name no cluster: the bill has them by network interface",
    }),
    notMetered: z
      .array(z.strictObject({ usageType: z.string(), micros: z.int() }))
      .meta({ description: "what the bill has besides of the same things: data, capacity units" }),
    foreignLines: z.int().meta({ description: "lines of things that are no cluster's" }),
  })
  .meta({
    id: "Reconciliation",
    example: {
      currency: "USD",
      since: "2026-01-01T00:00:00.000Z",
      until: "2026-01-02T00:00:00.000Z",
      at: "2026-01-03T00:00:00.000Z",
      residual: { unitSeconds: 60, micros: 1387 },
      clusters: [{ clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y", unitSeconds: 60, micros: 1387 }],
      compared: 9,
      differences: [
        {
          ...{ clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y", resourceId: "i-0123456789abcdef0", kind: "machine" },
          ledger: { unitSeconds: 86_400, micros: 1_996_800 },
          bill: { unitSeconds: 86_460, micros: 1_998_187 },
          difference: { unitSeconds: 60, micros: 1387 },
        },
      ],
      unassigned: { unitSeconds: 0, micros: 0, lines: 0 },
      notMetered: [{ usageType: "DataTransfer-Out-Bytes", micros: 90_000 }],
      foreignLines: 12,
    },
  });
export type Reconciliation = z.infer<typeof Reconciliation>;
