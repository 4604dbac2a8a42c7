import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { contains, formatAddress, overlaps, parseCidr, privateCidr } from "./cidr.ts";

/** Any canonical range. */
const range = fc.tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => {
  const size = 2 ** (32 - prefix);
  return { first: Math.floor(address / size) * size, size, prefix };
});
const textOf = ({ first, prefix }: { first: number; prefix: number }): string => `${formatAddress(first)}/${prefix}`;

describe("ranges", () => {
  test("what is written is read back", () => {
    fc.assert(fc.property(range, (one) => expect(parseCidr(textOf(one))).toEqual(one)));
  });

  test("two overlap exactly when one holds the other: prefixes nest", () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        expect(overlaps(a, b)).toBe(contains(a, b) || contains(b, a));
        expect(overlaps(a, b)).toBe(overlaps(b, a));
      }),
    );
  });

  test("one holds another exactly when it holds its first and last address", () => {
    const point = (first: number) => ({ first, size: 1, prefix: 32 });
    fc.assert(
      fc.property(range, range, (a, b) =>
        expect(contains(a, b)).toBe(contains(a, point(b.first)) && contains(a, point(b.first + b.size - 1))),
      ),
    );
  });

  test("host bits that are set make it no range", () => {
    fc.assert(
      fc.property(
        range.filter(({ prefix }) => prefix < 32 && prefix > 0),
        fc.nat(),
        ({ first, size, prefix }, host) => {
          const inside = 1 + (host % (size - 1));
          expect(parseCidr(`${formatAddress(first + inside)}/${prefix}`)).toBeUndefined();
        },
      ),
    );
  });

  test.each([
    "",
    "10.0.0.0",
    "10.0.0.0/33",
    "256.0.0.0/8",
    "10.0.0/8",
    "10.0.0.0/8 ",
    "a.b.c.d/8",
    "::/0",
    "10.0.0.0/-1",
    "10.0.0.0/8\n",
  ])("%j is none", (text) => expect(parseCidr(text)).toBeUndefined());
});

describe("private ranges", () => {
  const ok = (text: string) => privateCidr(16, 22).safeParse(text).success;
  test.each(["10.0.0.0/16", "172.31.0.0/16", "192.168.0.0/16", "100.64.0.0/22", "10.255.252.0/22"])(
    "%s is one",
    (text) => expect(ok(text)).toBe(true),
  );
  test.each([
    "10.0.0.0/15",
    "10.0.0.0/23",
    "172.32.0.0/16",
    "11.0.0.0/16",
    "192.169.0.0/16",
    "100.128.0.0/16",
    "0.0.0.0/0",
  ])("%s is none", (text) => expect(ok(text)).toBe(false));
});
