import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lastTime } from "#core/times.ts";
import { fittingTime, isInWindow } from "./windows.ts";

const hour = 3600;
const night = { schedule: "0 23 * * *", timeZone: "UTC", durationMinutes: 180 };
const fits = (
  from: string,
  {
    window = night,
    exclusions = [] as { from: string; to: string }[],
    seconds = hour,
  }: object & {
    window?: typeof night;
    exclusions?: { from: string; to: string }[];
    seconds?: number;
  } = {},
) => {
  const closed = exclusions.map((one) => ({ ...one, reason: "sales" }));
  const time = fittingTime(window, closed, { seconds, from: Date.parse(from) });
  return time && [new Date(time.at).toISOString().slice(0, 16), new Date(time.until).toISOString().slice(0, 16)];
};

test("before a window it is its beginning, inside it is now, also after midnight", () => {
  expect(fits("2026-01-05T12:00:00Z")).toEqual(["2026-01-05T23:00", "2026-01-06T02:00"]);
  expect(fits("2026-01-06T00:30:00Z")).toEqual(["2026-01-06T00:30", "2026-01-06T02:00"]);
  expect(fits("2026-01-06T01:00:00Z")).toEqual(["2026-01-06T01:00", "2026-01-06T02:00"]);
});

test("where what is left of a window is too short it is the next one; one that is always too short is none", () => {
  expect(fits("2026-01-06T01:00:01Z")).toEqual(["2026-01-06T23:00", "2026-01-07T02:00"]);
  expect(fits("2026-01-05T12:00:00Z", { seconds: 3 * hour + 1 })).toBeUndefined();
});

test("an exclusion takes a window away, or the part of it that it covers", () => {
  const until = (from: string, to: string) => fits("2026-01-05T12:00:00Z", { exclusions: [{ from, to }] });
  expect(until("2026-01-05T00:00:00Z", "2026-01-07T12:00:00Z")).toEqual(["2026-01-07T23:00", "2026-01-08T02:00"]);
  expect(until("2026-01-05T20:00:00Z", "2026-01-06T00:30:00Z")).toEqual(["2026-01-06T00:30", "2026-01-06T02:00"]);
  expect(until("2026-01-05T20:00:00Z", "2026-01-06T01:30:00Z")).toEqual(["2026-01-06T23:00", "2026-01-07T02:00"]);
  expect(until("2026-01-06T00:30:00Z", "2026-01-06T12:00:00Z")).toEqual(["2026-01-05T23:00", "2026-01-06T00:30"]);
  expect(until("2026-01-05T23:30:00Z", "2026-01-06T00:15:00Z")).toEqual(["2026-01-06T00:15", "2026-01-06T02:00"]);
});

test("windows open by the zone's clock, and stay open for as long as they say, also when that clock is put back or on", () => {
  const window = { schedule: "30 1 * * sun", timeZone: "Europe/Berlin", durationMinutes: 180 };
  const at = (from: string) => fits(from, { window });
  expect(at("2026-01-05T12:00:00Z")).toEqual(["2026-01-11T00:30", "2026-01-11T03:30"]);
  expect(at("2026-07-06T12:00:00Z")).toEqual(["2026-07-11T23:30", "2026-07-12T02:30"]);
  expect(at("2026-03-28T12:00:00Z")).toEqual(["2026-03-29T00:30", "2026-03-29T03:30"]);
  expect(at("2026-10-24T12:00:00Z")).toEqual(["2026-10-24T23:30", "2026-10-25T02:30"]);
});

test("windows that open while one is open count, too: the next opening is not missed", () => {
  const window = { schedule: "0 0,1 * * *", timeZone: "UTC", durationMinutes: 90 };
  expect(fits("2026-01-06T00:30:00Z", { window, seconds: 80 * 60 })).toEqual(["2026-01-06T01:00", "2026-01-06T02:30"]);
});

const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu");
const range = (least: number, most: number) => fc.integer({ min: least, max: most });
const schedule = fc.tuple(
  range(0, 59),
  range(0, 23),
  fc.constantFrom("*", "1", "*/7"),
  fc.constantFrom("*", "sun", "1-5"),
);
const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });

test("whatever is asked for: it begins in a window that stays open until it is done, clear of exclusions, and nothing sooner would do", () => {
  const facts = fc.record({
    ...{ zone: zones, fields: schedule, minutes: range(15, 1440), seconds: range(60, 24 * hour), from: moment },
    exclusions: fc.array(fc.tuple(moment, range(1, 30 * 24)), { maxLength: 3 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(facts, ({ zone, fields: [minute, at, day, weekday], minutes, seconds, from, exclusions, share }) => {
      const window = { schedule: `${minute} ${at} ${day} * ${weekday}`, timeZone: zone, durationMinutes: minutes };
      const closed = exclusions.map(([begin, hours]) => ({
        ...{ from: begin.toISOString(), to: new Date(begin.getTime() + hours * hour * 1000).toISOString() },
        reason: "sales",
      }));
      const may = (begin: number): boolean => {
        const opened = Date.parse(lastTime(window.schedule, zone, new Date(begin).toISOString()) ?? "");
        const done = begin + seconds * 1000;
        return (
          done <= opened + minutes * 60_000 &&
          closed.every((one) => Date.parse(one.to) <= begin || Date.parse(one.from) >= done)
        );
      };
      const found = fittingTime(window, closed, { seconds, from: from.getTime() });
      if (!found) return expect(seconds).toBeGreaterThan(minutes * 60);
      expect(found.at >= from.getTime() && may(found.at) && found.until >= found.at + seconds * 1000).toBe(true);
      const sooner = Math.floor(from.getTime() + share * (found.at - from.getTime()));
      if (sooner < found.at) expect(may(sooner)).toBe(false);
      return undefined;
    }),
    { numRuns: 300 },
  );
});

test("what can wait may begin in a window that is open for a while yet, or at any time where there is none, and in no exclusion", () => {
  const policy = { channel: "none" as const, exclusions: [], since: "2026-01-01T00:00:00Z" };
  const sales = { from: "2026-01-05T00:00:00Z", to: "2026-01-07T00:00:00Z", reason: "sales" };
  expect(isInWindow(undefined, "2026-01-05T12:00:00Z")).toBe(true);
  expect(isInWindow(policy, "2026-01-05T12:00:00Z")).toBe(true);
  expect(isInWindow({ ...policy, exclusions: [sales] }, "2026-01-05T12:00:00Z")).toBe(false);
  expect(isInWindow({ ...policy, exclusions: [sales] }, "2026-01-07T00:00:00Z")).toBe(true);
  const at = (now: string) => isInWindow({ ...policy, window: night }, now);
  expect([at("2026-01-05T22:59:00Z"), at("2026-01-05T23:00:00Z"), at("2026-01-06T01:45:00Z")]).toEqual([
    false,
    true,
    true,
  ]);
  expect(at("2026-01-06T01:46:00Z")).toBe(false);
  expect(isInWindow({ ...policy, window: night, exclusions: [sales] }, "2026-01-05T23:00:00Z")).toBe(false);
});
