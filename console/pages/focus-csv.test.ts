import { expect, test } from "@jest/globals";
import { focusCsv, focusRange } from "./focus-csv.ts";

test("a month is as long as it is; of one that is not over the service says until when", () => {
  const now = new Date("2026-03-15T12:00:00.000Z");
  expect(focusRange("2026-02", now)).toEqual({
    since: "2026-02-01T00:00:00.000Z",
    until: "2026-02-28T23:59:59.999Z",
  });
  expect(focusRange("2026-03", now)).toEqual({ since: "2026-03-01T00:00:00.000Z" });
});

test("rows are columns by their names; what is not known is empty", () => {
  const row = { BilledCost: 1.5, RegionName: null, Tags: { team: "a,b" } } as never;
  expect(focusCsv([row])).toBe('BilledCost,RegionName,Tags\r\n1.5,,"{""team"":""a,b""}"\r\n');
  expect(focusCsv([])).toBe("\r\n");
});
