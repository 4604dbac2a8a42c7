import { expect, test } from "@jest/globals";
import { CreateCluster, UpdateCluster } from "./clusters.ts";
import { parseCron } from "./cron.ts";
import { HibernationSchedule } from "./hibernation.ts";

test("five fields are read as crontab(5) has them", () => {
  expect(parseCron("0 20 * * mon-fri")).toMatchObject({ minute: 0, hours: [20], weekdays: [1, 2, 3, 4, 5] });
  expect(parseCron(" 30  6,18 1-3 */6 0 ")).toMatchObject({
    ...{ minute: 30, hours: [6, 18], days: [1, 2, 3], months: [1, 7], weekdays: [0], eitherDay: true },
  });
  expect(parseCron("0 8-18/5 * * 5-7")).toMatchObject({ hours: [8, 13, 18], weekdays: [0, 5, 6], eitherDay: false });
  expect(parseCron("59 23 29 2 *")).toMatchObject({ days: [29], months: [2] });
});

test.each([
  ["", "five fields"],
  ["0 20 * *", "five fields"],
  ["* 20 * * *", "the minute is one number"],
  ["60 20 * * *", "the minute is one number"],
  ["0 24 * * *", "hours are numbers"],
  ["0 5-1 * * *", "hours are numbers"],
  ["0 5- * * *", "hours are numbers"],
  ["0 1-2-3 * * *", "hours are numbers"],
  ["0 */0 * * *", "hours are numbers"],
  ["0 20 0 * *", "days of the month"],
  ["0 20 * jan *", "months are numbers"],
  ["0 20 * * funday", "days of the week"],
  ["0 20 * * 8", "days of the week"],
  ["0 20 31 2,4 *", "no such day"],
])("%p is refused with what is allowed", (text, why) => {
  expect(parseCron(text)).toContain(why);
});

test("a schedule is refused field by field, in words", () => {
  const faults = (given: object) =>
    HibernationSchedule.safeParse(given).error?.issues.map(({ path, message }) => [path.join("."), message]);
  expect(faults({ sleep: "0 25 * * *", timeZone: "Mars/Olympus" })).toEqual([
    ["sleep", "hours are numbers from 0 to 23, such as 20, 8-18, 6,18 or *"],
    ["timeZone", "a time zone of the IANA data base, such as Europe/Berlin, or UTC"],
  ]);
  expect(faults({})).toEqual([["sleep", "sleep or wake, or both"]]);
  expect(faults({ sleep: "0 20 * * *", wake: "0 20 * * *" })).toEqual([["wake", "another time than sleep"]]);
  expect(faults({ sleep: "0 20 * * *" })).toBeUndefined();
});

test("it is part of a cluster that is made, and is set and taken away by an update", () => {
  const hibernation = { sleep: "0 20 * * *", timeZone: "UTC" };
  expect(CreateCluster.parse({ name: "one", hibernation }).hibernation).toEqual(hibernation);
  expect(UpdateCluster.parse({ hibernation: null })).toEqual({ hibernation: null });
});
