import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";
import { cluster, clusterId } from "#cli/testing/examples.ts";
import { type Seen, type StandIn, standIn } from "#cli/testing/stand-in.ts";
import { routes } from "#contract/routes.ts";

let service: StandIn;
afterEach(() => service.close());

const exampleOf = (name: keyof typeof routes): unknown => routes[name].answer.meta()?.["example"];

const serve = async (): Promise<StandIn> => {
  service = await standIn(({ path }: Seen) => {
    const answers: [string, unknown][] = [
      ["/cost", exampleOf("clusterCost")],
      ["/usage?", exampleOf("clusterUsage")],
      ["/charges?", exampleOf("clusterCharges")],
      ["/billing/statement?", exampleOf("billingStatement")],
      ["/statements", { items: (exampleOf("clusterStatements") as { items: unknown[] }).items }],
      ["/billing/focus", { items: [row] }],
      ["/reconciliations", exampleOf("billingReconcile")],
      ["/estimate", exampleOf("billingEstimate")],
      ["/budget", { monthlyMicros: 99_500_000 }],
    ];
    const [, body] = answers.find(([part]) => path.includes(part)) ?? ["", cluster];
    return { status: 200, body };
  });
  return service;
};

const row = {
  ...{ BilledCost: 1.9968, ContractedCost: 1.9968, EffectiveCost: 1.9968, ListCost: 1.9968, BillingCurrency: "USD" },
  ...{ BillingAccountId: "blue", BillingAccountName: null, SubAccountId: clusterId, SubAccountName: null },
  ...{ BillingPeriodStart: "2026-01-01T00:00:00.000Z", BillingPeriodEnd: "2026-02-01T00:00:00.000Z" },
  ...{ ChargePeriodStart: "2026-01-01T00:00:00.000Z", ChargePeriodEnd: "2026-01-02T00:00:00.000Z" },
  ...{ ChargeCategory: "Usage", ChargeClass: null, ChargeDescription: "a, b", ChargeFrequency: "Usage-Based" },
  ...{ ConsumedQuantity: 24, ConsumedUnit: "Hours", PricingQuantity: 24, PricingUnit: "Hours" },
  ...{ ContractedUnitPrice: 0.0832, ListUnitPrice: 0.0832, PricingCategory: "Standard" },
  ...{ InvoiceIssuerName: "AWS", ProviderName: "AWS", PublisherName: "AWS", RegionId: "us-east-1", RegionName: null },
  ...{ ResourceId: "i-1", ResourceName: null, ResourceType: "machine", ServiceCategory: "Compute", ServiceName: "EC2" },
  ...{ SkuId: "m", SkuPriceId: "us-east-1/m", Tags: { part: "network" } },
};

test("what a cluster cost, costs and will cost is said in dollars", async () => {
  const { env } = await serve();
  const { code, out } = await kubewright(["cluster", "cost", clusterId], { env });
  expect(code).toBe(0);
  for (const text of ["$14.40", "$0.60", "$439.20 for the whole month", "$500.00 a month: 4.3 % used"])
    expect(out).toContain(text);
});

test("charges go out as a table, JSON and CSV, for the range that is asked for", async () => {
  const { env, seen } = await serve();
  const args = ["cluster", "charges", clusterId, "--since", "2026-01-01T00:00:00Z", "--by", "hour"];
  expect((await kubewright(args, { env })).out).toContain("Total: $5.99");
  expect(seen.at(-1)?.path).toBe(`/clusters/${clusterId}/charges?by=hour&since=2026-01-01T00%3A00%3A00Z`);
  expect(JSON.parse((await kubewright([...args, "-o", "json"], { env })).out)).toEqual(exampleOf("clusterCharges"));
  const { out } = await kubewright([...args, "--csv"], { env });
  expect(out.trimEnd().split("\n")).toEqual([
    "period,cluster_id,part,node_group,kind,price_key,micros,currency",
    `2026-01-01T00:00:00.000Z,${clusterId},control-plane,,machine,machine/t3.large/on-demand,5990400,USD`,
  ]);
});

test("usage is told in hours, of one part or kind when asked", async () => {
  const { env, seen } = await serve();
  const args = ["cluster", "usage", clusterId, "--by", "month", "--kind", "machine", "--part", "default"];
  expect((await kubewright(args, { env })).out).toContain("72.00 hours");
  expect(seen.at(-1)?.path).toBe(`/clusters/${clusterId}/usage?by=month&part=default&kind=machine`);
  expect((await kubewright([...args, "--csv"], { env })).out).toContain("machine/t3.large/on-demand,259200");
  expect((await kubewright(["cluster", "usage", clusterId, "--kind", "boat"], { env })).code).toBe(2);
});

