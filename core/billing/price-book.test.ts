import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { priceBook } from "./price-book.ts";

const at = (hours: number): string => new Date(Date.UTC(2026, 0, 1) + hours * 3600_000).toISOString();
const [region, machineType, zone] = ["us-east-1", "t3.large", "us-east-1a"];

test("of spot prices the last that has begun counts, and what changes within a span is between its ends", () => {
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 8 });
  fc.assert(
    fc.property(hours, fc.integer({ min: -1, max: 21 }), fc.nat(10), (begun, from, length) => {
      const changes = begun.map((hour) => ({ at: at(hour), nanos: hour + 1 }));
      const book = priceBook(region, [], [{ region, machineType, zone, month: "2026-01", changes }]);
      const key = `machine/${machineType}/spot`;
      const last = Math.max(...begun.filter((hour) => hour <= from));
      expect(book.price(key, at(from), zone)?.nanos).toBe(Number.isFinite(last) ? last + 1 : undefined);
      const within = begun.filter((hour) => from < hour && hour < from + length).sort((a, b) => a - b);
      const [first, end] = [from, from + length].map((hour) => Date.parse(at(hour))) as [number, number];
      expect(book.changes(key, zone, first, end)).toEqual(within.map((hour) => Date.parse(at(hour))));
    }),
  );
});

test("prices are counted by when they begin, in all zones; of a listed one all there are", () => {
  const spot = (inZone: string, hours: number[]) => ({
    ...{ region, machineType, zone: inZone, month: "2026-01" },
    changes: hours.map((hour) => ({ at: at(hour), nanos: 1 })),
  });
  const listed = { region, key: "nat-gateway", nanos: 1, per: "hour" as const, source: "test" };
  const known = [
    { ...listed, from: "2026-02-01" },
    { ...listed, from: "2026-03-01" },
  ];
  const book = priceBook(region, known, [spot("us-east-1a", [1, 2, 5]), spot("us-east-1b", [2, 3])]);
  const count = (key: string, from: number, to: number) => book.count(key, Date.parse(at(from)), Date.parse(at(to)));
  expect(count("machine/t3.large/spot", 2, 5)).toBe(3);
  expect(count("machine/t3.large/spot", 0, 6)).toBe(5);
  expect(count("machine/t3.larger/spot", 0, 6)).toBe(0);
  expect(count("nat-gateway", 0, 1)).toBe(2);
  expect(count("volume/gp3", 0, 1)).toBe(0);
});

test("a listed price changes on the days on which later ones begin, in no zone", () => {
  const listed = { region, key: "nat-gateway", per: "hour" as const, source: "test" };
  const days = ["2026-01-03", "2026-01-01", "2026-01-05"];
  const book = priceBook(
    region,
    days.map((from, i) => ({ ...listed, nanos: i + 1, from })),
  );
  const changes = (from: number, to: number) =>
    book.changes("nat-gateway", undefined, Date.parse(at(from)), Date.parse(at(to)));
  // The first one has held before, too.
  expect(changes(-100, 200)).toEqual([at(48), at(96)].map((moment) => Date.parse(moment)));
  expect(changes(48, 96)).toEqual([]);
  expect(changes(47, 97)).toHaveLength(2);
  expect(book.changes("volume/gp3", undefined, 0, 1e15)).toEqual([]);
});
