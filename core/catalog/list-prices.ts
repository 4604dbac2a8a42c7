/** A price as AWS lists it, in nano-dollars (1e-9 USD), without tax. It holds from its day on, and for earlier usage where it is the first. */
export interface ListPrice {
  region: string;
  key: string;
  nanos: number;
  /** Of an hour, or of a GiB and calendar month. */
  per: "hour" | "gib-month";
  /** First day, in UTC; of a spot price the moment. */
  from: string;
  source: string;
}

const usd = (dollars: number): number => Math.round(dollars * 1e9);

/**
 * On demand, Linux, shared tenancy, us-east-1, USD an hour. Source: AWS Price List API, read on 2026-01-19 (as published with
 * aws/karpenter-provider-aws, pkg/providers/pricing/zz_generated.pricing_aws.go, "generated at 2026-01-19T13:23:24Z").
 */
const machines = {
  "t3.medium": 0.0416,
  "t3.large": 0.0832,
  "t3.xlarge": 0.1664,
  "t3.2xlarge": 0.3328,
  "t4g.medium": 0.0336,
  "t4g.large": 0.0672,
  "t4g.xlarge": 0.1344,
  "t4g.2xlarge": 0.2688,
  "m6i.large": 0.096,
  "m6i.xlarge": 0.192,
  "m6i.2xlarge": 0.384,
  "m6i.4xlarge": 0.768,
  "m6i.8xlarge": 1.536,
  "m7i.large": 0.1008,
  "m7i.xlarge": 0.2016,
  "m7i.2xlarge": 0.4032,
  "m7i.4xlarge": 0.8064,
  "m7i.8xlarge": 1.6128,
  "m7g.large": 0.0816,
  "m7g.xlarge": 0.1632,
  "m7g.2xlarge": 0.3264,
  "m7g.4xlarge": 0.6528,
  "m7g.8xlarge": 1.3056,
  "c6i.large": 0.085,
  "c6i.xlarge": 0.17,
  "c6i.2xlarge": 0.34,
  "c6i.4xlarge": 0.68,
  "c6i.8xlarge": 1.36,
  "c7i.large": 0.08925,
  "c7i.xlarge": 0.1785,
  "c7i.2xlarge": 0.357,
  "c7i.4xlarge": 0.714,
  "c7i.8xlarge": 1.428,
  "c7g.large": 0.0725,
  "c7g.xlarge": 0.145,
  "c7g.2xlarge": 0.29,
  "c7g.4xlarge": 0.58,
  "c7g.8xlarge": 1.16,
  "r6i.large": 0.126,
  "r6i.xlarge": 0.252,
  "r6i.2xlarge": 0.504,
  "r6i.4xlarge": 1.008,
  "r7i.large": 0.1323,
  "r7i.xlarge": 0.2646,
  "r7i.2xlarge": 0.5292,
  "r7i.4xlarge": 1.0584,
  "g4dn.xlarge": 0.526,
  "g4dn.2xlarge": 0.752,
  "g4dn.4xlarge": 1.204,
  "g4dn.8xlarge": 2.176,
  "g4dn.12xlarge": 3.912,
  "g5.xlarge": 1.006,
  "g5.2xlarge": 1.212,
  "g5.4xlarge": 1.624,
  "g5.8xlarge": 2.448,
  "g5.12xlarge": 5.672,
} as const;

const others: Omit<ListPrice, "region">[] = [
  {
    ...{ key: "volume/gp3", nanos: usd(0.08), per: "gib-month", from: "2026-01-19" },
    source: "Amazon EBS pricing, us-east-1, gp3 storage; baseline IOPS and throughput are free",
  },
  {
    ...{ key: "snapshot/s3-standard", nanos: usd(0.023), per: "gib-month", from: "2016-12-01" },
    source: "Amazon S3 pricing, us-east-1, S3 Standard, first 50 TB a month, from 2016-12-01; requests come on top",
  },
  {
    ...{ key: "address/public-ipv4", nanos: usd(0.005), per: "hour", from: "2024-02-01" },
    source: "Amazon VPC pricing, public IPv4 addresses, in use or idle, all regions, from 2024-02-01",
  },
  {
    ...{ key: "load-balancer/network", nanos: usd(0.0225), per: "hour", from: "2026-01-19" },
    source: "Elastic Load Balancing pricing, us-east-1, network load balancer hour; capacity units come on top",
  },
  {
    ...{ key: "nat-gateway", nanos: usd(0.045), per: "hour", from: "2026-01-19" },
    source: "Amazon VPC pricing, us-east-1, NAT gateway hour; data comes on top",
  },
  {
    ...{ key: "comparison/eks", nanos: usd(0.1), per: "hour", from: "2024-04-01" },
    source: "Amazon EKS pricing, a cluster in standard support; 0.60 in extended support",
  },
  {
    ...{ key: "comparison/gke", nanos: usd(0.1), per: "hour", from: "2020-06-06" },
    source: "Google Kubernetes Engine pricing, management fee of a regional cluster",
  },
];

/**
 * What the book begins with. Spot prices are not here: AWS lists none, they change by zone and hour. What is read later, of any region,
 * is kept beside it (core/catalog/refresh-prices.ts). A key of which nothing is known is unrated, which stops nothing.
 */
export const listPrices: readonly ListPrice[] = [
  ...Object.entries(machines).map(
    ([type, dollars]): Omit<ListPrice, "region"> => ({
      ...{ key: `machine/${type}/on-demand`, nanos: usd(dollars), per: "hour", from: "2026-01-19" },
      source: "AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19",
    }),
  ),
  ...others,
].map((price) => ({ region: "us-east-1", ...price }));
