import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configOf } from "#node/machine-config.ts";
import type { MachineDriver, MachineOrder } from "../../driver.ts";
import { simulatedBalancers } from "./balancers.ts";
import { reportBoot } from "./boot-report.ts";
import { simulatedClusters } from "./clusters.ts";

export interface SimulatedOptions {
  stateDir: string;
  region: string;
  /** Where machines find Secrets Manager, Parameter Store and Step Functions; without it they boot, but tell nobody. */
  localstackUrl?: string;
  /** Default: none at all. */
  bootSeconds?: number;
  /** The region's time, in milliseconds. */
  now?: () => number;
}

interface Running {
  order: MachineOrder;
  /** Boot is over: the machine answers health checks. */
  up: boolean;
  power: AbortController;
}

/**
 * Machines without a computer below them: each does what the node image would do as far as it can be seen from outside. It reads its
 * secret, reports its boot by task token, and shows up as a node in its cluster's Kubernetes API, which this process serves.
 */
export const createSimulatedDriver = (options: SimulatedOptions): MachineDriver => {
  const { stateDir, localstackUrl, bootSeconds = 0, now = Date.now } = options;
  const folder = join(stateDir, "machines");
  const machines = new Map<string, Running>();
  const listeners: ((instanceId: string) => void)[] = [];
  const clusters = simulatedClusters({ region: options.region, localstackUrl, now });
  const machineAt = (vpcId: string, address: string): Running | undefined =>
    [...machines.values()].find(({ order }) => order.vpcId === vpcId && order.privateIp === address);
  const balancers = simulatedBalancers(async (vpcId, address) => {
    const machine = machineAt(vpcId, address);
    return machine?.up ? clusters.serverOf(machine.order) : undefined;
  });

  const start = (order: MachineOrder): void => {
    const machine: Running = { order, up: false, power: new AbortController() };
    machines.set(order.instanceId, machine);
    const config = order.userData ? configOf(Buffer.from(order.userData, "base64").toString()) : undefined;
    const boot = async (): Promise<void> => {
      const { signal } = machine.power;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, bootSeconds * 1000);
        signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
      });
      if (config && localstackUrl) {
        const admitted = await clusters.admit(order, config, signal).catch((error: unknown) => {
          // Of all that a boot does only this can go wrong by what the service has asked for.
          if (config.restore) return { failure: (error as Error).message };
          throw error;
        });
        const { failure } = { failure: undefined, ...admitted };
        machine.up = failure === undefined;
        const { region } = options;
        await reportBoot(order, config, { signal, region, localstackUrl, seconds: bootSeconds, ...admitted });
        if (failure !== undefined) return;
      }
      machine.up = true;
    };
    void boot().catch((error: unknown) => {
      if (!machine.power.signal.aborted) console.error(`machine ${order.instanceId}: ${String(error)}`);
    });
  };

  const stop = (instanceId: string): void => {
    const machine = machines.get(instanceId);
    machine?.power.abort();
    machines.delete(instanceId);
    if (machine) clusters.dismiss(machine.order);
    rmSync(join(folder, `${instanceId}.json`), { force: true });
  };

  // Machines outlive this process: those on record go on where they were.
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) start(JSON.parse(readFileSync(join(folder, file), "utf8")) as MachineOrder);

  return {
    kind: "simulated",
    applyNetwork: async () => undefined,
    removeNetwork: async () => undefined,
    // It reads no metadata.
    introduce: async () => undefined,
    async boot(order) {
      if (machines.has(order.instanceId)) return;
      writeFileSync(join(folder, `${order.instanceId}.json`), JSON.stringify(order), { mode: 0o600 });
      start(order);
    },
    terminate: async (instanceId) => stop(instanceId),
    async kill(instanceId) {
      if (!machines.has(instanceId)) return;
      stop(instanceId);
      for (const listener of listeners) listener(instanceId);
    },
    alive: async (instanceIds) => new Set(instanceIds.filter((id) => machines.has(id))),
    onExit: (listener) => void listeners.push(listener),
    applyLoadBalancer: (order) => balancers.apply(order),
    removeLoadBalancer: (arn) => balancers.remove(arn),
    targetHealth: async (arn) => balancers.health(arn, (vpcId, address) => machineAt(vpcId, address)?.up === true),
    async close() {
      for (const { power } of machines.values()) power.abort();
      await balancers.close();
      clusters.close();
    },
  };
};
