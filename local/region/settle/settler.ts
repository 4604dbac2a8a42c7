import type { Context } from "../context.ts";
import type { MachineDriver } from "../driver.ts";
import type { Touched } from "../state.ts";
import { Balancers } from "./balancers.ts";
import { GatewaysAndVolumes } from "./gateways-and-volumes.ts";
import { Later } from "./later.ts";
import { Machines } from "./machines.ts";
import { Networks } from "./networks.ts";
import type { Trouble } from "./retry.ts";

const ofNetworks = new Set(["vpcs", "subnets", "routeTables", "interfaces", "instances"]);
const ofBalancers = new Set(["loadBalancers", "listeners", "targetGroups", "faults"]);

/**
 * Makes records real. It is told what changed, looks at what the records say now, and does what is missing; so a restart is
 * nothing but everything having changed.
 */
export class Settler {
  readonly machines: Machines;
  readonly networks: Networks;
  readonly balancers: Balancers;
  private readonly gatewaysAndVolumes: GatewaysAndVolumes;
  private readonly later = new Later();
  private readonly context: Context;
  private readonly knownVpcs = new Set<string>();

  constructor(context: Context, driver: MachineDriver, trouble: Trouble) {
    this.context = context;
    this.networks = new Networks(context, driver, trouble);
    this.machines = new Machines(context, driver, this.networks, this.later, trouble);
    this.balancers = new Balancers(context, driver, this.networks, this.later, trouble);
    this.gatewaysAndVolumes = new GatewaysAndVolumes(context, this.later);
  }

  look(touched: Touched): void {
    if (touched.some(({ table }) => ofNetworks.has(table))) this.lookAtNetworks();
    if (touched.some(({ table }) => ofBalancers.has(table))) this.balancers.lookAtAll();
    for (const { table, id } of touched) {
      if (table === "instances") this.machines.look(id);
      if (table === "volumes") this.gatewaysAndVolumes.lookAtVolume(id);
      if (table === "natGateways") this.gatewaysAndVolumes.lookAtGateway(id);
    }
  }

  /** Brings back what the records of an earlier process say. */
  async recover(): Promise<void> {
    const { state } = this.context;
    this.lookAtNetworks();
    this.balancers.lookAtAll();
    for (const { id } of state.volumes.all()) this.gatewaysAndVolumes.lookAtVolume(id);
    for (const { id } of state.natGateways.all()) this.gatewaysAndVolumes.lookAtGateway(id);
    await this.machines.recover();
  }

  close(): void {
    this.machines.close();
    this.networks.close();
    this.balancers.close();
    this.later.close();
  }

  private lookAtNetworks(): void {
    for (const { id } of this.context.state.vpcs.all()) this.knownVpcs.add(id);
    for (const id of this.knownVpcs) {
      this.networks.look(id);
      if (!this.context.state.vpcs.get(id)) this.knownVpcs.delete(id);
    }
  }
}
