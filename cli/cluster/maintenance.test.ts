import { afterEach, expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";
import { cluster, clusterId } from "#cli/testing/examples.ts";
import { type StandIn, standIn } from "#cli/testing/stand-in.ts";
import { UpdateCluster } from "#contract/clusters.ts";

const exclusions = [{ from: "2026-12-18T00:00:00Z", to: "2027-01-04T00:00:00Z", reason: "Christmas = sales" }];
const maintenance = {
  ...{ channel: "stable", window: { schedule: "0 2 * * sun", timeZone: "Europe/Berlin", durationMinutes: 180 } },
  ...{ exclusions, nextUpgrade: { version: "v1.37.2", at: "2027-01-10T01:00:00.000Z" } },
};

let service: StandIn | undefined;
afterEach(() => service?.close());

const serve = async (shown: object = maintenance) => {
  service = await standIn(() => ({ status: 200, body: { ...cluster, maintenance: shown } }));
  const { env, seen } = service;
  return {
    ...{ update: (...args: string[]) => kubewright(["cluster", "update", clusterId, ...args], { env }) },
    view: () => kubewright(["cluster", "view", clusterId], { env }),
    asked: () => seen.filter(({ method }) => method === "PATCH").map(({ body }) => UpdateCluster.parse(body)),
  };
};

test("update sets channel, window and exclusions, each for itself, and takes them away", async () => {
  const { update, asked } = await serve();
  const { out } = await update(
    ...["--channel", "stable", "--window", "0 2 * * sun", "--window-minutes", "180"],
    ...["--window-time-zone", "Europe/Berlin"],
    ...["--exclude", "2026-12-18T00:00:00Z/2027-01-04T00:00:00Z=Christmas = sales"],
  );
  expect(out).toMatch(/Next upgrade: +v1\.37\.2 at 2027-01-10T01:00:00\.000Z/);
  await update("--channel", "rapid");
  await update("--window", "0 3 * * *");
  await update("--channel", "none", "--no-window", "--no-exclusions");
  expect(asked()).toEqual([
    { maintenance: { channel: "stable", window: maintenance.window, exclusions } },
    { maintenance: { channel: "rapid" } },
    { maintenance: { window: { schedule: "0 3 * * *", timeZone: "UTC", durationMinutes: 240 } } },
    { maintenance: { channel: "none", window: null, exclusions: [] } },
  ]);
});

test("what makes no sense is refused before anything is asked", async () => {
  const { update, asked } = await serve();
  for (const args of [
    ["--channel", "regular"],
    ["--exclude", "tomorrow"],
    ["--window-minutes", "60"],
  ])
    expect(await update(...args)).toMatchObject({ code: 2 });
  expect(asked()).toEqual([]);
});

test("view shows channel, window and exclusions, and why nothing is upgraded", async () => {
  const { view } = await serve({
    ...maintenance,
    nextUpgrade: { reason: "UpToDate", message: "v1.37.2 is the newest version on offer in channel stable" },
  });
  const { out } = await view();
  expect(out).toMatch(/Channel: +stable\nWindow: +0 2 \* \* sun Europe\/Berlin for 180 minutes\nExcluded: +2026-12-18/);
  expect(out).toMatch(/Next upgrade: +none: v1\.37\.2 is the newest/);
});
