import * as z from "zod";
import { ClusterId, Timestamp } from "./names.ts";
import { PageQuery } from "./pages.ts";

/** Millionths of a US dollar, whole. */
export const Micros = z.int().meta({ description: "millionths of a US dollar, before tax, at AWS's list prices" });
export const Currency = z.literal("USD");
export const Unrated = z
  .array(z.string())
  .meta({ description: "prices that nobody knows yet: what they stand for is not in the sums" });

export const UsageKind = z.enum(["machine", "volume", "address", "load-balancer", "nat-gateway", "snapshot"]);

/** Months of 730 hours, as AWS's calculators count. */
export const hoursAMonth = 730;

export const Amount = z.strictObject({
  perHourMicros: Micros,
  perMonthMicros: Micros.meta({ description: "of 730 hours" }),
});

export const PriceLine = z
  .strictObject({
    part: z.string().meta({
      description:
        "control-plane, network, backups, drill (machines that restore backups to prove them, or to rehearse an upgrade), or the name of a node group",
    }),
    kind: UsageKind,
    priceKey: z.string(),
    quantity: z.int().meta({ description: "how many; of volumes GiB, of snapshots bytes" }),
    perHourMicros: Micros.optional(),
    perMonthMicros: Micros.optional(),
  })
  .meta({ id: "PriceLine" });
export type PriceLine = z.infer<typeof PriceLine>;

/** What a cluster would cost, and what the same machines would as another service. */
export const Price = z
  .strictObject({
    currency: Currency,
    region: z.string(),
    perHourMicros: Micros,
    perMonthMicros: Micros.meta({ description: "of 730 hours" }),
    lines: z.array(PriceLine),
    unrated: Unrated,
    notIncluded: z.array(z.string()),
    comparison: z.array(
      z.strictObject({
        service: z.enum(["eks", "gke"]),
        perMonthMicros: Micros,
        differenceMicros: Micros.meta({ description: "of this cluster against it; positive: this one costs more" }),
        basis: z.string(),
      }),
    ),
  })
  .meta({
    id: "Price",
    example: {
      currency: "USD",
      region: "us-east-1",
      perHourMicros: 600_000,
      perMonthMicros: 438_000_000,
      lines: [
        {
          ...{ part: "control-plane", kind: "machine", priceKey: "machine/t3.large/on-demand", quantity: 3 },
          ...{ perHourMicros: 249_600, perMonthMicros: 182_208_000 },
        },
      ],
      unrated: [],
      notIncluded: ["data transfer"],
      comparison: [],
    },
  });
export type Price = z.infer<typeof Price>;

/**
 * What a cluster that is there costs before and after a change, and what the change itself does: machines that are there twice, because the
 * new one comes before the old one goes. That is their price an hour for the time that the change is estimated to take. Where nothing
 * was measured a machine of EC2 is assumed to run its programs 120 s after its order and to serve the Kubernetes API 30 s after that; a
 * member takes 60 s more to join and to be switched to, a worker 35 s to join and for its pods to move.
 */
export const ChangePrice = z
  .strictObject({
    currency: Currency,
    region: z.string(),
    before: Amount.meta({ description: "of what the cluster has now, by its records" }),
    after: Amount.meta({ description: "of what it has then" }),
    change: z
      .strictObject({
        seconds: z.int().meta({ description: "that it is estimated to take, by assumed times of EC2's machines" }),
        micros: Micros.meta({
          description: "of machines that are there twice meanwhile, beyond the dearer of before and after",
        }),
      })
      .meta({ description: "what the change itself costs" }),
    unrated: Unrated,
    notIncluded: z.array(z.string()),
  })
  .meta({
    id: "ChangePrice",
    example: {
      currency: "USD",
      region: "us-east-1",
      before: { perHourMicros: 600_000, perMonthMicros: 438_000_000 },
      after: { perHourMicros: 600_000, perMonthMicros: 438_000_000 },
      change: { seconds: 155, micros: 3_745 },
      unrated: [],
      notIncluded: ["data transfer"],
    },
  });
export type ChangePrice = z.infer<typeof ChangePrice>;

/** Of lists of small things: a year's, or a thousand clusters', in one page. */
export const largePage = {
  pageSize: z.coerce.number().int().min(1).max(1000).default(500),
  pageToken: PageQuery.shape.pageToken,
};

const range = {
  since: Timestamp.optional().meta({
    description: "from the hour of this moment on; the first of the month that the range ends in when absent",
  }),
  until: Timestamp.optional().meta({ description: "up to the end of this moment's hour; now when absent" }),
  currency: Currency.default("USD"),
};

