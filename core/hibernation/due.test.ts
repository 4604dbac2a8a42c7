import { expect, test } from "@jest/globals";
import type { ClusterState } from "#contract/states.ts";
import type { ClusterSpec } from "#core/records.ts";
import { dueSwitch } from "./due.ts";

const since = "2026-01-01T00:00:00.000Z";
const times = { sleep: "0 20 * * *", wake: "0 7 * * *", timeZone: "UTC", since };
const at = (day: number, hour: number): string => new Date(Date.UTC(2026, 0, day, hour)).toISOString();
const due = (state: ClusterState, now: string, hibernationAskedAt?: string, more: object = {}) =>
  dueSwitch(
    {
      ...{ state, spec: { hibernation: { ...times, ...more } } as ClusterSpec },
      ...(hibernationAskedAt === undefined ? {} : { hibernationAskedAt }),
    },
    now,
  );

test("in the evening a cluster that runs is due to sleep, in the morning one that sleeps to wake", () => {
  expect(due("running", at(5, 19))).toBeUndefined();
  expect(due("running", at(5, 20))).toEqual({ kind: "cluster.hibernate", isRepeat: false });
  expect(due("degraded", at(5, 23))).toEqual({ kind: "cluster.hibernate", isRepeat: false });
  expect(due("hibernated", at(5, 23))).toBeUndefined();
  expect(due("hibernated", at(6, 7))).toEqual({ kind: "cluster.wake", isRepeat: false });
  for (const state of ["updating", "hibernating", "waking", "failed", "deleting"] as const)
    expect(due(state, at(5, 20))).toBeUndefined();
});

test("what was missed counts once, and only the last of it", () => {
  expect(due("running", at(9, 21), at(2, 20))).toEqual({ kind: "cluster.hibernate", isRepeat: false });
  expect(due("running", at(9, 8), at(2, 20))).toBeUndefined();
  expect(due("hibernated", at(9, 8), at(2, 20))).toEqual({ kind: "cluster.wake", isRepeat: false });
});

test("whoever has hibernated or woken it since has the last word until the next time", () => {
  expect(due("running", at(5, 22), at(5, 21))).toEqual({ kind: "cluster.hibernate", isRepeat: true });
  expect(due("running", at(6, 20), at(5, 21))).toEqual({ kind: "cluster.hibernate", isRepeat: false });
});

test("what was due before there was a schedule is not made up for, and without one nothing is due", () => {
  expect(due("running", at(5, 21), undefined, { since: at(5, 21) })).toBeUndefined();
  expect(due("running", at(6, 20), undefined, { since: at(5, 21) })).toBeDefined();
  expect(due("running", at(6, 20), undefined, { sleep: undefined })).toBeUndefined();
  expect(dueSwitch({ state: "running", spec: {} as ClusterSpec }, at(5, 20))).toBeUndefined();
});
