import * as z from "zod";
import type { Calls } from "./calls.ts";
import type { RegionClock } from "./clock.ts";
import type { Context } from "./context.ts";
import type { MachineDriver } from "./driver.ts";
import type { EventDelivery } from "./events.ts";
import { FaultOrder, faultKinds } from "./fault-orders.ts";
import type { Settler } from "./settle/settler.ts";
import type { Backend } from "./wire/server.ts";

interface Parts {
  context: Context;
  clock: RegionClock;
  driver: MachineDriver;
  settler: Settler;
  events: EventDelivery;
  calls: Calls;
  /** Ends the process that serves the region; undefined where it is part of another one. */
  shutdown: ((machines: "keep" | "terminate") => void) | undefined;
}

type Answer = { status: number; body: unknown };

const bad = (problems: { field: string; value: unknown; allowed: unknown }[]): Answer => ({
  status: 400,
  body: { error: "InvalidRequest", problems },
});

/** Ids of everything that lives, by kind: what a leak check compares. */
export const liveResources = ({ state }: Context): Record<string, string[]> => {
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  return {
    instances: ids(state.instances.where((row) => row.state !== "terminated")),
    volumes: ids(state.volumes.all()),
    networkInterfaces: ids(state.interfaces.all()),
    loadBalancers: ids(state.loadBalancers.all()),
    listeners: ids(state.listenersOfBalancers.all()),
    targetGroups: ids(state.targetGroups.all()),
    natGateways: ids(state.natGateways.where((row) => row.state !== "deleted")),
    addresses: ids(state.addresses.all()),
    placementGroups: ids(state.placementGroups.all()),
    securityGroups: ids(state.securityGroups.all()),
    routeTables: ids(state.routeTables.all()),
    internetGateways: ids(state.internetGateways.all()),
    subnets: ids(state.subnets.all()),
    vpcs: ids(state.vpcs.all()),
  };
};

const parse = (body: string): { value: unknown } | { answer: Answer } => {
  try {
    return { value: JSON.parse(body === "" ? "{}" : body) };
  } catch {
    return { answer: bad([{ field: "body", value: body.slice(0, 200), allowed: "JSON" }]) };
  }
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );

const orderFault = async (body: string, { context, settler }: Parts): Promise<Answer> => {
  const parsed = parse(body);
  if ("answer" in parsed) return parsed.answer;
  const checked = FaultOrder.safeParse(parsed.value);
  if (!checked.success) {
    const kind = valueAt(parsed.value, ["kind"]);
    if (!faultKinds.some((known) => known === kind))
      return bad([{ field: "kind", value: kind ?? null, allowed: faultKinds }]);
    return bad(
      checked.error.issues.map((issue) => ({
        field: issue.code === "unrecognized_keys" ? issue.keys.join(", ") : issue.path.join("."),
        value: valueAt(parsed.value, issue.path) ?? null,
        allowed: issue.code === "invalid_value" ? issue.values : issue.message,
      })),
    );
  }
  const fault = checked.data;
  const { faults, state } = context;
  if (fault.kind === "kill-machine") {
    const instance = state.instances.get(fault.instanceId);
    if (!instance || !["pending", "running"].includes(instance.state)) {
      const running = state.instances
        .where((row) => row.state === "pending" || row.state === "running")
        .map(({ id }) => id);
      return bad([{ field: "instanceId", value: fault.instanceId, allowed: running }]);
    }
    await settler.machines.kill(fault.instanceId);
    return { status: 201, body: fault };
  }
  if (fault.kind === "spot-notice") {
    const running = state.instances.where((row) => row.spot && row.state === "running").map(({ id }) => id);
    if (!running.includes(fault.instanceId))
      return bad([{ field: "instanceId", value: fault.instanceId, allowed: running }]);
    await settler.machines.takeBack(fault.instanceId, fault.seconds);
    return { status: 201, body: fault };
  }
  if (fault.kind === "zone-restored") {
    faults.remove((one) => one.kind === "zone-lost" && one["zone"] === fault.zone);
    settler.machines.restoreZone(fault.zone);
    return { status: 201, body: fault };
  }
  if (fault.kind === "zone-lost" && faults.isZoneLost(fault.zone)) return { status: 200, body: fault };
  const given = Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined));
  const ordered = faults.order(given as typeof fault & Record<string, string | number>);
  if (fault.kind === "zone-lost") await settler.machines.loseZone(fault.zone);
  return { status: 201, body: ordered };
};

