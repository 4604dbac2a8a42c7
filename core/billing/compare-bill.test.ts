import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { BilledUsage } from "#contract/reconciliation.ts";
import { compareBill } from "./compare-bill.ts";
import { priceBook } from "./price-book.ts";
import { rateUsage } from "./rate.ts";
import type { UsageInterval, UsageKind } from "./usage.ts";

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const range = { since: at(0), until: at(10 * 86_400) };
const options = { range, clusters: new Set(["cls_1", "cls_2"]), book: priceBook("us-east-1"), now: at(20 * 86_400) };
type BilledKind = Exclude<UsageKind, "snapshot">;
const keys = {
  machine: "machine/t3.large/on-demand",
  volume: "volume/gp3",
  address: "address/public-ipv4",
  "load-balancer": "load-balancer/network",
  "nat-gateway": "nat-gateway",
} as const satisfies Record<BilledKind, string>;

const usage = (kind: BilledKind, id: string, start: number, end: number, clusterId = "cls_1"): UsageInterval => ({
  ...{ tenantId: "blue", usageId: `${id}@${start}`, clusterId, resourceId: id, kind, priceKey: keys[kind] },
  ...{ quantity: kind === "volume" ? 20 : 1, part: "network", start: at(start), settled: true },
  end: { at: at(end), by: "told" },
});

/** As AWS bills: each hour by itself, in amounts and dollars of ten digits, added up by the report's reader. */
const billOf = (all: readonly UsageInterval[]): BilledUsage[] => {
  const lines = new Map<string, BilledUsage & { exact: number; dollars: number }>();
  for (const one of all) {
    const price = options.book.price(one.priceKey, one.start);
    for (const charge of rateUsage(one, range, options)) {
      const unit = one.kind === "volume" ? 31 * 86_400 : 3600;
      const amount = Number((charge.amount / unit).toFixed(10));
      const line = lines.get(one.resourceId) ?? {
        ...{ resourceId: one.resourceId, usageType: "x", kind: one.kind as BilledKind, clusterId: one.clusterId },
        ...{ unitSeconds: 0, micros: 0, exact: 0, dollars: 0 },
      };
      line.exact += amount * unit;
      line.dollars += Number((amount * ((price?.nanos ?? 0) / 1e9)).toFixed(10));
      lines.set(one.resourceId, line);
    }
  }
  return [...lines.values()].map(({ exact, dollars, ...line }) => ({
    ...line,
    ...{ unitSeconds: Math.round(exact), micros: Math.round(dollars * 1e6) },
  }));
};

describe("ledger and bill", () => {
  const lives = fc.array(
    fc.record({
      kind: fc.constantFrom<BilledKind>("machine", "volume", "address", "load-balancer", "nat-gateway"),
      id: fc.integer({ min: 1, max: 4 }),
      start: fc.integer({ min: -86_400, max: 10 * 86_400 }),
      length: fc.integer({ min: 1, max: 5 * 86_400 }),
      cluster: fc.constantFrom("cls_1", "cls_2"),
    }),
    { maxLength: 8 },
  );
  const usageOf = (all: { kind: BilledKind; id: number; start: number; length: number; cluster: string }[]) =>
    all.map(({ kind, id, start, length, cluster }) =>
      usage(kind, `${cluster}-${kind}-${id}`, start, start + length, cluster),
    );

  test("of the same usage differ by nothing, whatever was rounded", () => {
    fc.assert(
      fc.property(lives, (all) => {
        const known = usageOf(all);
        const result = compareBill(known, billOf(known), options);
        expect(result.residual).toEqual({ unitSeconds: 0, micros: 0 });
        expect(result.differences).toEqual([]);
      }),
    );
  });

  test("differ by what one of them has and the other has not", () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.boolean(), (all, which, isBillShort) => {
        const whole = usageOf(all).filter((one) => rateUsage(one, range, options).length > 0);
        fc.pre(whole.length > 0);
        const rest = whole.filter((_, i) => i !== which % whole.length);
        const result = isBillShort
          ? compareBill(whole, billOf(rest), options)
          : compareBill(rest, billOf(whole), options);
        const missing = rateUsage(whole[which % whole.length] as UsageInterval, range, options);
        const seconds = missing.reduce((sum, one) => sum + one.amount, 0);
        expect(result.residual.unitSeconds).toBe(seconds);
        expect(result.differences).toHaveLength(1);
        const [{ difference = { unitSeconds: 0 } } = {}] = result.differences;
        expect(Math.sign(difference.unitSeconds)).toBe(isBillShort ? -1 : 1);
      }),
    );
  });
});

describe("one line of a bill", () => {
  const machine = usage("machine", "i-1", 0, 3600);
  const line: BilledUsage = {
    resourceId: "i-1",
    usageType: "BoxUsage:t3.large",
    kind: "machine",
    unitSeconds: 3600,
    micros: 83_200,
  };
  const compared = (...lines: BilledUsage[]) => compareBill([machine], lines, options);

  test("is found by its thing, without a tag", () => {
    expect(compared(line)).toMatchObject({ compared: 1, residual: { unitSeconds: 0, micros: 0 }, foreignLines: 0 });
  });

  test("with another price is a difference in money alone", () => {
    expect(compared({ ...line, micros: 90_000 })).toMatchObject({
      residual: { unitSeconds: 0, micros: 6800 },
      clusters: [{ clusterId: "cls_1", unitSeconds: 0, micros: 6800 }],
      differences: [{ difference: { unitSeconds: 0, micros: 6800 } }],
    });
  });

  test("of a thing that nobody metered is missed by the ledger when its tag says whose it is", () => {
    const other = { ...line, resourceId: "i-2" };
    expect(compared(line, { ...other, clusterId: "cls_2" }).residual).toEqual({ unitSeconds: 3600, micros: 83_200 });
    expect(compared(line, other)).toMatchObject({ foreignLines: 1, residual: { unitSeconds: 0 } });
    // Another tenant's cluster is nobody here.
    expect(compared(line, { ...other, clusterId: "cls_9" })).toMatchObject({ foreignLines: 1, compared: 1 });
  });

  test("of data is told besides, of an interface's address as well", () => {
    const { kind: _, ...data } = { ...line, usageType: "DataTransfer-Out-Bytes", unitSeconds: 0, micros: 5 };
    expect(compared(line, data).notMetered).toEqual([{ usageType: "DataTransfer-Out-Bytes", micros: 5 }]);
    const address = { ...line, kind: "address" as const, resourceId: "eni-1", usageType: "PublicIPv4:InUseAddress" };
    expect(compared(line, address).unassigned).toEqual({ unitSeconds: 3600, micros: 83_200, lines: 1 });
  });

  test("of what has no price is compared by time", () => {
    const spot = { ...machine, priceKey: "machine/t3.large/spot" };
    const result = compareBill([spot], [{ ...line, unitSeconds: 3500 }], options);
    expect(result.differences).toMatchObject([{ ledger: { unitSeconds: 3600 }, difference: { unitSeconds: -100 } }]);
    expect(result.residual).toEqual({ unitSeconds: 100, micros: 0 });
  });
});
