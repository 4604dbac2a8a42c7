import { expect, test } from "@jest/globals";
import { moment, since } from "./times.ts";

test.each([
  [0, "just now"],
  [42, "42 seconds ago"],
  [90, "1 minute ago"],
  [7_300, "2 hours ago"],
  [90_000, "yesterday"],
])("%i seconds ago is %s", (seconds, text) => {
  const now = Date.parse("2026-01-31T12:00:00.000Z");
  expect(since(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
});

test.each([
  ["UTC", "1 Jan 2026, 12:00:00 UTC"],
  ["Europe/Berlin", "1 Jan 2026, 13:00:00 CET"],
  ["America/New_York", "1 Jan 2026, 07:00:00 GMT-5"],
])("a moment in %s names its zone", (zone, text) => expect(moment("2026-01-01T12:00:00.000Z", zone)).toBe(text));
