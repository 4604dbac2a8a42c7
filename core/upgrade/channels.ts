import { kubernetesVersions, minorReleasedOn } from "#contract/catalog.ts";
import type { Channel } from "#contract/maintenance.ts";
import { upgradesOf } from "./may-upgrade.ts";
import { compareVersions, minorOf } from "./versions.ts";

/** A minor is so old when channel stable takes it: about as long as Kubernetes takes to the next one, so that stable is one behind. */
const stableDays = 120;
const dayMilliseconds = 24 * 3600 * 1000;

/** `v1.37.2` → the day (UTC) of v1.37.0, such as `2026-08-26`. @throws Error for a version of a minor that is not on offer */
export const releasedOn = (version: string): string => {
  const minor = version.slice(1, version.lastIndexOf("."));
  const day = (minorReleasedOn as Record<string, string>)[minor];
  if (day === undefined) throw new Error(`when ${minor} was released is not in contract/catalog.ts`);
  return day;
};

/** The day (UTC) from which channel stable takes the version's minor. */
export const stableFrom = (version: string): string =>
  new Date(Date.parse(releasedOn(version)) + stableDays * dayMilliseconds).toISOString().slice(0, 10);

/** From when on a cluster in the channel may be brought to the version, as milliseconds. Patches of its own minor it takes at once. */
const entersAt = (channel: Channel, current: string, version: string): number =>
  channel === "rapid" || minorOf(version) === minorOf(current) ? 0 : Date.parse(stableFrom(version));

/**
 * Where a cluster in the channel goes next: the newest version that it can be brought to at once, and that is in the channel; where there
 * is none yet, the first that will be.
 * @param now milliseconds @returns `from`: when it is in the channel, as milliseconds; undefined where nothing newer is on offer
 */
export const channelTarget = (
  channel: Channel,
  current: string,
  now: number,
  offered: readonly string[] = kubernetesVersions,
): { version: string; from: number } | undefined => {
  if (channel === "none") return undefined;
  const newestFirst = upgradesOf(current, offered)
    .toSorted((a, b) => compareVersions(b, a))
    .map((version) => ({ version, from: entersAt(channel, current, version) }));
  return newestFirst.find(({ from }) => from <= now) ?? newestFirst.toSorted((a, b) => a.from - b.from)[0];
};