test("FOCUS goes out as CSV with every column, cells quoted that need it", async () => {
  const { env } = await serve();
  const { out } = await kubewright(["billing", "export"], { env });
  const [head = "", line = ""] = out.split("\n");
  expect(head.split(",")).toHaveLength(Object.keys(row).length);
  expect(line).toContain(',"a, b",');
  expect(line).toContain('"{""part"":""network""}"');
});

test("an estimate takes no name, and says what is not in it", async () => {
  const { env, seen } = await serve();
  const { out } = await kubewright(["billing", "estimate", "--nodes", "5", "--machine-type", "m7g.large"], { env });
  expect(seen.at(-1)?.body).toEqual({
    name: "estimate",
    nodeGroups: [{ name: "default", size: 5, machineType: "m7g.large" }],
  });
  expect(out).toContain("It would cost $0.60 an hour, $438.00 a month");
  expect(out).toContain("Not included: data transfer");
});

test("a budget is dollars a month, or none", async () => {
  const { env, seen } = await serve();
  expect((await kubewright(["cluster", "budget", clusterId, "99.50"], { env })).out).toContain("$99.50 a month");
  expect(seen.at(-1)).toMatchObject({ method: "PATCH", body: { monthlyMicros: 99_500_000 } });
  await kubewright(["cluster", "budget", clusterId, "none"], { env });
  expect(seen.at(-1)?.body).toEqual({ monthlyMicros: null });
  for (const amount of ["0", "much", "1e3"])
    expect((await kubewright(["cluster", "budget", clusterId, amount], { env })).code).toBe(2);
});

test("statements are of all clusters for a month, or of one cluster", async () => {
  const { env, seen } = await serve();
  const { out } = await kubewright(["billing", "statements", "--month", "2026-01"], { env });
  expect(out).toContain("$185.70");
  expect(out).toContain("Total of 2026-01 (closed), 2 clusters: $371.40\n");
  const asked = seen.map(({ path }) => path);
  expect(asked).toEqual(["/billing/statements?month=2026-01", "/billing/statement?month=2026-01"]);
  await kubewright(["billing", "statements", "--cluster", clusterId], { env });
  expect(seen.at(-1)?.path).toBe(`/clusters/${clusterId}/statements`);
});

const report = [
  "line_item_line_item_type,line_item_usage_start_date,line_item_usage_end_date,line_item_usage_type,line_item_operation,line_item_resource_id,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,line_item_line_item_description",
  'Usage,2026-01-01T00:00:00.000Z,2026-01-01T01:00:00.000Z,BoxUsage:t3.large,RunInstances,i-1,1,USD,0.0832,"$0.0832, an ""hour"""',
  "Usage,2026-01-01T01:00:00.000Z,2026-01-01T02:00:00.000Z,BoxUsage:t3.large,RunInstances,i-1,0.5,USD,0.0416,",
  "Tax,2026-01-01T00:00:00.000Z,2026-02-01T00:00:00.000Z,,,,,USD,1.00,",
  "",
].join("\r\n");

test("a cost and usage report is added up and compared, packed or not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "report-"));
  const [plain, packed] = [join(folder, "report.csv"), join(folder, "report.csv.gz")];
  writeFileSync(plain, report);
  writeFileSync(packed, gzipSync(report));
  const { env, seen } = await serve();
  const line = { resourceId: "i-1", usageType: "BoxUsage:t3.large", kind: "machine" };
  const { code, out } = await kubewright(["billing", "reconcile", packed], { env });
  expect(code).toBe(0);
  expect(out).toContain("they differ by 60 s, $0.0014");
  expect(seen.at(-1)?.body).toEqual({
    ...{ since: "2026-01-01T00:00:00.000Z", until: "2026-01-01T02:00:00.000Z" },
    lines: [{ ...line, unitSeconds: 5400, micros: 124_800 }],
  });
  await kubewright(["billing", "reconcile", plain, "--until", "2026-01-01T01:00:00Z"], { env });
  expect(seen.at(-1)?.body).toMatchObject({ lines: [{ ...line, unitSeconds: 3600, micros: 83_200 }] });

  writeFileSync(plain, report.slice(0, report.indexOf('""hour')));
  for (const args of [[plain], [join(folder, "none.csv")], [packed, "--until", "2026-01-01T00:30:00Z"]]) {
    const refused = await kubewright(["billing", "reconcile", ...args], { env });
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(args[0] === packed ? "--until" : folder)]);
  }
  rmSync(folder, { recursive: true });
});
