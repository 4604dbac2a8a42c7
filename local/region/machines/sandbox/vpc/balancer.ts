import { rmSync } from "node:fs";
import { createServer, type ListenOptions, type Server, type Socket } from "node:net";
import type { LoadBalancerOrder } from "../../../driver.ts";
import { listenerSocket } from "../place.ts";
import { TargetGroup } from "./target-group.ts";

/** Gives addresses to the VPC's router, and takes them back. */
export interface Addresses {
  add(address: string): Promise<void>;
  remove(address: string): Promise<void>;
}

interface Listener {
  server: Server;
  port: number;
}

/**
 * One network load balancer: listens on each of its addresses in the VPC, and on a unix socket for each port, through which the region
 * brings the clients of the balancer's address outside.
 */
export class Balancer {
  private order: LoadBalancerOrder | undefined;
  private readonly groups = new Map<string, TargetGroup>();
  /** By what they listen on. */
  private readonly listeners = new Map<string, Listener>();
  private readonly clients = new Set<Socket>();
  private readonly folder: string;
  private readonly addresses: Addresses;

  /** @param folder where its unix sockets lie */
  constructor(folder: string, addresses: Addresses) {
    this.folder = folder;
    this.addresses = addresses;
  }

  async apply(order: LoadBalancerOrder): Promise<void> {
    const before = this.order;
    this.order = order;
    this.applyGroups(order);
    const wanted = new Map<string, { port: number; where: ListenOptions }>();
    for (const { port } of order.listeners) {
      for (const host of order.vpcAddresses) wanted.set(`${host}:${port}`, { port, where: { host, port } });
      const path = listenerSocket(this.folder, order.arn, port);
      wanted.set(path, { port, where: { path } });
    }
    for (const name of this.listeners.keys()) if (!wanted.has(name)) await this.stop(name);
    for (const address of before?.vpcAddresses ?? [])
      if (!order.vpcAddresses.includes(address)) await this.addresses.remove(address);
    for (const address of order.vpcAddresses) await this.addresses.add(address);
    for (const [name, { port, where }] of wanted) if (!this.listeners.has(name)) await this.listen(name, port, where);
  }

  /** Key: `${targetGroupArn}|${target address}:${port}`. */
  health(): Record<string, "healthy" | "unhealthy"> {
    return Object.fromEntries(
      [...this.groups.values()].flatMap((group) =>
        [...group.health()].map(([target, health]) => [`${group.arn}|${target}`, health]),
      ),
    );
  }

  async close(): Promise<void> {
    for (const name of [...this.listeners.keys()]) await this.stop(name);
    for (const client of this.clients) client.destroy();
    for (const group of this.groups.values()) group.close();
    for (const address of this.order?.vpcAddresses ?? []) await this.addresses.remove(address);
  }

  private applyGroups({ listeners }: LoadBalancerOrder): void {
    const orders = new Map(listeners.map(({ targetGroup }) => [targetGroup.arn, targetGroup]));
    for (const [arn, group] of this.groups) {
      if (orders.has(arn)) continue;
      group.close();
      this.groups.delete(arn);
    }
    for (const [arn, order] of orders) {
      const group = this.groups.get(arn);
      if (group) group.apply(order);
      else this.groups.set(arn, new TargetGroup(order));
    }
  }

  private async listen(name: string, port: number, where: ListenOptions): Promise<void> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      this.clients.add(client);
      client.on("close", () => this.clients.delete(client));
      const arn = this.order?.listeners.find((listener) => listener.port === port)?.targetGroup.arn;
      const group = this.groups.get(arn ?? "");
      if (group) void group.serve(client);
      else client.destroy();
    });
    if (where.path) rmSync(where.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(where, resolve);
    });
    this.listeners.set(name, { server, port });
  }

  /** Stops listening; connections that are open go on. */
  private async stop(name: string): Promise<void> {
    this.listeners.get(name)?.server.close();
    this.listeners.delete(name);
  }
}
