import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { contains, formatAddress, type Ipv4Range, overlaps, parseCidr } from "#contract/cidr.ts";
import { InvalidInput } from "#core/errors.ts";
import { subnetRanges } from "./subnet-ranges.ts";

test("a /16 over three zones", () => {
  expect(subnetRanges("10.0.0.0/16", 3)).toEqual([
    { public: "10.0.0.0/20", private: "10.0.64.0/18" },
    { public: "10.0.16.0/20", private: "10.0.128.0/18" },
    { public: "10.0.32.0/20", private: "10.0.192.0/18" },
  ]);
});

test("a range that is too small is refused by name", () => {
  expect(() => subnetRanges("10.0.0.0/26", 3)).toThrow(InvalidInput);
});

test("any allowed range: all subnets inside it, none upon another, none smaller than a /28", () => {
  const cases = fc.record({
    prefix: fc.integer({ min: 16, max: 22 }),
    zones: fc.integer({ min: 1, max: 6 }),
    at: fc.nat(0xff),
  });
  fc.assert(
    fc.property(cases, ({ prefix, zones, at }) => {
      const size = 2 ** (32 - prefix);
      const cidr = `${formatAddress(0x0a000000 + (at % (2 ** 24 / size)) * size)}/${prefix}`;
      const vpc = parseCidr(cidr) as Ipv4Range;
      const subnets = subnetRanges(cidr, zones).flatMap((zone) => [zone.public, zone.private]);
      const ranges = subnets.map((range) => parseCidr(range) as Ipv4Range);
      expect(ranges).toHaveLength(2 * zones);
      for (const [i, range] of ranges.entries()) {
        expect(contains(vpc, range)).toBe(true);
        expect(range.prefix).toBeLessThanOrEqual(28);
        expect(ranges.slice(i + 1).some((other) => overlaps(range, other))).toBe(false);
      }
    }),
  );
});
