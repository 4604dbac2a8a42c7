import { expect, test } from "@jest/globals";
import { UpdateCluster } from "./clusters.ts";

const window = { schedule: "0 2 * * sun", timeZone: "Europe/Berlin", durationMinutes: 240 };
const exclusion = { from: "2026-12-18T00:00:00Z", to: "2027-01-04T00:00:00Z", reason: "Christmas sales" };

const faultOf = (maintenance: unknown): [field: string, allowed: string] | undefined => {
  const issue = UpdateCluster.safeParse({ maintenance }).error?.issues[0];
  return issue && [issue.path.join("."), issue.message];
};

test.each([
  { channel: "rapid", window },
  { channel: "none", window: null },
  { exclusions: [] },
  { exclusions: [exclusion, exclusion, exclusion] },
  { window: { schedule: "0 2 * * *", durationMinutes: 15 } },
  null,
])("%j is taken", (maintenance) => expect(faultOf(maintenance)).toBeUndefined());

test.each([
  [{}, "maintenance", /channel, window or exclusions/],
  [{ channel: "regular" }, "maintenance.channel", /"none"\|"stable"\|"rapid"/],
  [{ window: { ...window, schedule: "0 25 * * *" } }, "maintenance.window.schedule", /from 0 to 23/],
  [{ window: { ...window, schedule: "0 2 30 2 *" } }, "maintenance.window.schedule", /no such day/],
  [{ window: { ...window, timeZone: "Mars/Olympus" } }, "maintenance.window.timeZone", /Europe\/Berlin/],
  [{ window: { ...window, durationMinutes: 14 } }, "maintenance.window.durationMinutes", />=15/],
  [{ window: { ...window, durationMinutes: 1441 } }, "maintenance.window.durationMinutes", /<=1440/],
  [{ window: { ...window, durationMinutes: 60.5 } }, "maintenance.window.durationMinutes", /int/],
  [{ exclusions: Array(4).fill(exclusion) }, "maintenance.exclusions", /<=3/],
  [{ exclusions: [{ ...exclusion, to: exclusion.from }] }, "maintenance.exclusions.0.to", /after from/],
  [{ exclusions: [{ ...exclusion, to: "2027-01-17T00:00:01Z" }] }, "maintenance.exclusions.0.to", /30 days/],
  [{ exclusions: [{ ...exclusion, from: "Christmas" }] }, "maintenance.exclusions.0.from", /ISO datetime/],
  [{ exclusions: [{ ...exclusion, reason: " " }] }, "maintenance.exclusions.0.reason", />=1/],
  [{ exclusions: [{ from: exclusion.from, to: exclusion.to }] }, "maintenance.exclusions.0.reason", /string/],
])("%j is refused: %s", (maintenance, field, allowed) =>
  expect(faultOf(maintenance)).toEqual([field, expect.stringMatching(allowed)]),
);