const removeFaults = ({ context, settler }: Parts): Answer => {
  const zones = context.faults.list().flatMap((fault) => (fault.kind === "zone-lost" ? [String(fault["zone"])] : []));
  context.faults.remove(() => true);
  for (const zone of zones) settler.machines.restoreZone(zone);
  return { status: 200, body: { faults: [] } };
};

/** Ten years at a time: seconds are a day's, a month's, not a mistake's. */
const TimeOrder = z.strictObject({
  forwardSeconds: z
    .number()
    .min(0)
    .max(10 * 366 * 86_400),
});

const timeOf = ({ clock }: Parts) => ({
  now: new Date(clock.now()).toISOString(),
  aheadSeconds: clock.ahead() / 1000,
  movable: clock.move !== undefined,
});

const moveTime = (body: string, parts: Parts): Answer => {
  const parsed = parse(body);
  if ("answer" in parsed) return parsed.answer;
  const checked = TimeOrder.safeParse(parsed.value);
  if (!checked.success)
    return bad([
      {
        field: "forwardSeconds",
        value: valueAt(parsed.value, ["forwardSeconds"]) ?? null,
        allowed: "this field alone, a number from 0 up to ten years: time goes forward only",
      },
    ]);
  const { clock } = parts;
  if (!clock.move)
    return {
      status: 409,
      body: {
        error: "TimeIsReal",
        message: "Machines that really run, and functions that run elsewhere, go by clocks of their own",
      },
    };
  clock.move(Math.round(checked.data.forwardSeconds * 1000));
  return { status: 200, body: timeOf(parts) };
};

const shutdown = (body: string, { shutdown: end }: Parts): Answer => {
  const parsed = parse(body);
  if ("answer" in parsed) return parsed.answer;
  const machines = valueAt(parsed.value, ["machines"]) ?? "keep";
  if (machines !== "keep" && machines !== "terminate")
    return bad([{ field: "machines", value: machines, allowed: ["keep", "terminate"] }]);
  if (!end)
    return { status: 409, body: { error: "NotAProcess", message: "This region is part of another process: end that" } };
  end(machines);
  return { status: 202, body: { machines } };
};

/** The control endpoint below `/_region/`: health, leak checks, faults, time, counts of calls, shutdown. */
export const controlOf = (parts: Parts): Backend["control"] => {
  const { context, driver, events, calls } = parts;
  const routes: Record<string, (body: string) => Answer | Promise<Answer>> = {
    "GET /_region/health": () => ({ status: 200, body: { status: "ok", machines: driver.kind, pid: process.pid } }),
    "GET /_region/resources": () => {
      const resources = liveResources(context);
      const counts = Object.fromEntries(Object.entries(resources).map(([kind, ids]) => [kind, ids.length]));
      return { status: 200, body: { total: Object.values(resources).flat().length, counts, resources } };
    },
    "GET /_region/faults": () => ({ status: 200, body: { faults: context.faults.list() } }),
    "POST /_region/faults": (body) => orderFault(body, parts),
    "DELETE /_region/faults": () => removeFaults(parts),
    "GET /_region/clock": () => ({ status: 200, body: timeOf(parts) }),
    "POST /_region/clock": (body) => moveTime(body, parts),
    "GET /_region/calls": () => ({ status: 200, body: calls.read() }),
    "DELETE /_region/calls": () => {
      calls.mark();
      return { status: 200, body: calls.read() };
    },
    "GET /_region/events": () => ({
      status: 200,
      body: { delivered: events.log, waiting: context.state.events.all() },
    }),
    "POST /_region/shutdown": (body) => shutdown(body, parts),
  };
  return async ({ method, path, body }) => {
    const route = routes[`${method} ${path}`];
    if (route) return route(body);
    const methods = Object.keys(routes).flatMap((known) => (known.endsWith(` ${path}`) ? [known.split(" ")[0]] : []));
    if (methods.length > 0)
      return { status: 405, body: { error: "MethodNotAllowed", value: method, allowed: methods } };
    return { status: 404, body: { error: "NotFound", value: `${method} ${path}`, allowed: Object.keys(routes) } };
  };
};
