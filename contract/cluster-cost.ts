import * as z from "zod";
import { Budget, Currency, Micros, Unrated } from "./billing.ts";
import { ClusterId, Timestamp } from "./names.ts";

/** What could be spared. */
export const IdleHint = z
  .strictObject({
    kind: z.enum(["empty-group", "loose-volume", "idle-cluster"]),
    message: z.string(),
    since: Timestamp.meta({ description: "since when it has been so at every look, one an hour; a day ago or more" }),
    nodeGroup: z.string().optional().meta({ description: "its name" }),
    resourceId: z.string().optional(),
    savesPerHourMicros: Micros,
    savesPerMonthMicros: Micros.meta({ description: "of 730 hours" }),
  })
  .meta({ id: "IdleHint" });
export type IdleHint = z.infer<typeof IdleHint>;

/** What a cluster cost, costs and will cost. */
export const ClusterCost = z
  .strictObject({
    clusterId: ClusterId,
    currency: Currency,
    at: Timestamp,
    yesterdayMicros: Micros,
    todayMicros: Micros,
    perHourMicros: Micros.meta({ description: "of what is there now" }),
    monthMicros: Micros.meta({ description: "this month until now" }),
    forecastMicros: Micros.meta({ description: "this month, if what is there now stays" }),
    parts: z.array(
      z.strictObject({
        part: z.string(),
        nodeGroup: z.string().optional(),
        perHourMicros: Micros,
        monthMicros: Micros,
      }),
    ),
    unrated: Unrated,
    inexactUsages: z.int().meta({ description: "usages whose end the cloud has not told, only shown" }),
    budget: Budget.extend({ usedPercent: z.number(), forecastPercent: z.number() }).optional(),
    hints: z.array(IdleHint),
    ledger: z.strictObject({ at: Timestamp, residualSeconds: z.number() }).optional().meta({
      description:
        "by how many seconds the ledger was off what the cloud showed, at the last look; of snapshots those in which as much is stored as it was off",
    }),
    bill: z
      .strictObject({ at: Timestamp, since: Timestamp, until: Timestamp, unitSeconds: z.int(), micros: z.int() })
      .optional()
      .meta({ description: "by how much the ledger differed from AWS's bill when that was last compared" }),
  })
  .meta({
    id: "ClusterCost",
    example: {
      clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
      currency: "USD",
      at: "2026-01-02T12:00:00.000Z",
      yesterdayMicros: 14_400_000,
      todayMicros: 7_200_000,
      perHourMicros: 600_000,
      monthMicros: 21_600_000,
      forecastMicros: 439_200_000,
      parts: [{ part: "control-plane", perHourMicros: 249_600, monthMicros: 8_985_600 }],
      unrated: [],
      inexactUsages: 0,
      budget: { monthlyMicros: 500_000_000, usedPercent: 4.3, forecastPercent: 87.8 },
      hints: [
        {
          ...{ kind: "empty-group", nodeGroup: "default", since: "2026-01-01T00:00:00.000Z" },
          message: "node group default runs no pods but those that run on every node: make it smaller, or delete it",
          ...{ savesPerHourMicros: 187_904, savesPerMonthMicros: 137_169_920 },
        },
      ],
      ledger: { at: "2026-01-02T12:00:00.000Z", residualSeconds: 0 },
    },
  });
export type ClusterCost = z.infer<typeof ClusterCost>;
