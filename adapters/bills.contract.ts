import { expect, test } from "@jest/globals";
import { newClusterId } from "#core/clusters/ids.ts";
import { InvalidInput } from "#core/errors.ts";
import type { Bills, StatementRecord } from "#core/ports/bills.ts";
import type { State } from "#core/ports/state.ts";
import { newEvent, newMade, newTenant } from "./state-records.contract.ts";

const statement = (tenantId: string, clusterId: string, more: Partial<StatementRecord> = {}): StatementRecord => ({
  ...{ tenantId, clusterId, clusterName: "web", month: "2026-01", state: "open", corrections: [], unrated: [] },
  lines: [{ part: "network", kind: "nat-gateway", priceKey: "nat-gateway", micros: 45_000 }],
  totalMicros: 45_000,
  at: "2026-01-01T01:00:00.000Z",
  ...more,
});

/** What every implementation of Bills promises. @param state on the same records */
export const billsContract = (bills: () => Bills, state: () => State): void => {
  test("a statement is kept anew while it is open, and never changes once it is closed", async () => {
    const [tenantId, clusterId] = [newTenant(), newClusterId()];
    const first = statement(tenantId, clusterId);
    const second = statement(tenantId, clusterId, { at: "2026-01-01T02:00:00.000Z", totalMicros: 90_000 });
    const closed = statement(tenantId, clusterId, { at: "2026-02-03T00:00:00.000Z", state: "closed" });
    expect(await bills().keepStatement(first)).toBe(true);
    expect(await bills().keepStatement(second)).toBe(true);
    expect(await bills().keepStatement(first)).toBe(false);
    expect(await bills().statements(tenantId, { clusterId })).toEqual([second]);
    expect(await bills().keepStatement(closed)).toBe(true);
    expect(await bills().keepStatement({ ...second, at: "2026-02-04T00:00:00.000Z" })).toBe(false);
    expect(await bills().statements(tenantId, { clusterId, month: "2026-01" })).toEqual([closed]);
  });

  test("a closed statement takes the place of an open one that is newer, and stays", async () => {
    const [tenantId, clusterId] = [newTenant(), newClusterId()];
    const kept = (at: string, state: "open" | "closed") =>
      bills().keepStatement({ ...statement(tenantId, clusterId, { month: "2026-01" }), at, state });
    expect(await kept("2026-01-02T00:00:00.000Z", "open")).toBe(true);
    expect(await kept("2026-01-01T00:00:00.000Z", "closed")).toBe(true);
    expect(await kept("2026-01-03T00:00:00.000Z", "open")).toBe(false);
    expect(await kept("2026-01-03T00:00:00.000Z", "closed")).toBe(false);
    expect(await bills().statements(tenantId, { clusterId })).toMatchObject([{ state: "closed" }]);
  });

  test("statements are found by cluster, by month or both, newest first, and by nobody else", async () => {
    const [tenantId, one, two] = [newTenant(), newClusterId(), newClusterId()];
    for (const month of ["2025-12", "2026-01"])
      for (const clusterId of [one, two]) await bills().keepStatement(statement(tenantId, clusterId, { month }));
    const found = async (of: { clusterId?: string; month?: string }, tenant = tenantId) =>
      (await bills().statements(tenant, of)).map(({ month, clusterId }) => [month, clusterId === one ? 1 : 2]);
    expect(await found({ clusterId: one })).toEqual([
      ["2026-01", 1],
      ["2025-12", 1],
    ]);
    expect((await found({ month: "2026-01" })).sort()).toEqual([
      ["2026-01", 1],
      ["2026-01", 2],
    ]);
    expect(await found({ month: "2025-12", clusterId: two })).toEqual([["2025-12", 2]]);
    expect((await found({})).map(([month]) => month)).toEqual(["2026-01", "2026-01", "2025-12", "2025-12"]);
    expect(await found({ clusterId: one }, newTenant())).toEqual([]);
  });

  test("statements come in pages, each once", async () => {
    const [tenantId, clusterId] = [newTenant(), newClusterId()];
    const months = ["2026-01", "2026-02", "2026-03"];
    for (const month of months) await bills().keepStatement(statement(tenantId, clusterId, { month }));
    for (const of of [{ clusterId }, {}]) {
      const first = await bills().statementPage(tenantId, of, { limit: 2 });
      expect(first.items.map(({ month }) => month)).toEqual(["2026-03", "2026-02"]);
      const after = first.next ?? "";
      const second = await bills().statementPage(tenantId, of, { limit: 2, after });
      expect(second.items.map(({ month }) => month)).toEqual(["2026-01"]);
      expect(second.next).toBeUndefined();
      await expect(bills().statementPage(newTenant(), of, { limit: 2, after })).rejects.toBeInstanceOf(InvalidInput);
    }
  });

  const waiting = (tenantId: string, clusterId: string, from: string) => ({
    ...{ tenantId, clusterId, clusterName: "web", from },
    months: [{ month: "2026-01", unrated: ["machine/new9.large/on-demand"], prices: 0 }],
  });
  /** Of these clusters: what waits is told of all tenants at once. */
  const found = async (month: string, clusterIds: string[]) =>
    (await bills().unrated(month)).filter(({ clusterId }) => clusterIds.includes(clusterId));

  test("what waits for prices is found from its month on, of all tenants, and is kept once", async () => {
    const [blue, red, one, two] = [newTenant(), newTenant(), newClusterId(), newClusterId()];
    const [first, second] = [waiting(blue, one, "2026-03"), waiting(red, two, "2026-02")];
    await bills().keepUnrated(first);
    await bills().keepUnrated(second);
    await bills().keepUnrated({ ...first, from: "2026-01", months: [] });
    expect(await found("2026-01", [one, two])).toEqual([]);
    expect(await found("2026-02", [one, two])).toEqual([{ ...second, rev: 1 }]);
    expect(await found("2026-03", [one, two])).toEqual([
      { ...second, rev: 1 },
      { ...first, rev: 1 },
    ]);
    await bills().forget(blue, one);
    expect(await found("2026-03", [one])).toHaveLength(1);
    const statements = [
      ...(await bills().statements(blue, {})),
      ...(await bills().statements(blue, { clusterId: one })),
    ];
    expect(statements).toEqual([]);
  });

  test("what waits goes on with its statement or not at all, and by one of those who have read it", async () => {
    const [tenantId, clusterId] = [newTenant(), newClusterId()];
    await bills().keepUnrated(waiting(tenantId, clusterId, "2026-02"));
    const [read] = await found("2026-02", [clusterId]);
    if (!read) throw new Error("nothing waits");
    const said = (month: string, micros: number): StatementRecord => ({
      ...statement(tenantId, clusterId, { month, state: "closed", lines: [], totalMicros: micros }),
      ...{ corrections: [{ month: "2026-01", micros }], ratedAgain: read.months },
    });
    const next = { from: "2026-03", months: [{ month: "2026-01", unrated: ["nat-gateway"], prices: 1 }] };
    const both = await Promise.all(
      [1, 2].map((micros) =>
        bills()
          .settleUnrated(read, { statement: said("2026-02", micros), next })
          .catch(() => false),
      ),
    );
    expect(both.filter(Boolean)).toHaveLength(1);
    const [february] = await bills().statements(tenantId, { clusterId, month: "2026-02" });
    expect(february).toEqual(said("2026-02", both[0] ? 1 : 2));
    expect(await found("2026-02", [clusterId])).toEqual([]);
    const [again] = await found("2026-03", [clusterId]);
    expect(again).toEqual({ ...read, ...next, rev: 2 });

    // Who has read it before, and a month that is closed: nothing of it happens.
    expect(await bills().settleUnrated(read, { statement: said("2026-03", 3) })).toBe(false);
    expect(await bills().settleUnrated(again ?? read, { statement: said("2026-02", 3) })).toBe(false);
    expect(await bills().statements(tenantId, { clusterId })).toEqual([february]);
    expect(await found("2026-03", [clusterId])).toEqual([again]);

    // An open statement makes way for it.
    await bills().keepStatement(statement(tenantId, clusterId, { month: "2026-03", at: "2026-12-01T00:00:00.000Z" }));
    expect(await bills().settleUnrated(again ?? read, { statement: said("2026-03", 3) })).toBe(true);
    expect(await bills().statements(tenantId, { clusterId })).toEqual([said("2026-03", 3), february]);
    expect(await found("2026-03", [clusterId])).toEqual([]);
    expect(await bills().settleUnrated(again ?? read, { next })).toBe(false);
    expect(await found("2026-12", [clusterId])).toEqual([]);
  });

  test("a budget is set, set anew, and taken away", async () => {
    const [tenantId, clusterId] = [newTenant(), newClusterId()];
    expect(await bills().budget(tenantId, clusterId)).toBeUndefined();
    await bills().setBudget(tenantId, clusterId, 5);
    await bills().setBudget(tenantId, clusterId, 7);
    expect(await bills().budget(tenantId, clusterId)).toEqual({ tenantId, clusterId, monthlyMicros: 7 });
    expect(await bills().budget(newTenant(), clusterId)).toBeUndefined();
    await bills().setBudget(tenantId, clusterId, undefined);
    expect(await bills().budget(tenantId, clusterId)).toBeUndefined();
  });

  test("each share of a budget is told once a month, with its event, whoever tells it", async () => {
    const { cluster } = newMade(newTenant());
    const { tenantId, clusterId } = cluster;
    await bills().setBudget(tenantId, clusterId, 5);
    const budget = { tenantId, clusterId, monthlyMicros: 5 };
    let minute = 10;
    const tell = (month: string, percent: number) => {
      minute += 1;
      return bills().tellBudget(budget, { month, percent }, newEvent(cluster, `2026-01-01T00:${minute}:00.000Z`));
    };
    const both = await Promise.all([tell("2026-01", 50), tell("2026-01", 50)].map((told) => told.catch(() => false)));
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await tell("2026-01", 50)).toBe(false);
    expect(await tell("2026-01", 100)).toBe(true);
    expect(await tell("2026-01", 80)).toBe(false);
    expect(await tell("2026-02", 50)).toBe(true);
    expect(await bills().budget(tenantId, clusterId)).toEqual({ ...budget, told: { month: "2026-02", percent: 50 } });
    expect((await state().events(tenantId, { limit: 10, clusterId })).items).toHaveLength(3);
    // The same budget again changes nothing; of another one nothing has been told.
    await bills().setBudget(tenantId, clusterId, 5);
    expect(await tell("2026-02", 50)).toBe(false);
    await bills().setBudget(tenantId, clusterId, 9);
    expect(await tell("2026-02", 50)).toBe(true);
  });

  test("checks are kept with the event that tells of them, the newer ones; a cluster's end takes budget and check", async () => {
    const { cluster } = newMade(newTenant());
    const { tenantId, clusterId } = cluster;
    const of = { tenantId, clusterId };
    const check = (at: string) => ({ ...of, at, residualSeconds: 3, emptySince: { ng_1: at }, looseSince: {} });
    const [first, second] = ["2026-01-01T00:00:00.000Z", "2026-01-01T01:00:00.000Z"];
    const told = newEvent(cluster, first);
    expect(await bills().check(tenantId, clusterId)).toBeUndefined();
    expect(await bills().keepCheck(check(second), told)).toBe(true);
    expect(await bills().keepCheck(check(first), newEvent(cluster, first))).toBe(false);
    expect(await bills().check(tenantId, clusterId)).toEqual(check(second));
    const { items } = await state().events(tenantId, { limit: 10, clusterId });
    expect(items.map(({ eventId }) => eventId)).toEqual([told.eventId]);

    const reconciled = { ...of, at: first, since: first, until: second, unitSeconds: 1, micros: 2 };
    expect(await bills().keepReconciliation(reconciled)).toBe(true);
    expect(await bills().keepReconciliation(reconciled)).toBe(false);
    await bills().setBudget(tenantId, clusterId, 5);
    await bills().forget(tenantId, clusterId);
    expect(await bills().budget(tenantId, clusterId)).toBeUndefined();
    expect(await bills().check(tenantId, clusterId)).toBeUndefined();
    expect(await bills().reconciliation(tenantId, clusterId)).toEqual(reconciled);
  });
};
