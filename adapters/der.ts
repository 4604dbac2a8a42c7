/**
 * The few elements of ASN.1 that certificates are made of, written as DER has them, and read apart again.
 * Source: ITU-T X.690.
 */

const lengthOf = (content: Buffer): Buffer => {
  if (content.length < 0x80) return Buffer.from([content.length]);
  const size = Math.ceil((32 - Math.clz32(content.length)) / 8);
  const length = Buffer.alloc(1 + size, 0x80 | size);
  length.writeUIntBE(content.length, 1, size);
  return length;
};

const element = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);

export const sequence = (...parts: Buffer[]): Buffer => element(0x30, Buffer.concat(parts));

/** Of one element: the order of several would matter. */
export const setOf = (part: Buffer): Buffer => element(0x31, part);

export const boolean = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]));

/** @param bytes a number above zero, the greatest byte first, none too many */
export const positive = (bytes: Buffer): Buffer =>
  element(0x02, bytes.readUInt8(0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));

export const octets = (bytes: Buffer): Buffer => element(0x04, bytes);

/** @param unused how many bits at the end do not count */
export const bits = (bytes: Buffer, unused = 0): Buffer => element(0x03, Buffer.concat([Buffer.from([unused]), bytes]));

export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));

/** What is an element of another kind elsewhere, under a number that its place gives it. */
export const numbered = (number: number, content: Buffer): Buffer => element(0x80 | number, content);

/** A whole element within a number that its place gives it. */
export const within = (number: number, inner: Buffer): Buffer => element(0xa0 | number, inner);

/** Seven bits a byte, all but the last with the eighth one set. */
const arc = (value: number): number[] => [
  ...(value < 0x80 ? [] : arc(Math.floor(value / 0x80)).map((byte) => byte | 0x80)),
  value % 0x80,
];

/** @param text such as 2.5.4.3 */
export const oid = (text: string): Buffer => {
  const [first = 0, second = 0, ...more] = text.split(".").map(Number);
  return element(0x06, Buffer.from([40 * first + second, ...more].flatMap(arc)));
};

/** Two digits of the year to 2049, four from then on, as RFC 5280 (4.1.2.5) wants it; whole seconds. */
export const time = (at: Date): Buffer => {
  const digits = `${at.toISOString().slice(0, 19).replaceAll(/\D/g, "")}Z`;
  return at.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(digits.slice(2), "ascii"))
    : element(0x18, Buffer.from(digits, "ascii"));
};

const contentAt = (der: Buffer, at: number): { from: number; to: number } => {
  const length = der.readUInt8(at + 1);
  if (length < 0x80) return { from: at + 2, to: at + 2 + length };
  const size = length & 0x7f;
  const from = at + 2 + size;
  return { from, to: from + der.readUIntBE(at + 2, size) };
};

/** An element's content. */
export const contentOf = (der: Buffer): Buffer => {
  const { from, to } = contentAt(der, 0);
  return der.subarray(from, to);
};

/** Elements that a sequence is made of, each with its tag and length. */
export const partsOf = (der: Buffer): Buffer[] => {
  const { from, to } = contentAt(der, 0);
  const parts: Buffer[] = [];
  for (let at = from; at < to; at += parts.at(-1)?.length ?? 0) parts.push(der.subarray(at, contentAt(der, at).to));
  return parts;
};
