import { afterAll, expect, test } from "@jest/globals";
import { NotYet } from "#core/errors.ts";
import type { Identities, LoadBalancers, Machines, Network } from "#core/ports/cloud.ts";
import type { Estate, SeenUsage } from "#core/ports/ledger.ts";
import { untilDone } from "./until-done.ts";

interface Place {
  estate: Estate;
  machines: Machines;
  network: Network;
  identities: Identities;
  loadBalancers: LoadBalancers;
  /** Lets a machine run where it does not by itself. */
  boot(instanceId: string): Promise<void>;
}

/** `machine on-demand`, without what differs from run to run. */
const bill = (seen: readonly SeenUsage[]): string[] =>
  seen
    .map(
      ({ kind, priceKey, quantity, part, ended }) => `${kind} ${priceKey} x${quantity} ${part}${ended ? " ended" : ""}`,
    )
    .sort();

const until = async (isThere: () => Promise<boolean>): Promise<void> =>
  untilDone(async () => {
    if (!(await isThere())) throw new NotYet("not there yet");
  });

/** What every implementation of Estate promises. @param version a Kubernetes version that has an image */
export const estateContract = (place: () => Place, newCluster: () => string, version: string): void => {
  const clusterId = newCluster();

  afterAll(async () => {
    const { machines, loadBalancers, identities, network } = place();
    await untilDone(() => machines.terminate(clusterId));
    await untilDone(() => loadBalancers.remove(clusterId));
    await Promise.all([identities.remove(clusterId), untilDone(() => network.remove(clusterId))]);
  }, 60_000);

  test("nothing is billed of a cluster that never was", async () => {
    expect(await place().estate.look(newCluster())).toEqual([]);
    expect(await place().estate.lookAtMachine("i-0123456789abcdef0")).toBeUndefined();
  });

  test("what costs is seen with its price, its size and whose it is, from its making to its end", async () => {
    const { estate, machines, network, identities, loadBalancers, boot } = place();
    const zones = (await network.zones()).slice(0, 3);
    const range = { clusterId, cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", zones, apiAccessCidrs: ["0.0.0.0/0"] };
    const base = await network.ensure(range);
    const net = ["address address/public-ipv4 x1 network", "nat-gateway nat-gateway x1 network"];
    expect(bill(await estate.look(clusterId))).toEqual(net);

    const { workerProfile } = await identities.ensure(clusterId);
    const [subnet] = base.subnets;
    const [made] = await machines.launch([
      {
        ...{ clusterId, operationId: "op_1", slot: "default-0", role: "worker", nodeGroupId: "ng_1" },
        ...{ imageId: await machines.image(version), machineType: "t3.large", userData: "#!/bin/bash\ntrue\n" },
        ...{ rootDiskGiB: 20, dataDisksGiB: [8], instanceProfile: workerProfile, spot: true },
        place: { subnetId: subnet?.privateSubnetId ?? "", securityGroupId: base.securityGroups.worker },
      },
    ]);
    const instanceId = made?.instanceId ?? "";
    await boot(instanceId);
    const machineOf = (seen: readonly SeenUsage[]) => seen.find(({ resourceId }) => resourceId === instanceId);
    await until(async () => machineOf(await estate.look(clusterId)) !== undefined);
    const disks = ["volume volume/gp3 x20 ng_1", "volume volume/gp3 x8 ng_1"];
    expect(bill(await estate.look(clusterId))).toEqual(
      [...net, ...disks, "machine machine/t3.large/spot x1 ng_1"].sort(),
    );

    const order = {
      ...{ clusterId, vpcId: base.vpcId, securityGroupId: base.securityGroups.controlPlane },
      subnetIds: base.subnets.map(({ publicSubnetId }) => publicSubnetId),
    };
    await untilDone(() => loadBalancers.ensure(order));
    const balancer = ["load-balancer load-balancer/network x1 network", "address address/public-ipv4 x3 network"];
    const everything = await estate.look(clusterId);
    expect(bill(everything)).toEqual(expect.arrayContaining(balancer));
    // Whole seconds, and looking again says the same.
    for (const { start } of everything) expect(start).toMatch(/:\d\d\.000Z$/);
    expect(bill(await estate.look(clusterId))).toEqual(bill(everything));
    const starts = new Map(everything.map(({ usageId, start }) => [usageId, start]));
    for (const { usageId, start } of await estate.look(clusterId)) expect(start).toBe(starts.get(usageId));

    // Its price is the zone's.
    expect(machineOf(everything)?.zone).toBe(made?.zone);
    expect(everything.filter(({ loose }) => loose)).toEqual([]);
    const alone = await estate.lookAtMachine(instanceId);
    expect(alone?.clusterId).toBe(clusterId);
    expect(alone && bill(alone.seen)).toEqual([...disks, "machine machine/t3.large/spot x1 ng_1"].sort());
    expect(alone?.seen.filter(({ kind }) => kind === "volume").map(({ machineId }) => machineId)).toEqual([
      instanceId,
      instanceId,
    ]);

    await untilDone(() => machines.terminate(clusterId));
    const ended = machineOf(await estate.look(clusterId));
    // To the second, as the cloud tells it.
    expect(ended?.ended?.at).toMatch(/:\d\d\.000Z$/);
    expect(Date.parse(ended?.ended?.at ?? "")).toBeGreaterThanOrEqual(Date.parse(ended?.start ?? ""));
    expect(ended?.usageId).toBe(machineOf(everything)?.usageId);
    expect((await estate.look(clusterId)).some(({ kind }) => kind === "volume")).toBe(false);
    expect((await estate.lookAtMachine(instanceId))?.seen).toEqual([ended]);

    await untilDone(() => loadBalancers.remove(clusterId));
    await untilDone(() => network.remove(clusterId));
    const after = await estate.look(clusterId);
    expect(after.every(({ ended: is }) => is?.at !== undefined)).toBe(true);
    expect(bill(after)).toContain("nat-gateway nat-gateway x1 network ended");
  }, 60_000);
};
