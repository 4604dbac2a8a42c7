import { expect, test } from "@jest/globals";
import type { UsageFact } from "#core/billing/usage.ts";
import { newClusterId } from "#core/clusters/ids.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import { newTenant } from "./state-records.contract.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

const machineOf = (clusterId: string, i = 1, start = at(0)): UsageFact => ({
  ...{ usageId: `i-${i}@${start}`, clusterId, resourceId: `i-${i}`, kind: "machine" },
  ...{ priceKey: "machine/t3.large/on-demand", quantity: 1, part: "control-plane", start },
});

/** What every implementation of Ledger promises. */
export const ledgerContract = (ledger: () => Ledger): void => {
  const everything = { since: at(0), until: at(10_000) };
  const newOwner = () => ({ tenantId: newTenant(), clusterId: newClusterId() });

  test("a usage is opened once and closed once, however often it is told of", async () => {
    const { tenantId, clusterId } = newOwner();
    const fact = machineOf(clusterId);
    expect(await ledger().note(tenantId, [fact, fact])).toBe(1);
    expect(await ledger().note(tenantId, [fact])).toBe(0);
    expect(await ledger().unsettled(tenantId, clusterId)).toEqual([{ tenantId, ...fact, settled: false }]);

    const end = { at: at(5), by: "told" as const };
    expect(await ledger().note(tenantId, [{ ...fact, end }])).toBe(1);
    expect(await ledger().note(tenantId, [{ ...fact, end }, { ...fact, end: { at: at(7), by: "told" } }, fact])).toBe(
      0,
    );
    expect(await ledger().unsettled(tenantId, clusterId)).toEqual([]);
    const closed = { tenantId, ...fact, end, settled: true };
    expect(await ledger().usage(tenantId, { ...everything, clusterId })).toEqual([closed]);
    expect(await ledger().find(tenantId, clusterId, [fact.usageId, "i-none", fact.usageId])).toEqual([closed]);
  });

  test("an end that was only looked at gives way to the one that is told, and to the sight of it", async () => {
    const { tenantId, clusterId } = newOwner();
    const fact = machineOf(clusterId);
    const looked = { ...fact, end: { at: at(5), by: "looked" as const } };
    await ledger().note(tenantId, [fact, looked]);
    expect(await ledger().unsettled(tenantId, clusterId)).toMatchObject([{ end: looked.end, settled: false }]);
    await ledger().note(tenantId, [{ ...fact, aliveAt: at(6) }]);
    const [open] = await ledger().unsettled(tenantId, clusterId);
    expect(open).not.toHaveProperty("end");
    await ledger().note(tenantId, [looked]);
    expect((await ledger().unsettled(tenantId, clusterId))[0]).not.toHaveProperty("end");
    await ledger().note(tenantId, [{ ...fact, end: { at: at(4), by: "told" } }]);
    expect(await ledger().usage(tenantId, everything)).toMatchObject([
      { end: { at: at(4), by: "told" }, settled: true },
    ]);
  });

  test("what nothing more can be learned of is settled", async () => {
    const { tenantId, clusterId } = newOwner();
    await ledger().note(tenantId, [
      { ...machineOf(clusterId), end: { at: at(5), by: "looked" }, settled: true },
      machineOf(clusterId, 2),
    ]);
    expect(await ledger().unsettled(tenantId, clusterId)).toMatchObject([{ resourceId: "i-2" }]);
  });

  test("a day of snapshots grows, whoever tells of it last, and after its end, too", async () => {
    const { tenantId, clusterId } = newOwner();
    const day = (amount: number, quantity: number): UsageFact => ({
      ...{ usageId: "kept@2026-01-01", clusterId, resourceId: "snapshots", kind: "snapshot" },
      ...{ priceKey: "snapshot/s3-standard", quantity, part: "backups", start: at(0), amount },
    });
    const end = { at: at(24 * 60), by: "told" as const };
    expect(await ledger().note(tenantId, [day(5, 10), day(9, 30), day(7, 20), { ...day(8, 20), end }])).toBe(3);
    expect(await ledger().unsettled(tenantId, clusterId)).toEqual([]);
    expect(await ledger().note(tenantId, [day(12, 40), day(9, 30)])).toBe(1);
    const known = { tenantId, ...day(12, 40), end, settled: true };
    expect(await ledger().find(tenantId, clusterId, ["kept@2026-01-01"])).toEqual([known]);
    // What has its end in advance ends earlier where all of it is taken away.
    const removed = { ...day(0, 10), usageId: "removed@2026-01-01", start: at(24 * 60) };
    delete removed.amount;
    await ledger().note(tenantId, [{ ...removed, end: { at: at(9000), by: "told" } }]);
    expect(await ledger().note(tenantId, [{ ...removed, end: { at: at(2000), by: "told" } }])).toBe(1);
    expect(await ledger().find(tenantId, clusterId, [removed.usageId])).toMatchObject([{ end: { at: at(2000) } }]);
  });

  test("usage is told by what was there within a range, by start, for a cluster or the tenant, and for nobody else", async () => {
    const { tenantId, clusterId } = newOwner();
    const other = newClusterId();
    await ledger().note(tenantId, [
      { ...machineOf(clusterId, 1, at(0)), end: { at: at(10), by: "told" } },
      { ...machineOf(clusterId, 2, at(20)), end: { at: at(30), by: "told" } },
      machineOf(clusterId, 3, at(25)),
      machineOf(other, 4, at(5)),
    ]);
    const ids = async (range: { since: string; until: string; clusterId?: string }) =>
      (await ledger().usage(tenantId, range)).map(({ resourceId }) => resourceId);
    expect(await ids(everything)).toEqual(["i-1", "i-4", "i-2", "i-3"]);
    expect(await ids({ ...everything, clusterId })).toEqual(["i-1", "i-2", "i-3"]);
    // What ended a minute before may still be billed: nothing is billed for less.
    expect(await ids({ since: at(11), until: at(20), clusterId })).toEqual(["i-1"]);
    expect(await ids({ since: at(12), until: at(20), clusterId })).toEqual([]);
    expect(await ids({ since: at(10), until: at(21), clusterId })).toEqual(["i-1", "i-2"]);
    expect(await ids({ since: at(40), until: at(50) })).toEqual(["i-4", "i-3"]);
    expect(await ledger().usage(newTenant(), everything)).toEqual([]);
    expect(await ledger().find(newTenant(), clusterId, [`i-1@${at(0)}`])).toEqual([]);
  });

  test("lives of a machine are found by it alone, whether they can still change or not", async () => {
    const { tenantId, clusterId } = newOwner();
    // Ids are the whole table's.
    const instanceId = `i-of-${clusterId}`;
    const life = (start: string): UsageFact => ({
      ...{ ...machineOf(clusterId, 1, start), usageId: `${instanceId}@${start}`, resourceId: instanceId },
      end: { at: at(9), by: "told" },
    });
    const volume = (usageId: string, more: Partial<UsageFact>): UsageFact => ({
      ...{ ...machineOf(clusterId), usageId, resourceId: usageId, kind: "volume", priceKey: "volume/gp3" },
      ...more,
    });
    await ledger().note(tenantId, [
      ...[life(at(0)), life(at(5)), volume("vol-1", { machineId: instanceId })],
      ...[volume("vol-2", { machineId: `${instanceId}0` }), volume("vol-3", {})],
    ]);
    const lives = await ledger().lives(instanceId);
    expect(lives.map(({ usageId }) => usageId).sort()).toEqual(
      [`${instanceId}@${at(0)}`, `${instanceId}@${at(5)}`, "vol-1"].sort(),
    );
    expect(lives.find(({ usageId }) => usageId === "vol-1")).toEqual({
      ...{ tenantId, ...volume("vol-1", { machineId: instanceId }), settled: false },
    });
    expect(await ledger().lives(`${instanceId}1`)).toEqual([]);
  });

  test("many facts, told by several at a time, end as if told by one", async () => {
    const { tenantId, clusterId } = newOwner();
    const facts = Array.from({ length: 60 }, (_, i) => machineOf(clusterId, i));
    const ends = facts.map((fact, i) => ({ ...fact, end: { at: at(60 + i), by: "told" as const } }));
    const news = await Promise.all([
      ledger().note(tenantId, facts),
      ledger().note(tenantId, ends),
      ledger().note(tenantId, [...ends].reverse()),
    ]);
    expect(news.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(120);
    const all = await ledger().usage(tenantId, everything);
    expect(all).toHaveLength(60);
    expect(all.map(({ end }) => end?.at).sort()).toEqual(ends.map(({ end }) => end.at).sort());
  });
};
