import { describe, expect, test } from "@jest/globals";
import { Reconciliation } from "#contract/reconciliation.ts";
import { MonthQuery, Statement, StatementQuery, TenantStatement } from "#contract/statements.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { finalBill } from "#core/billing/final-bill.ts";
import { pricesOf } from "#core/billing/prices.ts";
import { billingStatements, clusterBudget, clusterStatements } from "#core/billing/read-statements.ts";
import { billingReconcile } from "#core/billing/reconcile-bill.ts";
import { settleBills } from "#core/billing/settle-bills.ts";
import { billingStatement } from "#core/billing/tenant-statement.ts";
import type { Caller } from "#core/clusters/command.ts";
import { callOf } from "#core/fakes/calls.ts";
import { fakePriceStore } from "#core/fakes/prices.ts";
import { at, day, made, other, portsAt } from "./billed.ts";
import { caller } from "./service.ts";
import { start } from "./watching.ts";

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

  test("months that nobody came by to close are closed when somebody does, also those without a statement", async () => {
    const hour = 83_200;
    const february = ["2026-02", "closed", 28 * 24 * hour, []];
    const january = ["2026-01", "closed", 31 * 24 * hour, []];
    for (const begun of [[20], []]) {
      const one = await made();
      await one.note(one.fact("i-1", 0));
      for (const days of begun) await settle(one, at(days * day));
      await settle(one, at(91 * day));
      const all = [["2026-04", "open", 24 * hour, []], ["2026-03", "open", 31 * 24 * hour, []], february, january];
      expect(await statementsOf(one, at(91 * day))).toEqual(all);
      // What had been found of the month before is told once.
      await settle(one, at(91 * day));
      expect(await statementsOf(one, at(91 * day))).toEqual(all);
    }
  });

  test("a month that is closed late keeps the corrections that it has told, and waits for prices after its cluster is gone", async () => {
    const one = await made();
    const priceKey = "machine/new9.large/on-demand";
    await one.note(one.fact("i-1", 0, day), one.fact("i-9", 40 * day, 41 * day, { priceKey }));
    for (const days of [10, 34]) await settle(one, at(days * day));
    await one.note(one.fact("i-3", 0, day));
    await settle(one, at(42 * day));
    await settleBills(one.cluster, portsAt(one.service, at(100 * day)), true);
    const corrections = [{ month: "2026-01", micros: 24 * 83_200 }];
    expect((await statementsOf(one, at(100 * day)))[1]).toEqual(["2026-02", "closed", 24 * 83_200, corrections]);
    expect(await one.service.ports.bills.unrated("2026-05")).toMatchObject([
      { months: [{ month: "2026-02", unrated: [priceKey] }] },
    ]);
  });

  test("a month that was closed a moment ago is corrected, whether the list has that already or not", async () => {
    const one = await made();
    await one.note(one.fact("i-1", 0, day));
    await settle(one, at(30 * day));
    const { bills } = one.service.ports;
    const old = await bills.statements(caller.tenantId, { clusterId: one.clusterId });
    await settle(one, at(34 * day));
    await one.note(one.fact("i-3", 0, day));
    const stale: typeof bills = {
      ...bills,
      statements: async (tenantId, of) => (of.month === undefined ? old : bills.statements(tenantId, of)),
    };
    const corrected = await settleBills(one.cluster, { ...portsAt(one.service, at(34 * day)), bills: stale });
    expect(corrected.corrections).toEqual([{ month: "2026-01", micros: 24 * 83_200 }]);
  });

  test("a tenant's month is the sum of its clusters' statements, closed once all of them are", async () => {
    const one = await made();
    await one.note(
      one.fact("i-1", 0, 30 * day),
      one.fact("i-9", day, 2 * day, { priceKey: "machine/new9.large/on-demand" }),
    );
    const second = { ...one.cluster, clusterId: "cls_second", name: "second" };
    await one.service.ports.ledger.note(caller.tenantId, [one.fact("i-2", 0, day, { clusterId: "cls_second" })]);
    const both = async (now: string) => {
      await settle(one, now);
      await settleBills(second, portsAt(one.service, now));
    };
    const total = async (month: string | undefined, now: string, who: Caller = caller) => {
      const call = { ...callOf({}), caller: who, query: MonthQuery.parse(month === undefined ? {} : { month }) };
      const answer = await billingStatement(call, portsAt(one.service, now));
      expect(TenantStatement.parse(answer)).toEqual(answer);
      return answer;
    };
    const hour = 83_200;
    await both(at(30 * day));
    const open = { month: "2026-01", state: "open", clusters: 2, totalMicros: 31 * 24 * hour, correctionsMicros: 0 };
    expect(await total(undefined, at(30 * day))).toMatchObject({ ...open, unrated: ["machine/new9.large/on-demand"] });
    await settle(one, at(34 * day));
    expect(await total("2026-01", at(34 * day))).toMatchObject({ ...open, at: at(30 * day) });
    await both(at(34 * day));
    await one.note(one.fact("i-3", 0, day));
    await both(at(35 * day));
    expect(await total("2026-01", at(35 * day))).toMatchObject({ ...open, state: "closed", at: at(34 * day) });
    const corrected = { totalMicros: 24 * hour, correctionsMicros: 24 * hour };
    expect(await total(undefined, at(35 * day))).toMatchObject({ month: "2026-02", state: "open", ...corrected });
    const none = { clusters: 0, totalMicros: 0, unrated: [] };
    expect(await total("2026-01", at(35 * day), other)).toMatchObject(none);
    await expect(total("2026-03", at(35 * day))).rejects.toMatchObject({ faults: [{ field: "month" }] });
  });

  test("what had no price is a correction once it has one, also of months before the last, and once only", async () => {
    const one = await made();
    const store = fakePriceStore();
    const prices = pricesOf(store, "us-east-1");
    const settleAt = (now: string) => settleBills(one.cluster, { ...portsAt(one.service, now), prices });
    const priceKey = "machine/new9.large/on-demand";
    // Ten hours in January and five in March of what nobody knows the price of, beside what has one.
    const hour = 3_600_000;
    await one.note(one.fact("i-1", 0), one.fact("i-9", 0, 10 * hour, { priceKey }));
    await one.note(one.fact("i-8", 60 * day, 60 * day + 5 * hour, { priceKey }));
    for (const days of [10, 34, 50, 62, 64, 70]) await settleAt(at(days * day));
    const [january] = await one.service.ports.bills.statements(caller.tenantId, { month: "2026-01" });
    expect(january).toMatchObject({ state: "closed", unrated: [priceKey] });

    const source = "test";
    await store.addListed([
      { region: "us-east-1", key: priceKey, nanos: 500_000_000, per: "hour", from: "2026-03-12", source },
    ]);
    const corrected = [{ month: "2026-01", micros: 10 * 500_000 }];
    const march = await settleAt(at(71 * day));
    expect(march).toMatchObject({ month: "2026-03", corrections: corrected, unrated: [] });
    expect(await settleAt(at(71 * day))).toEqual(march);
    // March stays open for two days of April, and is closed with it; nothing is told twice.
    for (const days of [91, 94, 121, 125]) await settleAt(at(days * day));
    const all = await one.service.ports.bills.statements(caller.tenantId, { clusterId: one.clusterId });
    expect(all.map(({ month, corrections }) => [month, corrections])).toEqual([
      ["2026-05", []],
      ["2026-04", []],
      ["2026-03", corrected],
      ["2026-02", []],
      ["2026-01", []],
    ]);
    expect(all.at(-1)).toEqual(january);
    const [said, was] = [all[2], 83_200];
    expect(said?.totalMicros).toBe(31 * 24 * was + 5 * 500_000 + 10 * 500_000);
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
