import type { Context } from "../context.ts";
import type { LoadBalancerOrder, MachineDriver } from "../driver.ts";
import type { TargetGroupRecord } from "../records.ts";
import type { Later } from "./later.ts";
import type { Networks } from "./networks.ts";
import { type Trouble, untilDone } from "./retry.ts";

/** Keeps each balancer forwarding as its records say, and takes drained targets away. */
export class Balancers {
  private readonly context: Context;
  private readonly driver: MachineDriver;
  private readonly networks: Networks;
  private readonly later: Later;
  private readonly trouble: Trouble;
  private readonly applied = new Map<string, string>();
  private readonly running = new Map<string, Promise<void>>();
  private open = true;

  constructor(context: Context, driver: MachineDriver, networks: Networks, later: Later, trouble: Trouble) {
    this.context = context;
    this.driver = driver;
    this.networks = networks;
    this.later = later;
    this.trouble = trouble;
  }

  lookAtAll(): void {
    const { loadBalancers, targetGroups } = this.context.state;
    for (const arn of new Set([...this.applied.keys(), ...loadBalancers.all().map(({ id }) => id)])) this.look(arn);
    for (const group of targetGroups.all()) this.drainLater(group);
  }

  /** @returns what the balancer's driver sees; nothing of one that is not up yet */
  async targetHealth(arn: string): Promise<Map<string, "healthy" | "unhealthy">> {
    return this.applied.has(arn) ? this.driver.targetHealth(arn) : new Map();
  }

  /** Resolves once nothing is under way. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  close(): void {
    this.open = false;
  }

  private look(arn: string): void {
    if (this.running.has(arn) || !this.open || !this.isBehind(arn)) return;
    const done = this.settle(arn).finally(() => {
      this.running.delete(arn);
      if (this.open) this.look(arn);
    });
    this.running.set(arn, done);
  }

  private orderFor(arn: string): LoadBalancerOrder | undefined {
    const { state, faults } = this.context;
    const balancer = state.loadBalancers.get(arn);
    if (!balancer) return undefined;
    // The balancer's address in a lost zone is dead; the others go on.
    const interfaces = balancer.interfaceIds
      .flatMap((id) => state.interfaces.get(id) ?? [])
      .filter(({ zone }) => !faults.isZoneLost(zone));
    const listeners = state.listenersOfBalancers.where(({ balancerId }) => balancerId === arn);
    return {
      arn,
      vpcId: balancer.vpcId,
      vpcAddresses: interfaces.map(({ privateIp }) => privateIp),
      hostAddress: balancer.hostAddress,
      listeners: listeners.flatMap(({ port, targetGroupId }) => {
        const group = state.targetGroups.get(targetGroupId);
        return group ? [{ port, targetGroup: targetGroupOrder(group) }] : [];
      }),
    };
  }

  private isBehind(arn: string): boolean {
    const order = this.orderFor(arn);
    if (!order) return this.applied.has(arn);
    return (
      this.applied.get(arn) !== JSON.stringify(order) ||
      this.context.state.loadBalancers.get(arn)?.state === "provisioning"
    );
  }

  private async settle(arn: string): Promise<void> {
    await untilDone(
      `load balancer ${arn}`,
      () => this.open && this.isBehind(arn),
      this.trouble,
      async () => {
        const order = this.orderFor(arn);
        if (!order) {
          await this.driver.removeLoadBalancer(arn);
          this.applied.delete(arn);
          return;
        }
        await this.networks.settled(order.vpcId);
        await this.driver.applyLoadBalancer(order);
        this.applied.set(arn, JSON.stringify(order));
        await this.activate(arn);
      },
    );
  }

  private async activate(arn: string): Promise<void> {
    const { state, settings } = this.context;
    if (state.loadBalancers.get(arn)?.state !== "provisioning") return;
    await new Promise<void>((resolve) => this.later.once(`activate ${arn}`, settings.settleSeconds, resolve));
    if (!this.open || state.loadBalancers.get(arn)?.state !== "provisioning") return;
    state.transaction(() => state.loadBalancers.patch(arn, { state: "active" }));
  }

  private drainLater(group: TargetGroupRecord): void {
    const { state, settings } = this.context;
    const delay = Math.min(Number(group.attributes["deregistration_delay.timeout_seconds"]), settings.maxDrainSeconds);
    for (const { address, port, drainingSince } of group.targets) {
      if (!drainingSince) continue;
      const left = delay - (settings.now() - Date.parse(drainingSince)) / 1000;
      this.later.once(`drain ${group.id} ${address}:${port} ${drainingSince}`, left, () => {
        const now = state.targetGroups.get(group.id);
        // Registered again meanwhile: then it has no such mark any more.
        const kept = now?.targets.filter(
          (target) => !(target.address === address && target.port === port && target.drainingSince === drainingSince),
        );
        if (this.open && kept) state.transaction(() => state.targetGroups.patch(group.id, { targets: kept }));
      });
    }
  }
}

const targetGroupOrder = (group: TargetGroupRecord): LoadBalancerOrder["listeners"][number]["targetGroup"] => ({
  arn: group.id,
  port: group.port,
  healthCheck: {
    protocol: group.healthCheck.protocol,
    port: group.healthCheck.port === "traffic-port" ? group.port : Number(group.healthCheck.port),
    path: group.healthCheck.path ?? "/",
    intervalSeconds: group.healthCheck.interval,
    healthyThreshold: group.healthCheck.healthy,
    unhealthyThreshold: group.healthCheck.unhealthy,
  },
  targets: group.targets.map(({ address, port, drainingSince }) => ({
    address,
    port,
    draining: drainingSince !== null,
  })),
});
