import { expect, test } from "@jest/globals";
import { UpdateMaintenance } from "#contract/maintenance.ts";
import type { Cluster } from "../api/types.ts";
import { type MaintenanceWish, maintenanceBody, maintenanceWishOf, scheduleOfWish } from "./maintenance-wish.ts";

const shown = (schedule: string): NonNullable<Cluster["maintenance"]> => ({
  channel: "stable",
  window: { schedule, timeZone: "Europe/Berlin", durationMinutes: 240 },
  exclusions: [{ from: "2026-12-18T00:00:00.000Z", to: "2027-01-04T06:30:00Z", reason: "sales" }],
  nextUpgrade: {},
});
const wishOf = (schedule: string): MaintenanceWish => maintenanceWishOf({ maintenance: shown(schedule) });

test.each([
  ["0 2 * * sun", "sun", "02:00"],
  ["30 22 * * 5", "fri", "22:30"],
  ["5 4 * * 0", "sun", "04:05"],
  ["0 3 * * *", "daily", "03:00"],
])("a window that opens %s is shown as a day and a time, and comes out as it went in", (schedule, day, time) => {
  const wish = wishOf(schedule);
  expect(wish).toMatchObject({ day, time });
  expect(scheduleOfWish(wish)).toBe(schedule.replace(/ 5$/, " fri").replace(/ 0$/, " sun"));
});

test("times that are no day and time stay as crontab(5) has them", () => {
  for (const schedule of ["0 2 * * sat,sun", "0 2 1 * *", "*/30 2 * * sun"]) {
    expect(wishOf(schedule)).toMatchObject({ day: "crontab", crontab: schedule });
    expect(scheduleOfWish(wishOf(schedule))).toBe(schedule);
  }
});

test("what is shown is sent again as it was, and days are their midnight", () => {
  const { nextUpgrade: _, ...set } = shown("0 2 * * sun");
  const body = maintenanceBody(wishOf("0 2 * * sun"));
  expect(wishOf("0 2 * * sun").exclusions).toEqual([
    { from: "2026-12-18", to: "2027-01-04T06:30:00Z", reason: "sales" },
  ]);
  expect(body).toEqual({
    ...set,
    exclusions: [{ from: "2026-12-18T00:00:00Z", to: "2027-01-04T06:30:00Z", reason: "sales" }],
  });
  expect(UpdateMaintenance.safeParse(body).success).toBe(true);
});

test("a cluster in no channel keeps its window, and one without any is offered one", () => {
  const wish = maintenanceWishOf({});
  expect(maintenanceBody(wish)).toEqual({ channel: "none" });
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const window = { schedule: "0 2 * * sun", timeZone, durationMinutes: 240 };
  expect(maintenanceBody({ ...wish, channel: "rapid" })).toEqual({ channel: "rapid", window, exclusions: [] });
});

test("what is no time or number is left for the service to refuse at its field", () => {
  const paths = (part: Partial<MaintenanceWish>): string[] =>
    (UpdateMaintenance.safeParse(maintenanceBody({ ...wishOf("0 2 * * sun"), ...part })).error?.issues ?? []).map(
      ({ path }) => path.join("."),
    );
  expect(paths({ time: "25:00" })).toEqual(["window.schedule"]);
  expect(paths({ time: "soon" })).toEqual(["window.schedule"]);
  expect(paths({ minutes: "long" })).toEqual(["window.durationMinutes"]);
  const unclear = [{ from: "Christmas", to: "2027-01-04", reason: "sales" }];
  expect(paths({ exclusions: unclear })).toContain("exclusions.0.from");
});
