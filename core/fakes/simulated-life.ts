import { meterCluster } from "#core/billing/meter-cluster.ts";
import { meterMachine } from "#core/billing/meter-machine.ts";
import { machineLife, type UsageInterval, type UsageKind } from "#core/billing/usage.ts";
import type { Estate, SeenUsage } from "#core/ports/ledger.ts";
import type { ClusterRecord } from "#core/records.ts";
import { fakeLedger } from "./ledger.ts";

/** What happens to a simulated cluster. */
export type LifeStep =
  | { kind: "launch"; disks: number[]; group: number }
  /** By the service: it looks first. */
  | { kind: "terminate" | "stop" | "start"; which: number }
  /** By nobody: the cloud's event alone knows the second. */
  | { kind: "kill"; which: number }
  | { kind: "rebuild-balancer" | "rebuild-network" };

export interface Life {
  steps: (LifeStep & { afterSeconds: number })[];
  /** Consumed in a circle: how each event of the cloud arrives; within the hour for which the cloud shows what has ended. */
  deliveries: { delaySeconds: number; copies: number; lost: boolean }[];
  /** Consumed in a circle: seconds from one look to the next, less than an hour. */
  looks: number[];
}

interface Thing {
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
  /** When it was terminated, after it had been stopped: the record's time is then this one. */
  terminatedAt?: number;
}

const hour = 3600;
const iso = (second: number): string => new Date(second * 1000).toISOString();
const epoch = Date.parse("2026-01-01T00:00:00.000Z") / 1000;
const [tenantId, clusterId] = ["tenant", "cls_simulated"];

/** A region with the one cluster: what there truly was, and what it shows of that at a time. */
const newRegion = () => {
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
    if (thing.kind === "machine" && things.some(({ id, start }) => id === thing.id && start > thing.start))
      return false;
    if (thing.end === undefined) return true;
    if (thing.kind !== "machine" && thing.kind !== "nat-gateway") return false;
    return stopped.has(thing) || now - (thing.terminatedAt ?? thing.end) < hour;
  };
  const stopped = new Set<Thing>();
  return { things, stopped, add, show: (now: number) => things.filter((one) => isShown(one, now)).map(seenOf) };
};

export interface LifeResult {
  truth: Thing[];
  ledger: UsageInterval[];
  /** Seconds by which the ledger is off, over all that there was; a usage that is missing or too many counts whole. */
  residualSeconds: number;
}

/**
 * Lives a cluster's life at a simulated clock, with events that come late, twice, unordered or never, and looks now and then; in the
 * end the ledger against what there truly was. Events of kills are late at most: nothing else knows the second.
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
    health: { livingCluster: async () => ({ tenantId, clusterId }) as ClusterRecord },
  };
  const meter = (): Promise<number> => meterCluster({ tenantId, clusterId }, ports);
  const timetable: { at: number; run: () => Promise<unknown> }[] = [];
  let delivered = 0;
  const tell = (instanceId: string, state: string, sure = false): void => {
    const { delaySeconds, copies, lost } = deliveries[delivered % deliveries.length] ?? {
      delaySeconds: 1,
      copies: 1,
      lost: false,
    };
    delivered += 1;
    if (lost && !sure) return;
    const event = { instanceId, at: iso(now), state };
    for (let i = 0; i < copies; i += 1)
      timetable.push({ at: now + delaySeconds * (i + 1), run: () => meterMachine(event, ports) });
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
  const volumesGo = (machineId: string): void => {
    for (const one of living("volume")) if (one.machineId === machineId) end(one);
  };
  const rebuild = async (kinds: UsageKind[], make: () => void): Promise<void> => {
    for (const kind of kinds) for (const one of living(kind)) end(one);
    await meter();
    make();
    await meter();
  };

  const act: { [Kind in LifeStep["kind"]]: (step: Extract<LifeStep, { kind: Kind }>) => Promise<void> } = {
    async launch({ disks, group }) {
      const part = group === 0 ? "control-plane" : `ng_${group}`;
      const { id } = region.add("machine", { part, priceKey: "machine/t3.large/on-demand", quantity: 1, start: now });
      for (const quantity of disks)
        region.add("volume", { part, priceKey: "volume/gp3", quantity, machineId: id, start: now });
      tell(id, "running");
      await meter();
    },
    async terminate({ which }) {
      const machine = pick([...living("machine"), ...region.stopped], which);
      if (!machine) return;
      await meter();
      if (region.stopped.delete(machine)) machine.terminatedAt = now;
      else end(machine);
      volumesGo(machine.id);
      tell(machine.id, "shutting-down");
      tell(machine.id, "terminated");
    },
    async kill({ which }) {
      const machine = pick(living("machine"), which);
      if (!machine) return;
      end(machine, true);
      volumesGo(machine.id);
      tell(machine.id, "shutting-down", true);
      tell(machine.id, "terminated");
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
    "rebuild-balancer": () => rebuild(["load-balancer"], balancer),
    "rebuild-network": () => rebuild(["nat-gateway", "address"], network),
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
        // Nothing to see: no look is worth simulating until the next step.
        nextLook = now + (looks[looked % looks.length] ?? 600);
        looked += 1;
        if (timetable.length === 0 && nextLook + 2 * hour < moment && quiet()) nextLook = moment - hour + 1;
      } else await timetable.shift()?.run();
    }
    now = Math.max(now, moment);
  };
  const quiet = (): boolean => region.things.every((one) => one.end === undefined || now - one.end > 2 * hour);

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
  for (const one of region.things.filter(({ end: ended }) => ended === undefined)) {
    end(one);
    if (one.kind === "machine") tell(one.id, "shutting-down");
  }
  await meter();
  await passTo(now + 12 * hour);

  const kept = await ledger.usage(tenantId, { since: iso(epoch), until: iso(now + 1) });
  return { truth: region.things, ledger: kept, residualSeconds: residualOf(region.things, kept) };
};

const residualOf = (truth: readonly Thing[], ledger: readonly UsageInterval[]): number => {
  const left = new Map(ledger.map((one) => [`${one.resourceId} ${one.start}`, one]));
  let residual = 0;
  for (const { id, start, end = start } of truth) {
    const key = `${id} ${iso(start)}`;
    const interval = left.get(key);
    left.delete(key);
    if (!interval) residual += Math.max(1, end - start);
    else residual += Math.abs(Date.parse(interval.end?.at ?? iso(end + hour)) / 1000 - end);
  }
  for (const { start, end } of left.values())
    residual += Math.max(1, (Date.parse(end?.at ?? start) - Date.parse(start)) / 1000);
  return residual;
};
