import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PeriodQuery, type Price, Statement, StatementQuery } from "#contract/billing.ts";
import { CreateCluster } from "#contract/clusters.ts";
import { FocusQuery, FocusRow } from "#contract/focus.ts";
import { Plan } from "#contract/plans.ts";
import { Reconciliation } from "#contract/reconciliation.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { billingEstimate } from "#core/billing/estimate.ts";
import { finalBill } from "#core/billing/final-bill.ts";
import { billingFocus } from "#core/billing/focus-rows.ts";
import { pricesOf } from "#core/billing/prices.ts";
import { billingCharges, clusterCharges, clusterUsage } from "#core/billing/read-charges.ts";
import { billingStatements, clusterBudget, clusterStatements } from "#core/billing/read-statements.ts";
import { billingReconcile } from "#core/billing/reconcile-bill.ts";
import { settleBills } from "#core/billing/settle-bills.ts";
import type { UsageFact } from "#core/billing/usage.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { callOf } from "#core/fakes/calls.ts";
import { fakePriceStore } from "#core/fakes/prices.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { start } from "./watching.ts";

const day = 86_400_000;
const at = (milliseconds: number): string => new Date(Date.UTC(2026, 0, 1) + milliseconds).toISOString();
const other = { ...caller, tenantId: "red" };

/** The ports of billing calls at a time that the test says. */
const portsAt = ({ ports }: Service, now: string) => ({ ...ports, clock: { now: () => now } });

const made = async () => {
  const service = inMemory();
  const { clusterId } = await service.create({ name: "web" });
  const cluster = await service.ports.state.cluster(caller.tenantId, clusterId);
  const params = { clusterId };
  const fact = (id: string, from: number, until?: number, more: Partial<UsageFact> = {}): UsageFact => ({
    ...{ usageId: id, clusterId, resourceId: id, kind: "machine", priceKey: "machine/t3.large/on-demand" },
    ...{ quantity: 1, part: "control-plane", start: at(from), ...more },
    ...(until === undefined ? {} : { end: { at: at(until), by: "told" as const } }),
  });
  const note = (...facts: UsageFact[]) => service.ports.ledger.note(caller.tenantId, facts);
  return { service, clusterId, cluster, params, fact, note };
};
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
        expect(count(plan.price?.lines ?? [])).toEqual(count(seen));
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

describe("against AWS's bill", () => {
  test("what differs is told once, kept, and shown with the cluster's cost", async () => {
    const { service, clusterId, params, fact, note } = await made();
    await note(fact("i-1", 0, day));
    const ports = portsAt(service, at(2 * day));
    const line = { resourceId: "i-1", usageType: "BoxUsage:t3.large", kind: "machine" as const };
    const reconcile = (unitSeconds: number, micros: number) => {
      const body = { since: at(0), until: at(day), lines: [{ ...line, unitSeconds, micros }] };
      return billingReconcile({ ...callOf({}), body }, ports);
    };
    const told = async () =>
      (await service.ports.state.events(caller.tenantId, { limit: 50, clusterId })).items.filter(
        ({ kind }) => kind === "bill.residual",
      );
    const same = await reconcile(86_400, 83_200 * 24);
    expect(Reconciliation.parse(same)).toEqual(same);
    expect(same).toMatchObject({ residual: { unitSeconds: 0, micros: 0 }, compared: 1 });
    expect(await told()).toEqual([]);

    Object.assign(ports, portsAt(service, at(2 * day + 1000)));
    await reconcile(86_460, 83_200 * 24 + 1387);
    Object.assign(ports, portsAt(service, at(2 * day + 2000)));
    await reconcile(86_460, 83_200 * 24 + 1387);
    expect(await told()).toHaveLength(1);
    const { bill } = await clusterCost({ ...callOf({}), params }, ports);
    expect(bill).toEqual({ at: at(2 * day + 2000), since: at(0), until: at(day), unitSeconds: 60, micros: 1387 });

    const body = { since: at(0), until: at(3 * day), lines: [] };
    await expect(billingReconcile({ ...callOf({}), body }, ports)).rejects.toMatchObject({ code: "InvalidInput" });
    const stranger = await billingReconcile(
      {
        ...callOf({}),
        caller: other,
        body: { ...body, until: at(day), lines: [{ ...line, clusterId, unitSeconds: 1, micros: 1 }] },
      },
      ports,
    );
    expect(stranger).toMatchObject({ compared: 0, foreignLines: 1 });
  });
});

