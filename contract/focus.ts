import * as z from "zod";
import { Currency, largePage, RangeQuery } from "./billing.ts";
import { ClusterId, Timestamp } from "./names.ts";

const text = z.string().nullable();

/** A row in the FinOps Open Cost and Usage Specification 1.0 (focus.finops.org), one a resource and day. */
export const FocusRow = z
  .strictObject({
    BilledCost: z.number(),
    BillingAccountId: z.string(),
    BillingAccountName: text,
    BillingCurrency: Currency,
    BillingPeriodEnd: Timestamp,
    BillingPeriodStart: Timestamp,
    ChargeCategory: z.literal("Usage"),
    ChargeClass: text,
    ChargeDescription: text,
    ChargeFrequency: z.literal("Usage-Based"),
    ChargePeriodEnd: Timestamp,
    ChargePeriodStart: Timestamp,
    ConsumedQuantity: z.number(),
    ConsumedUnit: z.string(),
    ContractedCost: z.number(),
    ContractedUnitPrice: z.number().nullable(),
    EffectiveCost: z.number(),
    InvoiceIssuerName: z.string(),
    ListCost: z.number(),
    ListUnitPrice: z.number().nullable(),
    PricingCategory: z.enum(["Standard", "Dynamic"]),
    PricingQuantity: z.number(),
    PricingUnit: z.string(),
    ProviderName: z.string(),
    PublisherName: z.string(),
    RegionId: z.string(),
    RegionName: text,
    ResourceId: z.string().meta({
      description:
        "as the cloud has it; of all of a cluster's snapshots together `snapshots`, and `removed-snapshots`, of which each day's are a row for the week that S3 keeps them",
    }),
    ResourceName: text,
    ResourceType: z.string(),
    ServiceCategory: z.enum(["Compute", "Storage", "Networking"]),
    ServiceName: z.string(),
    SkuId: z.string(),
    SkuPriceId: z.string(),
    SubAccountId: z.string().meta({ description: "the cluster's id" }),
    SubAccountName: text,
    Tags: z.record(z.string(), z.string()),
  })
  .meta({ id: "FocusRow" });
export type FocusRow = z.infer<typeof FocusRow>;

export const FocusReport = z
  .strictObject({ items: z.array(FocusRow), nextPageToken: z.string().optional() })
  .meta({ id: "FocusReport", example: { items: [] } });
export const FocusQuery = RangeQuery.extend({
  clusterId: ClusterId.optional(),
  ...largePage,
});
export type FocusQuery = z.infer<typeof FocusQuery>;
