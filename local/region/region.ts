import { rmSync } from "node:fs";
import type http from "node:http";
import { join } from "node:path";
import { Calls } from "./calls.ts";
import { type RegionClock, systemTime } from "./clock.ts";
import type { Context } from "./context.ts";
import { controlOf } from "./control.ts";
import type { MachineDriver } from "./driver.ts";
import { changeState, reasons } from "./ec2/instance-state.ts";
import { EventDelivery } from "./events.ts";
import { Faults } from "./faults.ts";
import { performer } from "./perform.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { Settler } from "./settle/settler.ts";
import { State } from "./state.ts";
import { createServer } from "./wire/server.ts";

export interface RegionOptions extends Partial<Omit<Settings, "now">> {
  /** Folder of the records; the same folder brings the same resources back. */
  stateDir: string;
  driver: MachineDriver;
  /** Default: the computer's. */
  clock?: RegionClock;
  /** 0: any free port. */
  port: number;
  /** EventBridge that hears of state changes; without one they are only kept in a log. */
  localstackUrl?: string | undefined;
  /** Ends the process, when `POST /_region/shutdown` asks for it. */
  shutdown?: (machines: "keep" | "terminate") => void;
  /** Told of trouble that nobody waits for the answer of. Default: standard error. */
  trouble?: (what: string, error: unknown) => void;
}

export interface Region {
  /** Where EC2, ELBv2 and the control endpoint answer. */
  url: string;
  /** The same on a unix socket, for processes inside network namespaces; undefined where the path would be too long. */
  socketPath: string | undefined;
  /** Ends all machines and takes networks and balancers away. Records of what needs no machine stay. */
  drain(): Promise<void>;
  /** Stops answering. Machines go on, unless they live in this process. */
  close(): Promise<void>;
}

/** A unix socket's path has at most 107 bytes on Linux. */
const socketPathIn = (stateDir: string): string | undefined => {
  const path = join(stateDir, "region.sock");
  return Buffer.byteLength(path) <= 107 ? path : undefined;
};

const listen = (server: http.Server, where: { port: number; host: string } | { path: string }): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });

const stop = (server: http.Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // What is being answered gets a moment, then the connection is cut.
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });

const drainAll = async (context: Context, driver: MachineDriver, settler: Settler): Promise<void> => {
  const { state } = context;
  const live = () => state.instances.where((row) => row.state !== "terminated");
  state.transaction(() => {
    for (const { id } of live())
      if (state.instances.get(id)?.state !== "shutting-down") changeState(context, id, "shutting-down", reasons.user);
  });
  while (live().length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await settler.balancers.settled();
  settler.close();
  await Promise.all(state.loadBalancers.all().map(({ id }) => driver.removeLoadBalancer(id)));
  await Promise.all(state.vpcs.all().map(({ id }) => driver.removeNetwork(id)));
};

/** Starts a region in this process: brings its records back, makes them real again, then answers. */
export const startRegion = async (options: RegionOptions): Promise<Region> => {
  const { driver, stateDir, port, localstackUrl, clock = systemTime } = options;
  // Nothing is run on simulated machines, so they are of any kind.
  const architectures = driver.kind === "simulated" ? (["x86_64", "arm64"] as const) : defaultSettings.architectures;
  const settings: Settings = { ...defaultSettings, architectures, ...options, now: clock.now };
  const trouble = options.trouble ?? ((what, error) => console.error(`region: ${what}:`, error));
  const state = new State(stateDir);
  const faults = new Faults(state, settings);
  const context: Context = { state, settings, faults, targetHealth: (arn) => settler.balancers.targetHealth(arn) };
  const settler: Settler = new Settler(context, driver, trouble);
  const events = new EventDelivery(state, localstackUrl, trouble);
  const calls = new Calls();
  state.onCommit((touched) => {
    settler.look(touched);
    if (touched.some(({ table }) => table === "events")) events.look();
  });
  await settler.recover();
  events.look();
  const backend = {
    ...performer(context, calls),
    control: controlOf({ context, clock, driver, settler, events, calls, shutdown: options.shutdown }),
    failed: (action: string, error: unknown) => trouble(action, error),
  };
  const server = createServer(backend);
  await listen(server, { port, host: "127.0.0.1" });
  const socketPath = socketPathIn(stateDir);
  const local = createServer(backend);
  if (socketPath) {
    rmSync(socketPath, { force: true });
    await listen(local, { path: socketPath });
  }
  const address = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${address.port}`,
    socketPath,
    drain: () => drainAll(context, driver, settler),
    async close() {
      await Promise.all([stop(server), socketPath ? stop(local) : undefined]);
      settler.close();
      events.close();
      await driver.close();
      await state.close();
    },
  };
};
