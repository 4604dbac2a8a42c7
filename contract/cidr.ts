import * as z from "zod";

/** An IPv4 range as two numbers. */
export interface Ipv4Range {
  first: number;
  /** Number of addresses. */
  size: number;
  prefix: number;
}

/** @returns undefined when the text is no IPv4 range in canonical form (host bits must be zero). */
export const parseCidr = (text: string): Ipv4Range | undefined => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const first = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, size, prefix } : undefined;
};

export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");

export const overlaps = (a: Ipv4Range, b: Ipv4Range): boolean =>
  a.first < b.first + b.size && b.first < a.first + a.size;

export const contains = (outer: Ipv4Range, inner: Ipv4Range): boolean =>
  inner.first >= outer.first && inner.first + inner.size <= outer.first + outer.size;

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] as const;

/** A private IPv4 range (RFC 1918, RFC 6598) whose prefix length lies between the two bounds. */
export const privateCidr = (shortest: number, longest: number) =>
  z.string().refine(
    (text) => {
      const range = parseCidr(text);
      return (
        range !== undefined &&
        range.prefix >= shortest &&
        range.prefix <= longest &&
        privateRanges.some((outer) => contains(parseCidr(outer) as Ipv4Range, range))
      );
    },
    `a range inside ${privateRanges.join(", ")} with a prefix of /${shortest} to /${longest} and no host bits set`,
  );

/** Any IPv4 range. */
export const Cidr = z
  .string()
  .refine((text) => parseCidr(text) !== undefined, "an IPv4 range such as 203.0.113.0/24, with no host bits set");
