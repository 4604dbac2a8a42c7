import { meterCluster } from "#core/billing/meter-cluster.ts";
import { meterMachine } from "#core/billing/meter-machine.ts";
import { meterSnapshots } from "#core/billing/meter-snapshots.ts";
import { priceBook } from "#core/billing/price-book.ts";
import { monthStart } from "#core/billing/read-range.ts";
import { settleBills } from "#core/billing/settle-bills.ts";
import { billLines, totalOf } from "#core/billing/totals.ts";
import type { UsageInterval, UsageKind } from "#core/billing/usage.ts";
import type { StatementRecord } from "#core/ports/bills.ts";
import type { Estate } from "#core/ports/ledger.ts";
import type { ClusterRecord } from "#core/records.ts";
import { fakeBills } from "./bills.ts";
import { fakeLedger } from "./ledger.ts";
import {
  clusterId,
  epoch,
  hour,
  iso,
  newRegion,
  residualOf,
  type Thing,
  tenantId,
  zoneOf,
} from "./simulated-region.ts";

/** What happens to a simulated cluster. */
export type LifeStep =
  | { kind: "launch"; disks: number[]; group: number }
  /** By the service: it looks first. */
  | { kind: "terminate" | "stop" | "start"; which: number }
  /** By nobody: the cloud's event alone knows the second. */
  | { kind: "kill"; which: number }
  /** All machines of a zone at once, in the same way. */
  | { kind: "lose-zone"; zone: number }
  /** Machine after machine: the new one is there before the old one goes. */
  | { kind: "upgrade"; machineSeconds: number }
  | { kind: "back-up"; bytes: number }
  | { kind: "remove-backup"; which: number }
  | { kind: "hibernate" | "wake" | "rebuild-balancer" | "rebuild-network" };

export interface Life {
  steps: (LifeStep & { afterSeconds: number })[];
  /** Consumed in a circle: how each event of the cloud arrives; within the hour for which the cloud shows what has ended. */
  deliveries: { delaySeconds: number; copies: number; lost: boolean }[];
  /** Consumed in a circle: seconds from one look to the next, less than an hour. */
  looks: number[];
}

export interface LifeResult {
  truth: Thing[];
  ledger: UsageInterval[];
  /** Seconds by which the ledger is off, over all that there was; a usage that is missing or too many counts whole. */
  residualSeconds: number;
  /** Ends that nobody could know to the second, for all events of them were lost. */
  unknownEnds: number;
  statements: StatementRecord[];
  /** What all of the ledger costs at the prices of the built-in book. */
  chargedMicros: number;
}

const book = priceBook("us-east-1");

/**
 * Lives a cluster's life at a simulated clock, with events that come late, twice, unordered or never, looks now and then, and bills that
 * are settled as it goes on; in the end the ledger against what there truly was. Where the cloud ends a machine by itself its events alone
 * know the second: with all of them lost, its end is held to lie between the truth and the first look.
 */
