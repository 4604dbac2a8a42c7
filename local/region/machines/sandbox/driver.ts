import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MachineDriver, MachineOrder } from "../../driver.ts";
import { removeGroupIfEmpty } from "./cgroups.ts";
import { GivenCredentials } from "./given-credentials.ts";
import { raiseLimits } from "./kernel-limits.ts";
import { Machines } from "./machines.ts";
import { Networks } from "./networks.ts";
import { machineFolder, placeOf } from "./place.ts";
import { serveVpcs } from "./region-sockets.ts";
import { roleCredentials } from "./role-credentials.ts";

export interface SandboxOptions {
  /** On a disk file system; what lies there is the machines' disks. */
  stateDir: string;
  region: string;
  /** What machines reach as their AWS endpoint, and where their roles' credentials come from. */
  localstackUrl?: string;
  /** Machine images by Kubernetes version. */
  imageDir?: string;
}

/**
 * Machines as sandboxes on this computer: namespaces with systemd as process 1 on a file system of their own, in VPCs that are network
 * namespaces. Needs root; see `whyNoSandbox`. Security groups are not enforced, and machine types set no limits.
 */
export const createSandboxDriver = async (options: SandboxOptions): Promise<MachineDriver> => {
  const { stateDir, region, localstackUrl, imageDir } = options;
  const place = placeOf(stateDir);
  raiseLimits(place);
  const networks = new Networks(place, region);
  const machines = new Machines(place, imageDir);
  const given = new GivenCredentials(place);
  const roles = localstackUrl ? roleCredentials(localstackUrl, region, given) : undefined;

  const profileOf = (instanceId: string): string | undefined => {
    if (!/^i-[0-9a-f]+$/.test(instanceId)) return undefined;
    const text = readFileSync(join(machineFolder(place, instanceId), "order.json"), "utf8");
    return (JSON.parse(text) as MachineOrder).instanceProfileArn;
  };
  const stopServing = await serveVpcs(place, {
    localstackUrl,
    keyOf: (accessKeyId) => given.find(accessKeyId),
    async credentials(instanceId) {
      const profile = profileOf(instanceId);
      return profile ? roles?.of(instanceId, profile) : undefined;
    },
  });

  return {
    kind: "sandbox",
    applyNetwork: (network) => networks.apply(network),
    async removeNetwork(vpcId) {
      await networks.remove(vpcId);
      removeGroupIfEmpty(place.prefix);
    },
    introduce: async (order) => machines.introduce(order),
    boot: async (order) => {
      const { instanceId, instanceProfileArn } = order;
      // As on EC2 they are there when the machine first asks; should this fail, its own question makes them.
      if (instanceProfileArn) roles?.of(instanceId, instanceProfileArn).catch(() => undefined);
      await machines.boot(order, networks.subnetCidr(order.vpcId, order.subnetId));
    },
    async terminate(instanceId) {
      await machines.terminate(instanceId);
      given.forget(instanceId);
    },
    kill: (instanceId) => machines.kill(instanceId),
    alive: async (instanceIds) => new Set(instanceIds.filter((id) => machines.isRunning(id))),
    onExit: (listener) => machines.onExit(listener),
    applyLoadBalancer: (loadBalancer) => networks.applyBalancer(loadBalancer),
    removeLoadBalancer: (arn) => networks.removeBalancer(arn),
    targetHealth: (arn) => networks.targetHealth(arn),
    async close() {
      stopServing();
      machines.close();
      networks.close();
      roles?.close();
      removeGroupIfEmpty(place.prefix);
    },
  };
};
