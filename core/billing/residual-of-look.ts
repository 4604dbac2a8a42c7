import type { SeenUsage } from "#core/ports/ledger.ts";
import type { SnapshotLook } from "./meter-snapshots.ts";
import { bytesAKiB, secondOf, type Usage, type UsageEnd, type UsageInterval } from "./usage.ts";

/** What was made or ended so shortly before a look may be on the ledger, or in the look, alone. */
const slackSeconds = 60;

/** A volume ends on the ledger with its machine, and goes once that has shut down. Source: Amazon EC2, instance lifecycle. */
const shuttingDownSeconds = 900;

const secondsBetween = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / 1000;

const ofSeen = ({ start, ended }: SeenUsage, known: UsageInterval | undefined, at: string): number => {
  const end = ended ? ended.at : at;
  if (!known) return secondsBetween(start, at) <= slackSeconds ? 0 : secondsBetween(start, end ?? at);
  const begun = secondsBetween(start, known.start);
  const goes = known.end && known.machineId !== undefined && secondsBetween(known.end.at, at) <= shuttingDownSeconds;
  if (!ended && goes) return begun;
  if (!ended) return begun + (known.end && known.end.at < at ? secondsBetween(known.end.at, at) : 0);
  // Of an end without a time only that there is one can be held against the ledger.
  if (ended.at === undefined) return begun + (known.end ? 0 : secondsBetween(known.start, at));
  const off = secondsBetween(known.end?.at ?? at, ended.at);
  return begun + (!known.end && off <= slackSeconds ? 0 : off);
};

/**
 * Seconds by which the ledger is off what the cloud shows of a cluster. Pure.
 * @param seen everything, as of `at` @param known what is open then, and those of the seen that have ended; read after the look
 */
export const residualOfLook = (seen: readonly SeenUsage[], known: readonly UsageInterval[], at: string): number => {
  const moment = secondOf(at);
  const knownBy = new Map(known.map((one) => [one.usageId, one]));
  const there = new Set(seen.map(({ usageId }) => usageId));
  const ofAll = seen.map((one) => ofSeen(one, knownBy.get(one.usageId), moment));
  // Open on the ledger, and nowhere in the cloud.
  const gone = known.filter(({ usageId, end }) => end === undefined && !there.has(usageId));
  const ofGone = gone
    .map(({ start }) => (start < moment ? secondsBetween(start, moment) : 0))
    .filter((seconds) => seconds > slackSeconds);
  return [...ofAll, ...ofGone].reduce((sum, seconds) => sum + seconds, 0);
};

/** In KiB-seconds until then. */
const storedUntil = (at: string, { start, end, quantity, amount }: Usage & { end?: UsageEnd }): number => {
  if (amount !== undefined) return amount;
  const until = end && end.at < at ? end.at : at;
  return until > start ? (quantity / bytesAKiB) * secondsBetween(start, until) : 0;
};

/**
 * Seconds by which the ledger is off what S3 shows of a cluster's snapshots: those in which as much is stored as it is off, day by day. What
 * came since the last look before is no such. Pure.
 */
export const residualOfSnapshots = ({ facts, known, at }: SnapshotLook): number =>
  facts
    .map((fact) => {
      const onRecord = known.get(fact.usageId);
      const off = storedUntil(at, fact) - (onRecord ? storedUntil(at, onRecord) : 0);
      return Math.ceil(Math.abs(off) / Math.max(1, fact.quantity / bytesAKiB));
    })
    .filter((seconds) => seconds > slackSeconds)
    .reduce((sum, seconds) => sum + seconds, 0);
