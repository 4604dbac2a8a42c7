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
