import { expect, test } from "@jest/globals";
import { fakeBills } from "#core/fakes/bills.ts";
import { callOf } from "#core/fakes/calls.ts";
import { priceBook } from "./price-book.ts";
import { billingReconcile } from "./reconcile-bill.ts";
import type { UsageInterval } from "./usage.ts";

const tenantId = "blue";
const [since, until, now] = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z", "2026-01-03T00:00:00.000Z"];
const ids = Array.from({ length: 1000 }, (_, i) => `cls_${i}`);

const usageOf = (clusterId: string): UsageInterval => ({
  ...{ tenantId, clusterId, usageId: clusterId, resourceId: `i-${clusterId}`, kind: "machine", quantity: 1 },
  ...{ priceKey: "machine/t3.large/on-demand", part: "control-plane", start: since, settled: true },
  end: { at: until, by: "told" },
});

/** Of a tenant with all of these clusters. */
const portsOf = () => {
  const [bills, events] = [fakeBills({ events: new Map() }), [] as string[]];
  const calls = { now: 0, most: 0 };
  const counted = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    calls.now += 1;
    calls.most = Math.max(calls.most, calls.now);
    await new Promise(setImmediate);
    calls.now -= 1;
    return call();
  };
  const ports = {
    clock: { now: () => now },
    ledger: { usage: async () => ids.map(usageOf) },
    prices: { book: async () => priceBook("us-east-1") },
    state: {
      cluster: (_: string, clusterId: string) => counted(async () => ({ clusterId, name: `web ${clusterId}` })),
    },
    bills: {
      reconciliation: (...of: Parameters<typeof bills.reconciliation>) => counted(() => bills.reconciliation(...of)),
      keepReconciliation: (...[record, event]: Parameters<typeof bills.keepReconciliation>) => {
        if (event) events.push(event.clusterName);
        return counted(() => bills.keepReconciliation(record, event));
      },
    },
  };
  return { bills, calls, events, ports: ports as unknown as Parameters<typeof billingReconcile>[1] };
};

test("of a thousand clusters each is kept, some at a time, and those that differ are told by name", async () => {
  const { bills, calls, events, ports } = portsOf();
  const billed = { usageType: "BoxUsage:t3.large", kind: "machine" as const, micros: 83_200 * 24 };
  const lines = ids.map((clusterId, i) => ({
    ...{ ...billed, resourceId: `i-${clusterId}`, unitSeconds: i === 7 ? 86_460 : 86_400 },
  }));
  const result = await billingReconcile({ ...callOf({}), body: { since, until, lines } }, ports);
  expect(result).toMatchObject({ compared: 1000, residual: { unitSeconds: 60, micros: 0 } });
  expect(result.clusters.filter(({ unitSeconds }) => unitSeconds > 0)).toEqual([
    { clusterId: "cls_7", unitSeconds: 60, micros: 0 },
  ]);
  expect(events).toEqual(["web cls_7"]);
  for (const id of ids) expect(await bills.reconciliation(tenantId, id)).toMatchObject({ at: now, since, until });
  expect(calls.most).toBeGreaterThan(1);
  expect(calls.most).toBeLessThanOrEqual(25);
});
