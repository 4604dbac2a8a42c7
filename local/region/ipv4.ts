/** A range of IPv4 addresses as numbers, so that ranges can be compared. */
export interface Range {
  first: number;
  last: number;
  prefix: number;
}

export const toNumber = (address: string): number | undefined => {
  const parts = address.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
};

export const toAddress = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");

/** @returns undefined when the text is no CIDR block; host bits are cut off, as EC2 does */
export const parseCidr = (text: string): Range | undefined => {
  const [address = "", length = ""] = text.split("/");
  const number = toNumber(address);
  if (number === undefined || !/^(\d|[12]\d|3[0-2])$/.test(length)) return undefined;
  const prefix = Number(length);
  const size = 2 ** (32 - prefix);
  const first = number - (number % size);
  return { first, last: first + size - 1, prefix };
};

export const toCidr = ({ first, prefix }: Range): string => `${toAddress(first)}/${prefix}`;

export const overlaps = (a: Range, b: Range): boolean => a.first <= b.last && b.first <= a.last;

export const contains = (outer: Range, inner: Range): boolean => outer.first <= inner.first && inner.last <= outer.last;
