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
  /** S3 bills for a week more, to midnight, and takes its time with taking it away then. */
  const removeSnapshot = (thing: Thing, now: number): void => {
    const due = now + removedBackupDays * day;
    Object.assign(thing, { removedAt: now, end: Math.ceil(due / day) * day });
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

/** By how much the ledger is off, in seconds: of an end that nobody could know, as far as it is not between the end and the first look. */
export const residualOf = (truth: readonly Thing[], ledger: readonly UsageInterval[]): number => {
  const left = new Map(ledger.map((one) => [`${one.resourceId} ${one.start}`, one]));
  let residual = 0;
  for (const { id, start, end = start, unknown, seenGoneAt = end } of truth) {
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