export const RangeQuery = z.strictObject(range);
export type RangeQuery = z.infer<typeof RangeQuery>;

/** 400 days at most; by hour 31. */
export const PeriodQuery = z.strictObject({
  ...range,
  by: z.enum(["hour", "day", "month"]).default("day").meta({
    description:
      "snapshots are charged by the day, as S3 adds up storage: with the hour in which there is any on that day, which is the first of all days but the first",
  }),
  kind: UsageKind.optional(),
  part: z.string().min(1).max(64).optional().meta({
    description: "control-plane, network, backups, drill, or a node group by its name or id",
    example: "control-plane",
  }),
});
export type PeriodQuery = z.infer<typeof PeriodQuery>;

const lineFields = {
  period: Timestamp.meta({ description: "beginning of the hour, day or month, in UTC" }),
  part: z.string().meta({ description: "control-plane, network, backups, drill, or the id of a node group" }),
  nodeGroup: z.string().optional().meta({ description: "its name, while it is there" }),
  kind: UsageKind,
  priceKey: z.string(),
};

export const UsageReport = z
  .strictObject({
    clusterId: ClusterId,
    since: Timestamp,
    until: Timestamp,
    items: z.array(
      z.strictObject({
        ...lineFields,
        unitSeconds: z
          .int()
          .meta({ description: "billed seconds, times how many; of volumes GiB-seconds, of snapshots KiB-seconds" }),
      }),
    ),
  })
  .meta({
    id: "UsageReport",
    example: {
      clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
      since: "2026-01-01T00:00:00.000Z",
      until: "2026-01-02T00:00:00.000Z",
      items: [
        {
          ...{ period: "2026-01-01T00:00:00.000Z", part: "control-plane", kind: "machine" },
          ...{ priceKey: "machine/t3.large/on-demand", unitSeconds: 259_200 },
        },
      ],
    },
  });
export type UsageReport = z.infer<typeof UsageReport>;

export const ChargeLine = z.strictObject({ ...lineFields, micros: Micros.optional() }).meta({ id: "ChargeLine" });
export type ChargeLine = z.infer<typeof ChargeLine>;

export const ChargeReport = z
  .strictObject({
    clusterId: ClusterId,
    currency: Currency,
    since: Timestamp,
    until: Timestamp,
    totalMicros: Micros,
    unrated: Unrated,
    items: z.array(ChargeLine),
  })
  .meta({
    id: "ChargeReport",
    example: {
      clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
      currency: "USD",
      since: "2026-01-01T00:00:00.000Z",
      until: "2026-01-02T00:00:00.000Z",
      totalMicros: 5_990_400,
      unrated: [],
      items: [
        {
          ...{ period: "2026-01-01T00:00:00.000Z", part: "control-plane", kind: "machine" },
          ...{ priceKey: "machine/t3.large/on-demand", micros: 5_990_400 },
        },
      ],
    },
  });
export type ChargeReport = z.infer<typeof ChargeReport>;

export const Budget = z
  .strictObject({ monthlyMicros: z.int().min(1).max(1e15).meta({ description: "millionths of a US dollar a month" }) })
  .meta({ id: "Budget", example: { monthlyMicros: 500_000_000 } });
export type Budget = z.infer<typeof Budget>;

/** Body of `PATCH /clusters/{clusterId}/budget`. */
export const SetBudget = z
  .strictObject({
    monthlyMicros: Budget.shape.monthlyMicros.nullable().meta({ description: "null takes the budget away" }),
  })
  .meta({ id: "SetBudget", example: { monthlyMicros: 500_000_000 } });
export type SetBudget = z.infer<typeof SetBudget>;

export const TenantCharges = z
  .strictObject({
    currency: Currency,
    since: Timestamp,
    until: Timestamp,
    totalMicros: Micros,
    unrated: Unrated,
    items: z.array(z.strictObject({ clusterId: ClusterId, micros: Micros, unrated: Unrated })),
  })
  .meta({
    id: "TenantCharges",
    example: {
      currency: "USD",
      since: "2026-01-01T00:00:00.000Z",
      until: "2026-01-02T00:00:00.000Z",
      totalMicros: 14_400_000,
      unrated: [],
      items: [{ clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y", micros: 14_400_000, unrated: [] }],
    },
  });
export type TenantCharges = z.infer<typeof TenantCharges>;
