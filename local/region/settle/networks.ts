import type { Context } from "../context.ts";
import type { MachineDriver, NetworkOrder } from "../driver.ts";
import { isActive, targetIds } from "../ec2/routes.ts";
import type { Route } from "../records.ts";
import { type Trouble, untilDone } from "./retry.ts";

/** Keeps each VPC's router as its records say. Changes that come while one is applied are applied together after it. */
export class Networks {
  private readonly context: Context;
  private readonly driver: MachineDriver;
  private readonly trouble: Trouble;
  private readonly applied = new Map<string, string>();
  private readonly running = new Map<string, Promise<void>>();
  private open = true;

  constructor(context: Context, driver: MachineDriver, trouble: Trouble) {
    this.context = context;
    this.driver = driver;
    this.trouble = trouble;
  }

  look(vpcId: string): void {
    if (this.running.has(vpcId) || !this.open) return;
    const done = this.settle(vpcId).finally(() => {
      this.running.delete(vpcId);
      // What changed in the very last moment of the work before.
      if (this.open && this.isBehind(vpcId)) this.look(vpcId);
    });
    this.running.set(vpcId, done);
  }

  /** Resolves once the VPC's router is as the records say now. */
  async settled(vpcId: string): Promise<void> {
    while (this.open && (this.running.has(vpcId) || this.isBehind(vpcId))) {
      this.look(vpcId);
      await this.running.get(vpcId);
    }
  }

  close(): void {
    this.open = false;
  }

  private orderFor(vpcId: string): NetworkOrder | undefined {
    const { state } = this.context;
    const vpc = state.vpcs.get(vpcId);
    if (!vpc) return undefined;
    const subnets = state.subnets
      .where((subnet) => subnet.vpcId === vpcId)
      .map(({ id, cidr, zone }) => ({ subnetId: id, cidr, zone }));
    if (subnets.length === 0 && !this.applied.has(vpcId)) return undefined;
    const routes = state.routeTables.where((table) => table.vpcId === vpcId).flatMap((table) => table.routes);
    const byDestination = new Map(routes.flatMap((route) => this.instanceRoute(route)));
    const instanceRoutes = [...byDestination].map(([destinationCidr, viaAddress]) => ({ destinationCidr, viaAddress }));
    return { vpcId, cidr: vpc.cidr, subnets, instanceRoutes };
  }

  private instanceRoute(route: Route): [string, string][] {
    if (route.gatewayId || route.natGatewayId || !isActive(route, this.context)) return [];
    const { interfaceId } = targetIds(route, this.context);
    const address = this.context.state.interfaces.get(interfaceId ?? "")?.privateIp;
    return address ? [[route.destination, address]] : [];
  }

  private isBehind(vpcId: string): boolean {
    const order = this.orderFor(vpcId);
    return order ? this.applied.get(vpcId) !== JSON.stringify(order) : this.applied.has(vpcId);
  }

  private async settle(vpcId: string): Promise<void> {
    await untilDone(
      `network ${vpcId}`,
      () => this.open && this.isBehind(vpcId),
      this.trouble,
      async () => {
        const order = this.orderFor(vpcId);
        if (order) await this.driver.applyNetwork(order);
        else await this.driver.removeNetwork(vpcId);
        if (order) this.applied.set(vpcId, JSON.stringify(order));
        else this.applied.delete(vpcId);
      },
    );
  }
}
