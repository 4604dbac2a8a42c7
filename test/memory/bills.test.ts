import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PeriodQuery, type Price } from "#contract/billing.ts";
import { CreateCluster } from "#contract/clusters.ts";
import { FocusQuery, FocusRow } from "#contract/focus.ts";
import { Plan } from "#contract/plans.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { billingEstimate } from "#core/billing/estimate.ts";
import { billingFocus } from "#core/billing/focus-rows.ts";
import { pricesOf } from "#core/billing/prices.ts";
import { billingCharges, clusterCharges, clusterUsage } from "#core/billing/read-charges.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { callOf } from "#core/fakes/calls.ts";
import { fakePriceStore } from "#core/fakes/prices.ts";
import { at, day, made, other, portsAt } from "./billed.ts";
import { caller, inMemory } from "./service.ts";
import { start } from "./watching.ts";

const query = (given: object = {}) => PeriodQuery.parse(given);

describe("before", () => {
  const sizes = fc.record({
    members: fc.constantFrom(3, 5),
    workers: fc.integer({ min: 0, max: 3 }),
    disks: fc.array(fc.constantFrom(8, 100), { maxLength: 2 }),
    spot: fc.boolean(),
  });

  test("the price of the plan is that of what is made, hour by hour, for any request", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, async ({ members, workers, disks, spot }) => {
        const dataDisks = disks.map((sizeGiB, i) => ({ sizeGiB, mountPath: `/data/${i}` }));
        const body = {
          ...{ name: "one", controlPlane: { machines: members, machineType: "m7g.large" } },
          nodeGroups: [{ name: "default", size: workers, spot, dataDisks }],
        };
        const service = inMemory();
        const plan = await planCluster({ ...callOf({}), body: CreateCluster.parse(body) }, service.write);
        expect(Plan.parse(plan).price).toBeDefined();
        const operation = await service.create(body);
        expect((await service.run(operation)).end).toBe("Succeed");
        const seen = await service.ports.estate.look(operation.clusterId);
        const count = (lines: readonly { priceKey: string; quantity: number }[]) => {
          const sums: Record<string, number> = {};
          for (const { priceKey, quantity } of lines) sums[priceKey] = (sums[priceKey] ?? 0) + quantity;
          return sums;
        };
        // Snapshots are to come.
        const lines = plan.price?.lines.filter(({ kind }) => kind !== "snapshot");
        expect(count(lines ?? [])).toEqual(count(seen));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test("a day of the plan is charged as predicted, within 1 %", async () => {
    const { watching, clusterId } = await start();
    const { service } = watching;
    const body = CreateCluster.parse({ name: "two" });
    const { price } = await planCluster({ ...callOf({}), body }, service.write);
    for (let i = 0; i < 400; i += 1) await watching.tick();
    // Charged for whole hours of the next day, after the hour of the start.
    const ports = portsAt(service, at(3 * day));
    const range = query({ since: at(day), until: at(2 * day) });
    const { totalMicros } = await clusterCharges({ ...callOf({}), params: { clusterId }, query: range }, ports);
    const predicted = (price?.perHourMicros ?? 0) * 24;
    expect(Math.abs(totalMicros - predicted) / predicted).toBeLessThan(0.01);
  }, 60_000);

  test("an estimate says what is dearer, and asks for no name", async () => {
    const { service } = await made();
    const price: Price = await billingEstimate(
      { ...callOf({}), body: CreateCluster.parse({ name: "web" }) },
      service.write,
    );
    const eks = price.comparison.find(({ service: one }) => one === "eks");
    // Three machines of our own cost more than a control plane for 0.10 USD an hour.
    expect(eks?.differenceMicros).toBeGreaterThan(0);
    expect(price.perMonthMicros).toBe(price.lines.reduce((sum, line) => sum + (line.perMonthMicros ?? 0), 0));
    expect((eks?.perMonthMicros ?? 0) + (eks?.differenceMicros ?? 0)).toBe(price.perMonthMicros);
  });

  test("what has no price is named, and no comparison is made of it", async () => {
    const { service } = await made();
    const body = CreateCluster.parse({ name: "x", nodeGroups: [{ name: "default", spot: true, size: 1 }] });
    const price = await billingEstimate({ ...callOf({}), body }, service.write);
    expect(price).toMatchObject({ unrated: ["machine/t3.large/spot"], comparison: [] });
    const elsewhere = await billingEstimate(
      { ...callOf({}), body },
      { ...service.write, prices: pricesOf(fakePriceStore(), "eu-west-9") },
    );
    expect(elsewhere).toMatchObject({ perHourMicros: 0, perMonthMicros: 0 });
  });
});

describe("during", () => {
  test("usage and charges by hour and day add up, and know their groups", async () => {
    const { service, params, fact, note, clusterId } = await made();
    const [group] = await service.ports.state.nodeGroups(caller.tenantId, clusterId);
    const part = group?.nodeGroupId ?? "";
    await note(fact("i-1", 0, day + day / 2), fact("i-2", day, undefined, { part }));
    const ports = portsAt(service, at(2 * day));
    const call = { ...callOf({}), params };
    const days = await clusterCharges({ ...call, query: query({ since: at(0) }) }, ports);
    const hours = await clusterCharges({ ...call, query: query({ since: at(0), by: "hour" }) }, ports);
    expect(days.totalMicros).toBe(83_200 * (36 + 24));
    expect(hours.totalMicros).toBe(days.totalMicros);
    expect(days.items.map(({ period, nodeGroup, micros }) => [period, nodeGroup, micros])).toEqual([
      [at(0), undefined, 83_200 * 24],
      [at(day), undefined, 83_200 * 12],
      [at(day), "default", 83_200 * 24],
    ]);
    const usage = await clusterUsage({ ...call, query: query({ since: at(0) }) }, ports);
    expect(usage.items.map(({ unitSeconds }) => unitSeconds)).toEqual([86_400, 43_200, 86_400]);
    const worker = await clusterUsage(
      { ...call, query: query({ since: at(0), by: "month", part: "default", kind: "machine" }) },
      ports,
    );
    expect(worker.items).toMatchObject([{ period: at(0), nodeGroup: "default", unitSeconds: 86_400 }]);
    const volumes = await clusterUsage({ ...call, query: query({ since: at(0), kind: "volume" }) }, ports);
    expect(volumes.items).toEqual([]);
    const tenant = await billingCharges({ ...callOf({}), query: query({ since: at(0) }) }, ports);
    expect(tenant).toMatchObject({ totalMicros: days.totalMicros, items: [{ clusterId, micros: days.totalMicros }] });
    const red = await billingCharges({ ...callOf({}), caller: other, query: query({ since: at(0) }) }, ports);
    expect(red.items).toEqual([]);
    await expect(clusterUsage({ ...call, caller: other, query: query() }, ports)).rejects.toMatchObject({
      code: "NotFound",
    });
  });

  test.each([
    ["since", { since: at(3 * day) }],
    ["since", { since: at(day), until: at(day) }],
    ["since", { since: at(2 * day), until: at(day) }],
    ["until", { since: at(0), until: at(4 * day) }],
    ["since", { since: "2024-11-01T00:00:00.000Z" }],
    ["since", { since: "2025-11-01T00:00:00.000Z", by: "hour" }],
  ])("a range that makes no sense names %s", async (field, given) => {
    const { service, params } = await made();
    const refused = clusterCharges({ ...callOf({}), params, query: query(given) }, portsAt(service, at(2 * day)));
    await expect(refused).rejects.toMatchObject({ code: "InvalidInput", faults: [{ field }] });
  });

  test.each([{ currency: "EUR" }, { since: "yesterday" }, { by: "week" }])("%j is refused by the contract", (given) => {
    expect(PeriodQuery.safeParse(given).success).toBe(false);
  });

  test("what a cluster cost yesterday, costs now, and will cost", async () => {
    const { service, params, fact, note } = await made();
    await note(fact("i-1", 0), fact("vol-1", 0, undefined, { kind: "volume", priceKey: "volume/gp3", quantity: 100 }));
    await service.ports.bills.setBudget(caller.tenantId, params.clusterId, 100_000_000);
    const cost = await clusterCost({ ...callOf({}), params }, portsAt(service, at(2.5 * day)));
    const hour = 83_200 + 10_753;
    expect(cost.perHourMicros).toBe(hour);
    expect(cost.yesterdayMicros).toBe(24 * hour);
    expect(cost.todayMicros).toBe(12 * hour);
    expect(cost.monthMicros).toBe(60 * hour);
    expect(cost.forecastMicros).toBe(31 * 24 * hour);
    expect(cost.budget).toEqual({ monthlyMicros: 100_000_000, usedPercent: 5.6, forecastPercent: 69.9 });
    expect(cost.hints).toEqual([]);
    const check = { tenantId: caller.tenantId, ...params, at: at(2.5 * day), residualSeconds: 0, emptySince: {} };
    await service.ports.bills.keepCheck({ ...check, looseSince: { "vol-1": at(day), "vol-2": at(0) } });
    const later = await clusterCost({ ...callOf({}), params }, portsAt(service, at(2.5 * day)));
    expect(later.ledger).toEqual({ at: check.at, residualSeconds: 0 });
    expect(later.hints.map(({ resourceId, savesPerHourMicros }) => [resourceId, savesPerHourMicros])).toEqual([
      ["vol-1", 10_753],
    ]);
  });

  test("FOCUS comes in pages, each row once, all of the first page's moment", async () => {
    const { service, params, fact, note } = await made();
    await note(fact("i-1", 0), fact("i-2", 0), fact("i-3", day));
    let now = 2.5 * day;
    const page = async (pageToken?: string) => {
      now += day / 48;
      const given = { since: at(0), ...params, pageSize: 3, ...(pageToken === undefined ? {} : { pageToken }) };
      return billingFocus({ ...callOf({}), query: FocusQuery.parse(given) }, portsAt(service, at(now)));
    };
    const whole = await billingFocus(
      { ...callOf({}), query: FocusQuery.parse({ since: at(0), ...params }) },
      portsAt(service, at(2.5 * day + day / 48)),
    );
    const rows: FocusRow[] = [];
    let token: string | undefined;
    do {
      const { items, nextPageToken } = await page(token);
      rows.push(...items);
      token = nextPageToken;
    } while (token !== undefined);
    expect(whole.items).toHaveLength(8);
    expect(rows).toEqual(whole.items);
    const { nextPageToken = "" } = await page();
    const otherList = FocusQuery.parse({ since: at(day), pageToken: nextPageToken });
    await expect(billingFocus({ ...callOf({}), query: otherList }, portsAt(service, at(now)))).rejects.toMatchObject({
      faults: [{ field: "pageToken" }],
    });
    const forged = `${nextPageToken.split(".")[0]}.${Buffer.from("{}").toString("base64url")}`;
    await expect(page(forged)).rejects.toMatchObject({ faults: [{ field: "pageToken" }] });
  });

  test("FOCUS rows add up to the charges, each with every column", async () => {
    const { service, params, fact, note } = await made();
    await note(fact("i-1", 0, 1.5 * day), fact("i-2", day, undefined, { priceKey: "machine/t3.large/spot" }));
    const ports = portsAt(service, at(2 * day));
    const { items } = await billingFocus(
      { ...callOf({}), query: FocusQuery.parse({ since: at(0), ...params }) },
      ports,
    );
    expect(items).toHaveLength(3);
    for (const row of items) expect(FocusRow.parse(row)).toEqual(row);
    const cents = Math.round(items.reduce((sum, { BilledCost }) => sum + BilledCost, 0) * 1e6);
    expect(cents).toBe(83_200 * 36);
    expect(items.map(({ PricingCategory }) => PricingCategory)).toEqual(["Standard", "Standard", "Dynamic"]);
  });
});
