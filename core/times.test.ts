import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lastTime, nextTime } from "./times.ts";

const zone = "Europe/Berlin";

test("times are those of the zone's clocks, in winter and in summer", () => {
  expect(nextTime("0 20 * * *", zone, "2026-01-10T12:00:00.000Z")).toBe("2026-01-10T19:00:00.000Z");
  expect(nextTime("0 20 * * *", zone, "2026-07-10T12:00:00.000Z")).toBe("2026-07-10T18:00:00.000Z");
  expect(nextTime("30 1 * * *", "Pacific/Kiritimati", "2026-01-10T12:00:00.000Z")).toBe("2026-01-11T11:30:00.000Z");
});

test("the day is the zone's too: Monday begins there when it does", () => {
  expect(nextTime("0 0 * * mon", "Asia/Tokyo", "2026-01-10T12:00:00.000Z")).toBe("2026-01-11T15:00:00.000Z");
  expect(lastTime("0 0 * * mon", "Asia/Tokyo", "2026-01-11T15:00:00.000Z")).toBe("2026-01-11T15:00:00.000Z");
  expect(lastTime("0 0 * * mon", "Asia/Tokyo", "2026-01-11T14:59:59.999Z")).toBe("2026-01-04T15:00:00.000Z");
});

test("an hour that summer time leaves out is the one after it; one that comes twice is one", () => {
  expect(nextTime("30 2 * * *", zone, "2026-03-29T00:00:00.000Z")).toBe("2026-03-29T01:30:00.000Z");
  const twice = nextTime("30 2 * * *", zone, "2026-10-24T12:00:00.000Z") ?? "";
  expect(["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"]).toContain(twice);
  expect(nextTime("30 2 * * *", zone, twice)).toBe("2026-10-26T01:30:00.000Z");
});

test("rare days are found, and where nothing is asked for there is no time", () => {
  expect(nextTime("0 0 29 2 *", "UTC", "2026-01-01T00:00:00.000Z")).toBe("2028-02-29T00:00:00.000Z");
  expect(nextTime("0 0 13 * fri", "UTC", "2026-01-10T00:00:00.000Z")).toBe("2026-01-13T00:00:00.000Z");
  expect(nextTime(undefined, "UTC", "2026-01-01T00:00:00.000Z")).toBeUndefined();
});

const list = (least: number, most: number) =>
  fc.oneof(
    fc.constant("*"),
    fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 3 }).map((some) => some.join(",")),
  );
const cron = fc
  .tuple(fc.integer({ min: 0, max: 59 }), list(0, 23), list(1, 28), list(1, 12), list(0, 6))
  .map((fields) => fields.join(" "));
const zones = fc.constantFrom("UTC", zone, "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu");
const moments = fc.date({ min: new Date("2024-01-01"), max: new Date("2032-01-01"), noInvalidDate: true });

test("whatever is asked for: the last time is not after now, the next one is, and there is none in between", () => {
  fc.assert(
    fc.property(cron, zones, moments, (text, timeZone, date) => {
      const now = date.toISOString();
      const [last, next] = [lastTime(text, timeZone, now), nextTime(text, timeZone, now)];
      expect((last ?? "") <= now && (next ?? "") > now).toBe(true);
      expect(nextTime(text, timeZone, last ?? "")).toBe(next);
      expect(lastTime(text, timeZone, next ?? "")).toBe(next);
      const shown = new Intl.DateTimeFormat("en", { timeZone, minute: "numeric" }).format(new Date(next ?? ""));
      // Lord Howe's summer time is half an hour: one that is left out there is another minute.
      if (timeZone !== "Australia/Lord_Howe") expect(Number(shown)).toBe(Number(text.split(" ")[0]));
    }),
    { numRuns: 300 },
  );
});
