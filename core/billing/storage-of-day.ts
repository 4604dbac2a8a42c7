import { removedBackupDays } from "#contract/backups.ts";
import type { SnapshotVersion } from "#core/ports/backups.ts";
import type { NewFact } from "./facts-of-look.ts";
import { dayMilliseconds } from "./rate.ts";
import { bytesAKiB, secondOf } from "./usage.ts";

const iso = (moment: number): string => new Date(moment).toISOString();

/** First moment of the day, in UTC, that a moment lies in. */
export const dayOf = (moment: number | string): number =>
  Math.floor((typeof moment === "string" ? Date.parse(moment) : moment) / dayMilliseconds) * dayMilliseconds;

/** @param day its first moment */
export const keptId = (day: number): string => `kept@${iso(day).slice(0, 10)}`;
export const removedId = (day: number): string => `removed@${iso(day).slice(0, 10)}`;

/** A version as S3 bills it. Moments are in milliseconds. */
interface StoredVersion {
  bytes: number;
  from: number;
  /** The end of the day on which it was removed or overwritten: S3 bills it for whole days more from then on. */
  keptUntil: number;
}

export const storedVersion = ({ at, sizeBytes, supersededAt }: SnapshotVersion): StoredVersion => ({
  ...{ bytes: sizeBytes, from: Date.parse(secondOf(at)) },
  keptUntil: supersededAt === undefined ? Number.POSITIVE_INFINITY : dayOf(supersededAt) + dayMilliseconds,
});

const usageOf = (clusterId: string, resourceId: string) => ({
  ...{ clusterId, resourceId, kind: "snapshot" as const, priceKey: "snapshot/s3-standard", part: "backups" },
});

/**
 * What S3 stores of a cluster's snapshots on a day, up to now. As usage it is two: what is kept on the day, an amount that grows until it ends;
 * and, once the day is over, what was removed or overwritten on it, which is billed until the midnight after the days for which the
 * bucket keeps that. Source: Amazon S3 User Guide, "Lifecycle rules: based on an object's age" and "Expiring objects".
 * @param versions all that are shown; those that went on the day, or later, are for `removedBackupDays` after it
 */
export const storageOfDay = (
  clusterId: string,
  versions: readonly StoredVersion[],
  { day, now }: { day: number; now: number },
): NewFact[] => {
  const dayEnd = day + dayMilliseconds;
  const until = Math.min(dayEnd, now);
  const kept = versions.filter(({ from, keptUntil }) => from < dayEnd && from <= now && keptUntil > day);
  const removed = dayEnd <= now ? versions.filter(({ keptUntil }) => keptUntil === dayEnd) : [];
  const bytesOf = (some: readonly StoredVersion[]): number => some.reduce((sum, { bytes }) => sum + bytes, 0);
  const facts: NewFact[] = [];
  if (kept.length > 0) {
    const byteSeconds = kept.reduce(
      (sum, { bytes, from }) => sum + BigInt(bytes) * BigInt((until - Math.max(from, day)) / 1000),
      0n,
    );
    facts.push({
      ...{ usageId: keptId(day), ...usageOf(clusterId, "snapshots"), quantity: bytesOf(kept) },
      amount: Number(byteSeconds / BigInt(bytesAKiB)),
      start: iso(Math.max(day, Math.min(...kept.map(({ from }) => from)))),
      ...(dayEnd <= now ? { end: { at: iso(dayEnd), by: "told" } } : {}),
    });
  }
  if (removed.length > 0)
    facts.push({
      ...{ usageId: removedId(day), ...usageOf(clusterId, "removed-snapshots"), quantity: bytesOf(removed) },
      ...{ start: iso(dayEnd), end: { at: iso(dayEnd + removedBackupDays * dayMilliseconds), by: "told" } },
    });
  return facts;
};
