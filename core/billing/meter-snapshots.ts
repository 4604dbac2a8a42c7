import type { Snapshots } from "#core/ports/backups.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Clock } from "#core/ports/state.ts";
import type { NewFact } from "./facts-of-look.ts";
import { mergeUsage } from "./merge-usage.ts";
import { dayMilliseconds } from "./rate.ts";
import { dayOf, keptId, removedId, storageOfDay, storedVersion } from "./storage-of-day.ts";
import { factOf, secondOf, type UsageInterval } from "./usage.ts";

export interface SnapshotMeterPorts {
  snapshots: Pick<Snapshots, "versions">;
  ledger: Ledger;
  clock: Clock;
}

type Of = { tenantId: string; clusterId: string };

export interface SnapshotLook {
  /** All that can be known of the last days, and what it ends of what is on the ledger; by day. */
  facts: NewFact[];
  /** What is on the ledger of these, by id. */
  known: Map<string, UsageInterval>;
  at: string;
}

/** Today, and the days of which all is shown still. */
const daysOfLook = 8;

/** What is on the ledger and not in S3: a day that was never seen to its end, and what has gone before its time, with all of the cluster's. */
const goneOf = (usage: UsageInterval, now: number, isEmpty: boolean): NewFact[] => {
  const at = new Date(now).toISOString();
  const dayEnd = dayOf(usage.start) + dayMilliseconds;
  const isDay = usage.amount !== undefined;
  const { end } = usage;
  if (!end && isDay && dayEnd <= now)
    return [{ ...factOf(usage), end: { at: new Date(dayEnd).toISOString(), by: "told" } }];
  if (!isEmpty || (end && end.at <= at)) return [];
  // Told, as the end was that is to come: the earlier one counts.
  return [{ ...factOf(usage), end: { at, by: end ? "told" : "looked" }, settled: true }];
};

/**
 * What S3 shows of a cluster's snapshots, and what the ledger has of that: of the last eight days; of earlier ones, as far as S3 shows them
 * still, where they have never been recorded because nobody looked for so long. What S3 has let go of by then nobody learns of.
 * @throws TemporaryFailure
 */
export const lookAtSnapshots = async (
  { tenantId, clusterId }: Of,
  { snapshots, ledger, clock }: SnapshotMeterPorts,
): Promise<SnapshotLook> => {
  const at = secondOf(clock.now());
  const now = Date.parse(at);
  const [shown, unsettled] = await Promise.all([snapshots.versions(clusterId), ledger.unsettled(tenantId, clusterId)]);
  const versions = shown.map(storedVersion);
  const oldest = versions.reduce((first, { from }) => Math.min(first, dayOf(from)), now);
  const known = new Map(unsettled.filter(({ kind }) => kind === "snapshot").map((one) => [one.usageId, one]));
  const facts: NewFact[] = [];
  for (let last = dayOf(now); ; last -= daysOfLook * dayMilliseconds) {
    const days = Array.from({ length: daysOfLook }, (_, i) => last - (daysOfLook - 1 - i) * dayMilliseconds);
    const ids = days.flatMap((day) => [keptId(day), removedId(day)]);
    for (const one of await ledger.find(tenantId, clusterId, ids)) known.set(one.usageId, one);
    facts.unshift(...days.flatMap((day) => storageOfDay(clusterId, versions, { day, now })));
    // Days are recorded one after the other: with one, all before it have been.
    const [first = last] = days;
    if (first <= oldest || known.has(keptId(first))) break;
  }
  const there = new Set(facts.map(({ usageId }) => usageId));
  const gone = [...known.values()].filter(({ usageId }) => !there.has(usageId));
  facts.push(...gone.flatMap((one) => goneOf(one, now, versions.length === 0)));
  return { facts, known, at };
};

/**
 * Brings the ledger up to what S3 says that it keeps. S3 tells to the second when a snapshot came and when it was removed, and shows what
 * was removed for a week: a look within a week of a day is as exact as one all the time. Before and after a cluster's snapshots are taken
 * away for good it is done by the stage that does so; what is between the look before and that is not on the ledger.
 * @returns how much of it was news
 */
export const meterSnapshots = async (of: Of, ports: SnapshotMeterPorts): Promise<number> => {
  const { facts, known } = await lookAtSnapshots(of, ports);
  let news = 0;
  // One after the other, so that a day that is recorded says that those before it are.
  for (const { settled, ...fact } of facts) {
    const before = known.get(fact.usageId);
    if (before && mergeUsage(of.tenantId, before, fact, settled) === before) continue;
    news += await ports.ledger.note(of.tenantId, [{ ...fact, ...(settled ? { settled } : {}) }]);
  }
  return news;
};
