import { describe, expect, test } from "@jest/globals";
import { InvalidInput } from "#core/errors.ts";
import { idempotencyKeyOf, ifMatchOf, readJson } from "./api-request.ts";
import { requestEvent } from "./testing/events.ts";

const withHeader = (name: string, value: string) => requestEvent({ headers: { [name]: value } });

describe("Idempotency-Key", () => {
  test("however its name is spelled", () => {
    for (const name of ["Idempotency-Key", "idempotency-key", "IDEMPOTENCY-KEY"])
      expect(idempotencyKeyOf(withHeader(name, "k-1"))).toBe("k-1");
    expect(idempotencyKeyOf(requestEvent())).toBeUndefined();
  });

  test.each(["", "two words", "ä", "x".repeat(256), "a\nb"])("%j is none", (value) =>
    expect(() => idempotencyKeyOf(withHeader("Idempotency-Key", value))).toThrow(InvalidInput),
  );
});

describe("If-Match", () => {
  test.each([
    ['"7"', 7],
    ["7", 7],
    ["*", undefined],
  ])("%s", (value, revision) => expect(ifMatchOf(withHeader("If-Match", value))).toBe(revision));

  test.each(['W/"7"', "seven", '"7","8"', "-1", "", "9".repeat(16)])("%j makes no sense", (value) =>
    expect(() => ifMatchOf(withHeader("If-Match", value))).toThrow(InvalidInput),
  );
});

test("a body in base 64, as the gateway may send it", () => {
  const body = Buffer.from('{"name":"one"}').toString("base64");
  expect(readJson(requestEvent({ body, isBase64Encoded: true }))).toEqual({ name: "one" });
});

test("of a body that is no JSON not more than its beginning is given back", () => {
  try {
    readJson(requestEvent({ body: "x".repeat(10_000) }));
    throw new Error("it was taken");
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as InvalidInput).faults).toEqual([
      { field: "body", value: "x".repeat(200), allowed: "a JSON object" },
    ]);
  }
});