export const simulateLife = async ({ steps, deliveries, looks }: Life): Promise<LifeResult> => {
  const region = newRegion();
  const ledger = fakeLedger();
  let now = epoch;
  const estate: Estate = {
    look: async () => region.show(now),
    async lookAtMachine(instanceId) {
      const seen = region.show(now).filter(({ resourceId, machineId }) => [resourceId, machineId].includes(instanceId));
      return seen.some(({ kind }) => kind === "machine") ? { clusterId, seen } : undefined;
    },
  };
  const ports = {
    ...{ estate, ledger, clock: { now: () => iso(now) } },
    snapshots: { versions: async () => region.snapshots.versions(now) },
    health: { livingCluster: async () => ({ tenantId, clusterId }) as ClusterRecord },
    ...{ bills: fakeBills({ events: new Map() }), prices: { book: async () => book } },
  };
  const meter = async (): Promise<void> => {
    for (const thing of region.things) if (thing.end !== undefined) thing.seenGoneAt ??= now;
    await meterCluster({ tenantId, clusterId }, ports);
    await meterSnapshots({ tenantId, clusterId }, ports);
  };
  let settledAt = now;
  const settle = async (last = false): Promise<void> => {
    settledAt = now;
    await settleBills({ tenantId, clusterId, name: "simulated" }, ports, last);
  };
  const timetable: { at: number; run: () => Promise<unknown> }[] = [];
  let delivered = 0;
  /** @returns whether anybody will hear of it */
  const tell = (instanceId: string, state: string): boolean => {
    const { delaySeconds, copies, lost } = deliveries[delivered % deliveries.length] ?? {
      delaySeconds: 1,
      copies: 1,
      lost: false,
    };
    delivered += 1;
    if (lost) return false;
    const event = { instanceId, at: iso(now), state };
    for (let i = 0; i < copies; i += 1)
      timetable.push({ at: now + delaySeconds * (i + 1), run: () => meterMachine(event, ports) });
    return true;
  };
  const end = (thing: Thing, untold = false): void => void Object.assign(thing, { end: now, untold });
  const living = (kind: UsageKind) => region.things.filter((one) => one.kind === kind && one.end === undefined);
  const pick = <Item>(items: Item[], which: number): Item | undefined => items[which % items.length];

  const network = () => {
    region.add("nat-gateway", { part: "network", priceKey: "nat-gateway", quantity: 1, start: now });
    region.add("address", { part: "network", priceKey: "address/public-ipv4", quantity: 1, start: now });
  };
  const balancer = () =>
    region.add("load-balancer", { part: "network", priceKey: "load-balancer/network", quantity: 1, start: now });
  const volumesGo = (machineId: string): Thing[] => {
    const gone = living("volume").filter((one) => one.machineId === machineId);
    for (const one of gone) end(one);
    return gone;
  };
  const launch = async (part: string, disks: readonly number[]): Promise<void> => {
    const { id } = region.add("machine", { part, priceKey: "machine/t3.large/on-demand", quantity: 1, start: now });
    for (const quantity of disks)
      region.add("volume", { part, priceKey: "volume/gp3", quantity, machineId: id, start: now });
    tell(id, "running");
    await meter();
  };
  /** By the service, which has looked before. */
  const terminate = (machine: Thing): void => {
    if (region.stopped.delete(machine)) machine.terminatedAt = now;
    else end(machine);
    volumesGo(machine.id);
    tell(machine.id, "shutting-down");
    tell(machine.id, "terminated");
  };
  const kill = (machine: Thing): void => {
    end(machine, true);
    const gone = [machine, ...volumesGo(machine.id)];
    const heard = [tell(machine.id, "shutting-down"), tell(machine.id, "terminated")];
    if (!heard.includes(true)) for (const one of gone) one.unknown = true;
  };
  const disksOf = ({ id }: Thing): number[] =>
    living("volume").flatMap(({ machineId, quantity }) => (machineId === id ? [quantity] : []));
  /** What a cluster that sleeps had; undefined while it is awake. */
  let asleep: { part: string; disks: number[] }[] | undefined;
  const rebuild = async (kinds: UsageKind[], make: () => void): Promise<void> => {
    for (const kind of kinds) for (const one of living(kind)) end(one);
    await meter();
    make();
    await meter();
  };

  const act: { [Kind in LifeStep["kind"]]: (step: Extract<LifeStep, { kind: Kind }>) => Promise<void> } = {
    async launch({ disks, group }) {
      if (!asleep) await launch(group === 0 ? "control-plane" : `ng_${group}`, disks);
    },
    async terminate({ which }) {
      const machine = pick([...living("machine"), ...region.stopped], which);
      if (!machine) return;
      await meter();
      terminate(machine);
    },
    async kill({ which }) {
      const machine = pick(living("machine"), which);
      if (machine) kill(machine);
    },
    async "lose-zone"({ zone }) {
      for (const machine of living("machine")) if (zoneOf(machine) === zone) kill(machine);
    },
    async upgrade({ machineSeconds }) {
      for (const old of living("machine")) {
        await launch(old.part, disksOf(old));
        await passTo(now + machineSeconds);
        await meter();
        terminate(old);
      }
    },
    async hibernate() {
      if (asleep) return;
      asleep = living("machine").map((machine) => ({ part: machine.part, disks: disksOf(machine) }));
      await meter();
      for (const machine of [...living("machine"), ...region.stopped]) terminate(machine);
      for (const one of [...living("nat-gateway"), ...living("address")]) end(one);
      await meter();
    },
    async wake() {
      const had = asleep;
      if (!had) return;
      asleep = undefined;
      network();
      await meter();
      for (const { part, disks } of had) await launch(part, disks);
    },
    async stop({ which }) {
      const machine = pick(living("machine"), which);
      if (!machine) return;
      end(machine);
      region.stopped.add(machine);
      tell(machine.id, "stopping");
      tell(machine.id, "stopped");
      await meter();
    },
    async start({ which }) {
      const machine = pick([...region.stopped], which);
      if (!machine) return;
      region.stopped.delete(machine);
      const { id, part, priceKey, quantity } = machine;
      if (machine.end === now) now += 1;
      region.add("machine", { id, part, priceKey, quantity, start: now });
      tell(id, "running");
      await meter();
    },
    async "back-up"({ bytes }) {
      region.add("snapshot", { part: "backups", priceKey: "snapshot/s3-standard", quantity: bytes, start: now });
    },
    async "remove-backup"({ which }) {
      const snapshot = pick(living("snapshot"), which);
      if (!snapshot) return;
      region.snapshots.remove(snapshot, now);
      // Looked at on the last day on which S3 is sure to show it.
      timetable.push({ at: (snapshot.end ?? now) - hour, run: meter });
    },
    "rebuild-balancer": () => rebuild(["load-balancer"], balancer),
    async "rebuild-network"() {
      if (!asleep) await rebuild(["nat-gateway", "address"], network);
    },
  };

  /** Everything that was due until then, in its order, with looks in between. */
  let looked = 0;
  let nextLook = epoch;
  const passTo = async (moment: number): Promise<void> => {
    for (;;) {
      timetable.sort((a, b) => a.at - b.at);
      const due = Math.min(timetable[0]?.at ?? Number.POSITIVE_INFINITY, nextLook);
      if (due > moment) break;
      now = Math.max(now, due);
      if (due === nextLook) {
        await meter();
        // Nothing to see: no look is worth simulating until something happens.
        nextLook = now + (looks[looked % looks.length] ?? 600);
        looked += 1;
        const next = Math.min(timetable[0]?.at ?? moment, moment);
        if (nextLook + 2 * hour < next && quiet()) nextLook = next - hour + 1;
      } else await timetable.shift()?.run();
    }
    now = Math.max(now, moment);
    if (now - settledAt > 24 * hour) await settle();
  };
  const quiet = (): boolean =>
    region.things.every(({ kind, end: ended }) => kind === "snapshot" || ended === undefined || now - ended > 2 * hour);

  network();
  balancer();
  await meter();
  for (const step of steps) {
    await passTo(now + step.afterSeconds);
    await act[step.kind](step as never);
  }
  // Deleted, and looked at until the last event has come.
  await passTo(now + 60);
  await meter();
  for (const one of region.stopped) {
    one.terminatedAt = now;
    tell(one.id, "shutting-down");
  }
  region.stopped.clear();
  region.snapshots.purge(now);
  for (const one of region.things.filter(({ end: ended }) => ended === undefined)) {
    end(one);
    if (one.kind === "machine") tell(one.id, "shutting-down");
  }
  await meter();
  await passTo(now + 12 * hour);

  const kept = await ledger.usage(tenantId, { since: iso(epoch), until: iso(now + 1) });
  await settle(true);
  const range = { since: monthStart(iso(epoch)), until: iso(now + hour), by: "month" as const };
  return {
    truth: region.things,
    ledger: kept,
    residualSeconds: residualOf(region.things, kept),
    unknownEnds: region.things.filter(({ unknown }) => unknown).length,
    statements: await ports.bills.statements(tenantId, { clusterId }),
    chargedMicros: totalOf(billLines(kept, range, { book, now: iso(now) })).micros,
  };
};
