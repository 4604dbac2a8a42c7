import * as z from "zod";
import { Currency, largePage, Micros, Unrated, UsageKind } from "./billing.ts";
import { ClusterId, Timestamp } from "./names.ts";

const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, "a month such as 2026-01")
  .meta({ example: "2026-01" });

/** A month of a cluster. Once it is closed it never changes; what is found later is in a later one. */
export const Statement = z
  .strictObject({
    clusterId: ClusterId,
    clusterName: z.string(),
    month: Month,
    state: z.enum(["open", "closed"]),
    currency: Currency,
    lines: z.array(
      z.strictObject({ part: z.string(), kind: UsageKind, priceKey: z.string(), micros: Micros.optional() }),
    ),
    corrections: z.array(z.strictObject({ month: Month, micros: Micros })),
    totalMicros: Micros,
    unrated: Unrated,
    at: Timestamp.meta({ description: "as of" }),
  })
  .meta({
    id: "Statement",
    example: {
      clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
      clusterName: "web",
      month: "2026-01",
      state: "closed",
      currency: "USD",
      lines: [{ part: "control-plane", kind: "machine", priceKey: "machine/t3.large/on-demand", micros: 185_702_400 }],
      corrections: [],
      totalMicros: 185_702_400,
      unrated: [],
      at: "2026-02-03T00:00:00.000Z",
    },
  });
export type Statement = z.infer<typeof Statement>;

export const StatementQuery = z.strictObject({
  month: Month.optional(),
  currency: Currency.default("USD"),
  ...largePage,
});
export type StatementQuery = z.infer<typeof StatementQuery>;

export const MonthQuery = z.strictObject({ month: Month.optional(), currency: Currency.default("USD") });
export type MonthQuery = z.infer<typeof MonthQuery>;

/** A month of a tenant: the sum of its clusters' statements. */
export const TenantStatement = z
  .strictObject({
    month: Month,
    state: z
      .enum(["open", "closed"])
      .meta({ description: "closed: the month is over and so are all of its statements" }),
    currency: Currency,
    clusters: z.int().meta({ description: "that have a statement of the month, those that are gone among them" }),
    totalMicros: Micros.meta({ description: "corrections of earlier months included" }),
    correctionsMicros: Micros.meta({ description: "of the total" }),
    unrated: Unrated,
    at: Timestamp.meta({ description: "as of: the oldest of the statements; now when there is none" }),
  })
  .meta({
    id: "TenantStatement",
    example: {
      ...{ month: "2026-01", state: "closed", currency: "USD", clusters: 2, totalMicros: 371_404_800 },
      ...{ correctionsMicros: 0, unrated: [], at: "2026-02-03T00:00:00.000Z" },
    },
  });
export type TenantStatement = z.infer<typeof TenantStatement>;
