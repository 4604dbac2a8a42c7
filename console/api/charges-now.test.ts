import { expect, test } from "@jest/globals";
import { chargesNow } from "./charges-now.ts";

const askedFor = async (until: string): Promise<(string | undefined)[]> => {
  const asked: (string | undefined)[] = [];
  await chargesNow(async (since) => {
    asked.push(since);
    return { until, items: [] };
  });
  return asked;
};

test("which day it is the service says, whatever this computer's clock does", async () => {
  expect(await askedFor("2020-02-29T15:00:00.000Z")).toEqual([undefined, "2020-02-29T00:00:00.000Z"]);
  // In the last hour of the day it counts up to midnight.
  expect(await askedFor("2020-03-01T00:00:00.000Z")).toEqual([undefined, "2020-02-29T00:00:00.000Z"]);
  expect(await askedFor("2199-01-01T01:00:00.000Z")).toEqual([undefined, "2199-01-01T00:00:00.000Z"]);
});

test("charges are a cluster's, of the day and of the month", async () => {
  const until = "2026-01-31T15:00:00.000Z";
  const { today, month } = await chargesNow(async (since) => ({
    until,
    items: [{ clusterId: "cls_1", micros: since === undefined ? 31 : 1, unrated: [] }],
  }));
  expect([today.get("cls_1"), month.get("cls_1")]).toEqual([1, 31]);
});
