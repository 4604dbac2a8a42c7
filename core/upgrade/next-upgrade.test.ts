import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Channel } from "#contract/maintenance.ts";
import { ClusterState } from "#contract/states.ts";
import type { ClusterSpec } from "#core/records.ts";
import type { MaintenancePolicy } from "#core/upgrade/maintenance-records.ts";
import { channelTarget, releasedOn, stableFrom } from "./channels.ts";
import { nextUpgrade, type UpgradeOutlookFacts } from "./next-upgrade.ts";
import { compareVersions, minorOf } from "./versions.ts";

const window = { schedule: "0 2 * * *", timeZone: "UTC", durationMinutes: 240 };
const since = "2026-11-01T00:00:00.000Z";

const next = ({
  version = "v1.36.3",
  channel = "rapid" as Channel,
  now = "2026-11-29T12:00:00.000Z",
  ...more
}: {
  version?: string;
  channel?: Channel;
  now?: string;
  maintenance?: Partial<MaintenancePolicy>;
  cluster?: Partial<UpgradeOutlookFacts["cluster"]>;
  size?: number;
} = {}) =>
  nextUpgrade({
    cluster: {
      state: "running",
      spec: {
        ...{ version, controlPlane: { machines: 3, machineType: "t3.large", etcdDiskGiB: 20 } },
        maintenance: { channel, window, exclusions: [], since, ...more.maintenance },
      } as ClusterSpec,
      ...more.cluster,
    },
    groups: [{ spec: { size: more.size ?? 2 } }],
    now,
  });

test("rapid: the newest that is on offer, in the next window", () => {
  expect(next()).toEqual({
    ...{ version: "v1.37.2", at: "2026-11-30T02:00:00.000Z", until: "2026-11-30T06:00:00.000Z" },
  });
  expect(next({ version: "v1.37.2" })).toMatchObject({ reason: "UpToDate" });
  expect(next({ channel: "none" })).toMatchObject({ reason: "ChannelNone" });
});

test("stable: the next minor once its first release is 120 days old, and the day is known before; patches at once", () => {
  expect(stableFrom("v1.37.2")).toBe("2026-12-24");
  expect(next({ channel: "stable" })).toMatchObject({ version: "v1.37.2", at: "2026-12-24T02:00:00.000Z" });
  expect(next({ channel: "stable", version: "v1.37.0" })).toMatchObject({ at: "2026-11-30T02:00:00.000Z" });
});

test("what was tried in vain is not begun again for a week, unless the maintenance has been set again since", () => {
  const upgradeTried = { version: "v1.37.2", at: "2026-11-29T02:00:00.000Z", operationId: "op_1" };
  const tried = { cluster: { upgradeTried } };
  expect(next(tried)).toMatchObject({ at: "2026-12-06T02:00:00.000Z" });
  expect(next({ ...tried, maintenance: { since: "2026-11-29T08:00:00.000Z" } })).toMatchObject({
    at: "2026-11-30T02:00:00.000Z",
  });
  expect(next({ cluster: { upgradeTried: { ...upgradeTried, version: "v1.36.3" } } })).toMatchObject({
    at: "2026-11-30T02:00:00.000Z",
  });
  expect(next({ cluster: { upgradeTried, state: "updating", activeOperation: "op_1" } })).toMatchObject({
    reason: "NotRunning",
  });
});

test("a window that the cluster has outgrown is told", () => {
  const short = { maintenance: { window: { ...window, durationMinutes: 30 } } };
  expect(next({ ...short, size: 2 })).toMatchObject({ at: expect.any(String) });
  expect(next({ ...short, size: 20 })).toMatchObject({
    reason: "WindowTooShort",
    message: expect.stringMatching(/\d+ minutes/),
  });
});

test.each(ClusterState.options)("a cluster that is %s is upgraded only while it is running", (state) => {
  const outlook = next({ cluster: { state } });
  expect("at" in outlook).toBe(state === "running" || state === "updating");
});

test("each version on offer says when its minor came", () => {
  for (const version of kubernetesVersions) expect(releasedOn(version)).toMatch(/^20\d\d-\d\d-\d\d$/);
});

const versions = fc.uniqueArray(
  fc.tuple(fc.constantFrom(36, 37), fc.integer({ min: 0, max: 9 })).map(([minor, patch]) => `v1.${minor}.${patch}`),
  { maxLength: 6 },
);

test("whatever is on offer: never back, never over a minor, rapid never behind stable, and stable never early", () => {
  const moment = fc.date({ min: new Date("2026-06-01"), max: new Date("2027-06-01"), noInvalidDate: true });
  fc.assert(
    fc.property(versions, fc.constantFrom("v1.35.4", "v1.36.1", "v1.37.1"), moment, (offered, current, date) => {
      const now = date.getTime();
      const [stable, rapid] = [
        channelTarget("stable", current, now, offered),
        channelTarget("rapid", current, now, offered),
      ];
      for (const target of [stable, rapid]) {
        if (!target) continue;
        expect(offered).toContain(target.version);
        expect(compareVersions(target.version, current)).toBeGreaterThan(0);
        expect(minorOf(target.version) - minorOf(current)).toBeLessThanOrEqual(1);
      }
      expect(channelTarget("none", current, now, offered)).toBeUndefined();
      expect(stable === undefined).toBe(rapid === undefined);
      if (!stable || !rapid) return;
      expect(compareVersions(rapid.version, stable.version)).toBeGreaterThanOrEqual(0);
      const old = now >= Date.parse(stableFrom(stable.version));
      expect(stable.from <= now).toBe(old || minorOf(stable.version) === minorOf(current));
    }),
  );
});
