import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { bits, boolean, contentOf, oid, partsOf, positive, sequence, time, utf8 } from "./der.ts";

/** What OpenSSL reads in it, an element a line, without offsets and lengths. */
const read = (der: Buffer): string[] =>
  execFileSync("openssl", ["asn1parse", "-inform", "der"], { input: der, encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) =>
      line
        .replace(/^.*(prim|cons): /, "")
        .replace(/\s+/g, " ")
        .trim(),
    );

test("a sequence is read apart into what it was made of, however long", () => {
  const length = fc.constantFrom(0, 1, 127, 128, 255, 256, 65_536);
  const part = fc
    .oneof(
      fc.string(),
      length.map((bytes) => "x".repeat(bytes)),
    )
    .map(utf8);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const whole = sequence(...parts);
      const hex = (bytes: Buffer): string => bytes.toString("hex");
      expect(partsOf(whole).map(hex)).toEqual(parts.map(hex));
      expect(hex(contentOf(whole))).toBe(hex(Buffer.concat(parts)));
    }),
  );
});

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])("OpenSSL reads a text of %i bytes as long", (length) => {
  const [outer, text = "", next] = read(sequence(utf8("a".repeat(length)), boolean(true)));
  expect([outer, text.replace(/ :a*$/, ""), next]).toEqual(["SEQUENCE", "UTF8STRING", "BOOLEAN :255"]);
  expect(text.replace(/^UTF8STRING( :)?/, "")).toHaveLength(length);
});

test("OpenSSL reads what was written", () => {
  expect(read(oid("2.999.16384.127.128"))).toEqual(["OBJECT :2.999.16384.127.128"]);
  expect(read(oid("1.2.840.10045.4.3.2"))).toEqual(["OBJECT :ecdsa-with-SHA256"]);
  expect(read(positive(Buffer.from("80ff", "hex")))).toEqual(["INTEGER :80FF"]);
  expect(read(positive(Buffer.from("7fff", "hex")))).toEqual(["INTEGER :7FFF"]);
  expect(read(bits(Buffer.from([0xa4]), 2))).toEqual(["BIT STRING"]);
  expect(read(time(new Date("2049-12-31T23:59:59.999Z")))).toEqual(["UTCTIME :491231235959Z"]);
  expect(read(time(new Date("2050-01-01T00:00:00Z")))).toEqual(["GENERALIZEDTIME :20500101000000Z"]);
});
