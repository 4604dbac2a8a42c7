import { describe, expect, test } from "@jest/globals";
import { costReport } from "./cost-report.ts";

const heads = [
  ...["line_item_line_item_type", "line_item_usage_start_date", "line_item_usage_end_date", "line_item_usage_type"],
  ...["line_item_operation", "line_item_resource_id", "line_item_usage_amount", "line_item_currency_code"],
  ...["line_item_unblended_cost", "pricing_public_on_demand_cost", "resource_tags"],
];
interface Line {
  type?: string;
  usage?: string;
  operation?: string;
  id?: string;
  amount?: string;
  cost?: string;
  listed?: string;
  tags?: string;
  start?: string;
  end?: string;
  currency?: string;
}
const line = (given: Line): string[] => {
  const { type = "Usage", usage = "BoxUsage:t3.large", operation = "RunInstances", id = "i-1", amount = "1" } = given;
  const { cost = "0.0832", listed = "", tags = "", currency = "USD" } = given;
  const { start = "2026-01-01T00:00:00.000Z", end = "2026-01-01T01:00:00.000Z" } = given;
  return [type, start, end, usage, operation, id, amount, currency, cost, listed, tags];
};
const sumsOf = (lines: Line[], range = {}) => {
  const report = costReport(range);
  report.heads(heads);
  for (const one of lines) report.add(line(one));
  return report.sums();
};

describe("lines become seconds and micro-dollars", () => {
  test.each([
    ["a machine", { amount: "0.5" }, ["i-1", "machine", 1800, 83_200]],
    ["one elsewhere", { usage: "EUW1-BoxUsage:t3.large" }, ["i-1", "machine", 3600, 83_200]],
    ["a spot machine", { usage: "SpotUsage:t3.large", listed: "0.5" }, ["i-1", "machine", 3600, 83_200]],
    [
      "a volume: GiB-seconds of a month of 31 days",
      { usage: "EBS:VolumeUsage.gp3", operation: "CreateVolume-Gp3", id: "vol-1", amount: "0.0268817204" },
      ["vol-1", "volume", 72_000, 83_200],
    ],
    [
      "a NAT gateway, by its ARN",
      { usage: "NatGateway-Hours", operation: "NatGateway", id: "arn:aws:ec2:us-east-1:1:natgateway/nat-1" },
      ["nat-1", "nat-gateway", 3600, 83_200],
    ],
    [
      "a network load balancer, whose ARN is its id",
      {
        usage: "LoadBalancerUsage",
        operation: "LoadBalancing:Network",
        id: "arn:aws:elasticloadbalancing:x:1:loadbalancer/net/kw-1/2",
      },
      ["arn:aws:elasticloadbalancing:x:1:loadbalancer/net/kw-1/2", "load-balancer", 3600, 83_200],
    ],
    [
      "an address",
      { usage: "PublicIPv4:InUseAddress", id: "arn:aws:ec2:us-east-1:1:elastic-ip/eipalloc-1" },
      ["eipalloc-1", "address", 3600, 83_200],
    ],
    ["another balancer is not metered", { usage: "LoadBalancerUsage" }, ["i-1", undefined, 0, 83_200]],
    ["data is not metered", { usage: "DataTransfer-Out-Bytes" }, ["i-1", undefined, 0, 83_200]],
    [
      "the list's price, not a Savings Plan's",
      { type: "SavingsPlanCoveredUsage", cost: "0.01", listed: "0.0832" },
      ["i-1", "machine", 3600, 83_200],
    ],
  ])("%s", (_, given, expected) => {
    const [sum] = sumsOf([given, { id: "i-9" }]).lines;
    expect([sum?.resourceId, sum?.kind, sum?.unitSeconds, sum?.micros]).toEqual(expected);
  });

  test("sums are by thing and usage type, over the whole time", () => {
    const later = { start: "2026-01-01T01:00:00.000Z", end: "2026-01-01T02:00:00.000Z" };
    const { lines, since, until, skippedLines } = sumsOf([{}, later, { ...later, usage: "x" }, { type: "Tax" }]);
    expect(lines.map(({ usageType, unitSeconds }) => [usageType, unitSeconds])).toEqual([
      ["BoxUsage:t3.large", 7200],
      ["x", 0],
    ]);
    expect([since, until, skippedLines]).toEqual(["2026-01-01T00:00:00.000Z", "2026-01-01T02:00:00.000Z", 1]);
    expect(sumsOf([{}, later], { since: later.start }).lines[0]?.unitSeconds).toBe(3600);
  });

  test("time is that of what is metered: the month of a bucket makes no report of a day longer", () => {
    const month = { start: "2026-01-01T00:00:00.000Z", end: "2026-02-01T00:00:00.000Z" };
    const day = { start: "2026-01-05T00:00:00.000Z", end: "2026-01-05T01:00:00.000Z" };
    const { since, until, lines } = sumsOf([{ ...month, usage: "TimedStorage-ByteHrs", id: "bucket" }, day]);
    expect([since, until]).toEqual([day.start, day.end]);
    expect(lines).toHaveLength(2);
  });

  test.each([
    ["the map of CUR 2.0", JSON.stringify({ user_kubewright_cluster: "cls_1", user_x: "y" }), "cls_1"],
    ["without the tag", JSON.stringify({ user_x: "y" }), undefined],
    ["without tags", "", undefined],
  ])("the cluster's tag: %s", (_, tags, expected) => {
    expect(sumsOf([{ tags }]).lines[0]?.clusterId).toBe(expected);
  });

  test("the report before CUR 2.0 is read, too", () => {
    const report = costReport();
    report.heads([
      ...["lineItem/LineItemType", "lineItem/UsageStartDate", "lineItem/UsageEndDate", "lineItem/UsageType"],
      ...["lineItem/Operation", "lineItem/ResourceId", "lineItem/UsageAmount", "lineItem/CurrencyCode"],
      ...["lineItem/UnblendedCost", "pricing/publicOnDemandCost", "resourceTags/user:kubewright:cluster"],
    ]);
    report.add(line({ tags: "cls_1", cost: "0.01", listed: "0.0832" }));
    expect(report.sums().lines).toMatchObject([{ clusterId: "cls_1", micros: 83_200 }]);
  });
});

describe("what is no report", () => {
  test("lacks columns, which are named", () => {
    const report = costReport();
    expect(() => report.heads(heads.slice(2))).toThrow("line_item_line_item_type, line_item_usage_start_date");
  });

  test("lines are counted in each file by itself", () => {
    const report = costReport();
    report.heads(heads);
    report.add(line({}));
    report.heads(heads);
    expect(() => report.add(line({ amount: "much" }))).toThrow("line 2: line_item_usage_amount");
  });

  test.each([
    [{ amount: "much" }, 'line 2: line_item_usage_amount is "much"'],
    [{ amount: "" }, 'line 2: line_item_usage_amount is ""'],
    [{ start: "yesterday" }, 'line 2: line_item_usage_start_date is "yesterday"'],
    [{ currency: "CNY" }, 'line 2: line_item_currency_code is "CNY"'],
    [{ type: "Tax" }, "no line of usage"],
    [{ usage: "DataTransfer-Out-Bytes" }, "no line of usage that is metered"],
  ])("%j is named", (given, message) => {
    expect(() => sumsOf([given])).toThrow(message);
  });
});
