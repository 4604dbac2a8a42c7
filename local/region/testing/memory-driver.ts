import type { LoadBalancerOrder, MachineDriver, MachineOrder, NetworkOrder } from "../driver.ts";

/** What a test sees of the driver below the region, and can do to it. */
export interface MemoryDriver extends MachineDriver {
  readonly networks: Map<string, NetworkOrder>;
  readonly machines: Map<string, MachineOrder>;
  readonly loadBalancers: Map<string, LoadBalancerOrder>;
  /** Every call in its order, such as `boot i-…`. */
  readonly calls: string[];
  /** The machine ends by itself. */
  exit(instanceId: string): void;
}

/** A driver that only remembers: machines "boot" at once, and every registered target of a balancer is healthy. */
export const createMemoryDriver = (): MemoryDriver => {
  const networks = new Map<string, NetworkOrder>();
  const machines = new Map<string, MachineOrder>();
  const loadBalancers = new Map<string, LoadBalancerOrder>();
  const listeners: ((instanceId: string) => void)[] = [];
  const calls: string[] = [];
  return {
    kind: "simulated",
    networks,
    machines,
    loadBalancers,
    calls,
    async applyNetwork(network) {
      calls.push(`applyNetwork ${network.vpcId}`);
      networks.set(network.vpcId, network);
    },
    async removeNetwork(vpcId) {
      calls.push(`removeNetwork ${vpcId}`);
      networks.delete(vpcId);
    },
    async introduce(machine) {
      calls.push(`introduce ${machine.instanceId}`);
      if (machines.has(machine.instanceId)) machines.set(machine.instanceId, machine);
    },
    async boot(machine) {
      calls.push(`boot ${machine.instanceId}`);
      machines.set(machine.instanceId, machine);
    },
    async terminate(instanceId) {
      calls.push(`terminate ${instanceId}`);
      machines.delete(instanceId);
    },
    async kill(instanceId) {
      calls.push(`kill ${instanceId}`);
      machines.delete(instanceId);
      for (const listener of listeners) listener(instanceId);
    },
    alive: async (instanceIds) => new Set(instanceIds.filter((id) => machines.has(id))),
    onExit: (listener) => void listeners.push(listener),
    async applyLoadBalancer(loadBalancer) {
      calls.push(`applyLoadBalancer ${loadBalancer.arn}`);
      loadBalancers.set(loadBalancer.arn, loadBalancer);
    },
    async removeLoadBalancer(arn) {
      calls.push(`removeLoadBalancer ${arn}`);
      loadBalancers.delete(arn);
    },
    async targetHealth(arn) {
      const targets = (loadBalancers.get(arn)?.listeners ?? []).flatMap(({ targetGroup }) =>
        targetGroup.targets.map(({ address, port }) => `${targetGroup.arn}|${address}:${port}`),
      );
      return new Map(targets.map((key) => [key, "healthy"]));
    },
    async close() {
      calls.push("close");
    },
    exit(instanceId) {
      machines.delete(instanceId);
      for (const listener of listeners) listener(instanceId);
    },
  };
};
