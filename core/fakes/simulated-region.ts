import { removedBackupDays } from "#contract/backups.ts";
import { machineLife, type UsageInterval, type UsageKind } from "#core/billing/usage.ts";
import type { SnapshotVersion } from "#core/ports/backups.ts";
import type { SeenUsage } from "#core/ports/ledger.ts";

/** Something that there truly was; moments are seconds since 1970. */
export interface Thing {
  kind: UsageKind;
  id: string;
  part: string;
  priceKey: string;
  quantity: number;
  machineId?: string;
  start: number;
  end?: number;
  /** The cloud's record does not say when. */
  untold?: boolean;
  /** Nor did any event that came: nobody can know more than when it was first seen to be gone. */
  unknown?: boolean;
  /** When somebody first looked after its end. */
  seenGoneAt?: number;
  /** When it was terminated, after it had been stopped: the record's time is then this one. */
  terminatedAt?: number;
  /** Of a snapshot: when it was removed; it is kept, and billed, until its end. */
  removedAt?: number;
}

export const hour = 3600;
const day = 24 * hour;
export const iso = (second: number): string => new Date(second * 1000).toISOString();
export const epoch = Date.parse("2026-01-01T00:00:00.000Z") / 1000;
export const [tenantId, clusterId] = ["tenant", "cls_simulated"];

/** Machines are spread over three zones in the order of their making. */
export const zoneOf = ({ id }: Thing): number => Number(id.split("-").at(-1)) % 3;

/** A region with the one cluster: what there truly was, and what it shows of that at a time. */
export const newRegion = () => {
  const things: Thing[] = [];
  let count = 0;
  const add = (kind: UsageKind, facts: Omit<Thing, "kind" | "id"> & { id?: string }): Thing => {
    count += 1;
    const thing = { kind, id: `${kind}-${count}`, ...facts };
    things.push(thing);
    return thing;
  };
  const seenOf = (thing: Thing): SeenUsage => ({
    usageId: thing.kind === "machine" ? machineLife(thing.id, iso(thing.start)) : thing.id,
    ...{ clusterId, resourceId: thing.id, kind: thing.kind, priceKey: thing.priceKey, quantity: thing.quantity },
    ...{ part: thing.part, start: iso(thing.start) },
    ...(thing.machineId === undefined ? {} : { machineId: thing.machineId }),
    ...(thing.end === undefined
      ? {}
      : {
          ended: {
            at: thing.untold ? undefined : iso(thing.terminatedAt ?? thing.end),
            ...(stopped.has(thing) ? { stands: true } : {}),
          },
        }),
  });
  /** Of a machine EC2 knows its latest life only. */
  const isShown = (thing: Thing, now: number): boolean => {
    if (thing.kind === "snapshot") return false;
    if (thing.kind === "machine" && things.some(({ id, start }) => id === thing.id && start > thing.start))
      return false;
    if (thing.end === undefined) return true;
    if (thing.kind !== "machine" && thing.kind !== "nat-gateway") return false;
    return stopped.has(thing) || now - (thing.terminatedAt ?? thing.end) < hour;
  };
  const stopped = new Set<Thing>();
  /** S3 bills to the next midnight and for a week more, and takes its time with taking it away then. */
  const removeSnapshot = (thing: Thing, now: number): void => {
    Object.assign(thing, { removedAt: now, end: (Math.floor(now / day) + 1 + removedBackupDays) * day });
  };
  /** With a cluster its snapshots go for good. */
  const purge = (now: number): void => {
    for (const one of things) if (one.kind === "snapshot" && (one.end ?? now) >= now) one.end = now;
    purged = true;
  };
  let purged = false;
  const versions = (now: number): SnapshotVersion[] =>
    things
      .filter(({ kind, end = now }) => kind === "snapshot" && !purged && now - end < day)
      .map(({ id, start, quantity, removedAt }) => ({
        ...{ backupId: id, versionId: "1", at: iso(start), sizeBytes: quantity },
        ...(removedAt === undefined ? {} : { supersededAt: iso(removedAt) }),
      }));
  const snapshots = { versions, remove: removeSnapshot, purge };
  return {
    things,
    stopped,
    add,
    snapshots,
    show: (now: number) => things.filter((one) => isShown(one, now)).map(seenOf),
  };
};

/** Of all but snapshots: of an end that nobody could know, as far as it is not between the end and the first look. */
const residualOfEstate = (truth: readonly Thing[], ledger: readonly UsageInterval[]): number => {
  const left = new Map(
    ledger.filter(({ kind }) => kind !== "snapshot").map((one) => [`${one.resourceId} ${one.start}`, one]),
  );
  let residual = 0;
  for (const { kind, id, start, end = start, unknown, seenGoneAt = end } of truth) {
    if (kind === "snapshot") continue;
    const key = `${id} ${iso(start)}`;
    const interval = left.get(key);
    left.delete(key);
    if (!interval) residual += Math.max(1, end - start);
    else {
      const said = Date.parse(interval.end?.at ?? iso(end + hour)) / 1000;
      const isLooked = unknown && interval.end?.by === "looked" && said >= end;
      residual += isLooked ? Math.max(0, said - seenGoneAt) : Math.abs(said - end);
    }
  }
  for (const { start, end } of left.values())
    residual += Math.max(1, (Date.parse(end?.at ?? start) - Date.parse(start)) / 1000);
  return residual;
};

/** By start and end alone: how much of a day something was there. */
const secondsIn = (from: number, { start, end }: { start: number; end: number }): number =>
  Math.max(0, Math.min(end, from + day) - Math.max(start, from));

/**
 * Of snapshots, day by day: the bytes and seconds of each version that there was, against what the ledger counts in KiB, by day. In seconds in
 * which as much is stored as it is off.
 */
const residualOfSnapshots = (truth: readonly Thing[], ledger: readonly UsageInterval[]): number => {
  const versions = truth.filter(({ kind }) => kind === "snapshot");
  const stored = ledger.filter(({ kind }) => kind === "snapshot");
  const second = (moment: string): number => Date.parse(moment) / 1000;
  const days = new Set<number>();
  for (const { start, end = start } of versions)
    for (let from = Math.floor(start / day) * day; from < end; from += day) days.add(from);
  for (const one of stored) days.add(Math.floor(second(one.start) / day) * day);
  let residual = 0;
  for (const from of days) {
    let [there, bytes, said] = [0n, 0, 0n];
    for (const { quantity, start, end = start } of versions) {
      const seconds = secondsIn(from, { start, end });
      there += BigInt(quantity) * BigInt(seconds);
      if (seconds > 0) bytes += quantity;
    }
    for (const { quantity, amount, start, end } of stored) {
      const seconds = secondsIn(from, { start: second(start), end: second(end?.at ?? start) });
      if (amount === undefined) said += BigInt(quantity) * BigInt(seconds);
      else if (iso(from).slice(0, 10) === start.slice(0, 10)) said += BigInt(amount) * 1024n;
    }
    const off = there - said;
    // A day's amount is rounded down, once.
    if (off < 0n || off >= 1024n) residual += Math.max(1, Math.ceil(Math.abs(Number(off)) / Math.max(1, bytes)));
  }
  return residual;
};

/** By how much the ledger is off what there was, in seconds. */
export const residualOf = (truth: readonly Thing[], ledger: readonly UsageInterval[]): number =>
  residualOfEstate(truth, ledger) + residualOfSnapshots(truth, ledger);
