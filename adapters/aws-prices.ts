import { type _InstanceType, type EC2Client, paginateDescribeSpotPriceHistory } from "@aws-sdk/client-ec2";
import { type Filter, type PricingClient, paginateGetProducts } from "@aws-sdk/client-pricing";
import * as z from "zod";
import type { ListPrice } from "#core/catalog/list-prices.ts";
import type { SpotChange } from "#core/catalog/spot-prices.ts";
import type { PriceSource, Unread } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";

const atOnce = 4;

/** Of what GetProducts answers only what is needed. Source: AWS Billing User Guide, "Finding services and products using the AWS Price List Query API". */
const Product = z.object({
  product: z.object({ sku: z.string(), attributes: z.record(z.string(), z.string()) }),
  terms: z.object({
    OnDemand: z
      .record(
        z.string(),
        z.object({
          effectiveDate: z.string(),
          priceDimensions: z.record(
            z.string(),
            z.object({
              unit: z.string(),
              beginRange: z.string().optional(),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      )
      .optional(),
  }),
});
type Product = z.infer<typeof Product>;

interface Question {
  service: string;
  filters: Record<string, string>;
  /** Which of the products it is: in regions but the oldest a usage type begins with a code of the region. */
  usageType: RegExp;
  unit: string;
  per: ListPrice["per"];
}

const usageType = (name: string): RegExp => new RegExp(`^([A-Z0-9]+-)?${name.replaceAll(".", "\\.")}$`);

const questionOf = (key: string): Question | undefined => {
  const [, type] = /^machine\/([^/]+)\/on-demand$/.exec(key) ?? [];
  if (type !== undefined)
    return {
      service: "AmazonEC2",
      filters: {
        ...{ instanceType: type, operatingSystem: "Linux", tenancy: "Shared", preInstalledSw: "NA" },
        ...{ capacitystatus: "Used", operation: "RunInstances" },
      },
      ...{ usageType: usageType(`BoxUsage:${type}`), unit: "Hrs", per: "hour" },
    };
  return {
    "volume/gp3": {
      ...{ service: "AmazonEC2", filters: { productFamily: "Storage", volumeApiName: "gp3" } },
      ...{ usageType: usageType("EBS:VolumeUsage.gp3"), unit: "GB-Mo", per: "gib-month" as const },
    },
    "snapshot/s3-standard": {
      ...{ service: "AmazonS3", filters: { productFamily: "Storage", volumeType: "Standard" } },
      ...{ usageType: usageType("TimedStorage-ByteHrs"), unit: "GB-Mo", per: "gib-month" as const },
    },
    "nat-gateway": {
      ...{ service: "AmazonEC2", filters: { productFamily: "NAT Gateway", group: "NGW:NatGateway" } },
      ...{ usageType: usageType("NatGateway-Hours"), unit: "Hrs", per: "hour" as const },
    },
    "load-balancer/network": {
      ...{ service: "AWSELB", filters: { productFamily: "Load Balancer-Network" } },
      ...{ usageType: usageType("LoadBalancerUsage"), unit: "Hrs", per: "hour" as const },
    },
    "address/public-ipv4": {
      ...{ service: "AmazonVPC", filters: { group: "VPCPublicIPv4Address" } },
      ...{ usageType: usageType("PublicIPv4:InUseAddress"), unit: "Hrs", per: "hour" as const },
    },
  }[key];
};

class NotListed extends Error {}

/** @throws NotListed; Error that says what is wrong with the answer */
const priceOf = (
  key: string,
  products: readonly Product[],
  { region, question, today }: { region: string; question: Question; today: string },
): ListPrice => {
  const meant = products.filter(({ product }) => question.usageType.test(product.attributes["usagetype"] ?? ""));
  if (meant.length === 0) throw new NotListed(`no product of usage type ${question.usageType.source}`);
  const terms = meant.flatMap(({ terms: { OnDemand = {} } }) => Object.values(OnDemand));
  const effective = terms
    .map(({ effectiveDate, priceDimensions }) => ({ from: effectiveDate.slice(0, 10), priceDimensions }))
    .filter(({ from }) => from <= today)
    .sort((a, b) => (a.from < b.from ? 1 : -1));
  const dimensions = effective
    .filter(({ from }) => from === effective[0]?.from)
    .flatMap(({ from, priceDimensions }) => Object.values(priceDimensions).map((one) => ({ from, ...one })))
    .filter(({ unit, beginRange = "0" }) => unit === question.unit && beginRange === "0");
  const [first] = dimensions;
  const nanos = dimensions.map(({ pricePerUnit }) => Math.round(Number(pricePerUnit["USD"]) * 1e9));
  if (!first) throw new Error(`no price a ${question.unit} of usage type ${question.usageType.source}`);
  if (new Set(nanos).size > 1) throw new Error(`several prices: ${nanos.map((one) => one / 1e9).join(", ")} USD`);
  const [only = Number.NaN] = nanos;
  if (!(Number.isSafeInteger(only) && only > 0)) throw new Error(`not a price: ${JSON.stringify(first.pricePerUnit)}`);
  const source = `AWS Price List API, ${question.service}, on demand, read on ${today}`;
  return { region, key, nanos: only, per: question.per, from: first.from, source };
};

/** The Price List API and EC2's history of spot prices. */
export const awsPrices = (
  { pricing, ec2 }: { pricing: PricingClient; ec2: EC2Client },
  clock: Pick<Clock, "now">,
): PriceSource => {
  const readOne = async (region: string, key: string): Promise<ListPrice> => {
    const question = questionOf(key);
    if (!question) throw new Error("AWS lists no such thing");
    const filters = Object.entries({ regionCode: region, ...question.filters });
    const products: Product[] = [];
    for await (const page of paginateGetProducts(
      { client: pricing },
      {
        ServiceCode: question.service,
        FormatVersion: "aws_v1",
        Filters: filters.map(([Field, Value]): Filter => ({ Type: "TERM_MATCH", Field, Value })),
      },
    ))
      products.push(...(page.PriceList ?? []).map((text: unknown) => Product.parse(JSON.parse(String(text)))));
    return priceOf(key, products, { region, question, today: clock.now().slice(0, 10) });
  };

  return {
    async listed(region, keys) {
      const prices: ListPrice[] = [];
      const unread: Unread[] = [];
      for (let i = 0; i < keys.length; i += atOnce)
        await together(
          keys.slice(i, i + atOnce).map(async (key) => {
            try {
              prices.push(await readOne(region, key));
            } catch (error) {
              unread.push({ key, why: String(error), absent: error instanceof NotListed });
            }
          }),
        );
      return { prices, unread: unread.sort((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key)) };
    },

    async spotHistory(machineTypes, since) {
      const changes: SpotChange[] = [];
      const pages = paginateDescribeSpotPriceHistory(
        { client: ec2 },
        {
          InstanceTypes: machineTypes as _InstanceType[],
          ProductDescriptions: ["Linux/UNIX"],
          StartTime: new Date(since),
          MaxResults: 1000,
        },
      );
      for await (const { SpotPriceHistory = [] } of pages)
        for (const one of SpotPriceHistory)
          changes.push({
            machineType: given(one.InstanceType, "a spot price's machine type"),
            zone: given(one.AvailabilityZone, "a spot price's zone"),
            at: given(one.Timestamp, "a spot price's time").toISOString(),
            nanos: Math.round(Number(given(one.SpotPrice, "a spot price")) * 1e9),
          });
      return changes;
    },
  };
};