describe("after", () => {
  const settle = ({ service, cluster }: Awaited<ReturnType<typeof made>>, now: string) =>
    settleBills(cluster, portsAt(service, now));
  const statementsOf = async ({ service, params }: Awaited<ReturnType<typeof made>>, now: string) => {
    const call = { ...callOf({}), params, query: StatementQuery.parse({}) };
    const { items } = await clusterStatements(call, portsAt(service, now));
    for (const item of items) expect(Statement.parse(item)).toEqual(item);
    return items.map(({ month, state, totalMicros, corrections }) => [month, state, totalMicros, corrections]);
  };

  test("a month stays open for two days after its end, is closed then, and what comes later is a correction", async () => {
    const one = await made();
    await one.note(one.fact("i-1", 0, 30 * day), one.fact("i-2", 0));
    await settle(one, at(30 * day));
    const hour = 83_200;
    expect(await statementsOf(one, at(30 * day))).toEqual([["2026-01", "open", 60 * 24 * hour, []]]);
    await settle(one, at(32 * day));
    const january = (30 + 31) * 24 * hour;
    expect(await statementsOf(one, at(32 * day))).toEqual([
      ["2026-02", "open", 24 * hour, []],
      ["2026-01", "open", january, []],
    ]);
    await settle(one, at(34 * day));
    await settle(one, at(34 * day));
    expect((await statementsOf(one, at(34 * day)))[1]).toEqual(["2026-01", "closed", january, []]);

    // A machine of January that nobody knew of.
    await one.note(one.fact("i-3", 0, day));
    await settle(one, at(35 * day));
    expect(await statementsOf(one, at(35 * day))).toEqual([
      ["2026-02", "open", (4 + 1) * 24 * hour, [{ month: "2026-01", micros: 24 * hour }]],
      ["2026-01", "closed", january, []],
    ]);
    const { items } = await billingStatements(
      { ...callOf({}), query: StatementQuery.parse({ month: "2026-01" }) },
      portsAt(one.service, at(35 * day)),
    );
    expect(items.map(({ totalMicros }) => totalMicros)).toEqual([january]);
    const future = { ...callOf({}), query: StatementQuery.parse({ month: "2026-03" }) };
    await expect(billingStatements(future, portsAt(one.service, at(35 * day)))).rejects.toMatchObject({
      faults: [{ field: "month" }],
    });
  });

  test("a budget's shares are told once each, and anew in the next month", async () => {
    const one = await made();
    await one.note(one.fact("i-1", 0));
    const body = { monthlyMicros: 83_200 * 24 * 10 };
    await clusterBudget({ ...callOf({}), params: one.params, body }, one.service.ports);
    for (let i = 1; i <= 12; i += 1) await settle(one, at(i * day));
    for (let i = 31; i <= 37; i += 1) await settle(one, at(i * day));
    const { items } = await one.service.ports.state.events(caller.tenantId, { limit: 50, clusterId: one.clusterId });
    const told = items
      .filter(({ kind }) => kind === "budget.used")
      .map(({ at: when, message }) => [when, message.split(" ")[0]]);
    expect(told).toEqual([
      [at(36 * day), "50"],
      [at(10 * day), "100"],
      [at(8 * day), "80"],
      [at(5 * day), "50"],
    ]);
  });

  test("the final bill has months that the ledger has forgotten, by their statements; the budget ends", async () => {
    const one = await made();
    const { ledger, bills } = one.service.ports;
    // Lives that ended long ago leave the ledger; here they have never been on it.
    const old = { tenantId: caller.tenantId, clusterId: one.clusterId, clusterName: "web", at: at(0), unrated: [] };
    const line = { part: "control-plane", kind: "machine" as const, priceKey: "machine/t3.large/on-demand" };
    const corrections = [{ month: "2026-01", micros: 7 }];
    await bills.keepStatement({
      ...{ ...old, month: "2026-01", state: "closed", corrections: [], totalMicros: 1000 },
      lines: [{ ...line, micros: 1000 }],
    });
    await bills.keepStatement({ ...old, month: "2026-02", state: "closed", corrections, totalMicros: 7, lines: [] });
    await bills.setBudget(caller.tenantId, one.clusterId, 5);
    await one.note(one.fact("i-9", 500 * day, 500 * day + 3_600_000));
    expect(await ledger.usage(caller.tenantId, { since: at(0), until: at(600 * day) })).toHaveLength(1);
    const bill = await finalBill(one.cluster, portsAt(one.service, at(501 * day)));
    expect(bill).toMatchObject({ totalMicros: 1000 + 7 + 83_200, usages: 1 });
    expect(await finalBill(one.cluster, portsAt(one.service, at(501 * day)))).toEqual(bill);
    expect(await bills.budget(caller.tenantId, one.clusterId)).toBeUndefined();
  });

  test("the receipt of a deletion has the final bill, and nothing is open", async () => {
    const { watching, clusterId } = await start();
    const { service } = watching;
    const operation = await service.remove(clusterId);
    await service.run(operation);
    const { receipt } = await service.ports.state.operation(caller.tenantId, operation.id);
    expect(receipt?.checked).toContain("backups");
    expect(receipt).toMatchObject({ left: [], bill: { currency: "USD", openUsages: 0, unrated: [] } });
    // An hour of the NAT gateway and one of the balancer at least.
    expect(receipt?.bill?.totalMicros).toBeGreaterThan(67_500);
    const statements = await service.ports.bills.statements(caller.tenantId, { clusterId });
    expect(statements.map(({ state }) => state)).toEqual(["closed"]);
    expect(statements[0]?.totalMicros).toBe(receipt?.bill?.totalMicros);
  });
});
