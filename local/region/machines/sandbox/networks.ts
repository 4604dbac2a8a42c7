import type { LoadBalancerOrder, NetworkOrder } from "../../driver.ts";
import { InTurn } from "./in-turn.ts";
import { applyRouter, removeRouter } from "./network.ts";
import { OutsideListeners } from "./outside-listeners.ts";
import { type Place, vpcRunDir } from "./place.ts";
import { VpcProcess } from "./vpc-process.ts";

/** The VPCs of one service with their load balancers. */
export class Networks {
  private readonly place: Place;
  private readonly region: string;
  private readonly inTurn = new InTurn();
  private readonly processes = new Map<string, VpcProcess>();
  private readonly orders = new Map<string, NetworkOrder>();
  private readonly balancers = new Map<string, LoadBalancerOrder>();
  private readonly outside = new OutsideListeners();
  private open = true;

  constructor(place: Place, region: string) {
    this.place = place;
    this.region = region;
  }

  apply(order: NetworkOrder): Promise<void> {
    return this.inTurn.run(order.vpcId, async () => {
      this.orders.set(order.vpcId, order);
      await applyRouter(this.place, order);
      await this.processOf(order.vpcId).ensure();
    });
  }

  remove(vpcId: string): Promise<void> {
    return this.inTurn.run(vpcId, async () => {
      await this.processOf(vpcId).end();
      this.processes.delete(vpcId);
      this.orders.delete(vpcId);
      await removeRouter(this.place, vpcId);
    });
  }

  /** @throws Error when the subnet is of no VPC that was applied */
  subnetCidr(vpcId: string, subnetId: string): string {
    const subnet = this.orders.get(vpcId)?.subnets.find((one) => one.subnetId === subnetId);
    if (!subnet) throw new Error(`subnet ${subnetId} is not part of ${vpcId}'s router`);
    return subnet.cidr;
  }

  applyBalancer(order: LoadBalancerOrder): Promise<void> {
    return this.inTurn.run(order.vpcId, async () => {
      this.balancers.set(order.arn, order);
      const process = this.processOf(order.vpcId);
      await process.ensure();
      await process.order("PUT", order.arn, order);
      await this.outside.apply(order, vpcRunDir(this.place, order.vpcId));
    });
  }

  async removeBalancer(arn: string): Promise<void> {
    this.outside.remove(arn);
    // After a restart nobody knows any more whose it was.
    const vpcId = this.balancers.get(arn)?.vpcId;
    this.balancers.delete(arn);
    const vpcIds = vpcId ? [vpcId] : [...this.processes.keys()];
    await Promise.all(
      vpcIds.map((id) =>
        this.inTurn.run(id, async () => {
          await this.processes.get(id)?.order("DELETE", arn);
        }),
      ),
    );
  }

  async targetHealth(arn: string): Promise<Map<string, "healthy" | "unhealthy">> {
    const process = this.processes.get(this.balancers.get(arn)?.vpcId ?? "");
    if (!process) return new Map();
    return new Map(
      Object.entries(JSON.parse(await process.order("GET", arn)) as Record<string, "healthy" | "unhealthy">),
    );
  }

  close(): void {
    this.open = false;
    this.outside.close();
    for (const process of this.processes.values()) process.letGo();
  }

  private processOf(vpcId: string): VpcProcess {
    const process =
      this.processes.get(vpcId) ?? new VpcProcess(this.place, vpcId, this.region, () => this.bringBack(vpcId));
    this.processes.set(vpcId, process);
    return process;
  }

  /** The process of a VPC died: a new one, with the balancers that the old one had. */
  private bringBack(vpcId: string): void {
    const work = async (): Promise<void> => {
      if (!this.open || !this.orders.has(vpcId)) return;
      console.error(`sandbox: the process of ${vpcId} ended; starting another one`);
      const process = this.processOf(vpcId);
      await process.ensure();
      for (const order of this.balancers.values())
        if (order.vpcId === vpcId) await process.order("PUT", order.arn, order);
    };
    this.inTurn.run(vpcId, work).catch((error: unknown) => console.error(`sandbox: process of ${vpcId}:`, error));
  }
}
