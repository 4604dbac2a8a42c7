import { expect, test } from "@jest/globals";
import { InvalidInput } from "#core/errors.ts";
import type { Network } from "#core/ports/cloud.ts";
import { untilDone } from "./until-done.ts";

/** What every implementation of Network promises. */
export const networkContract = (network: () => Network, newCluster: () => string): void => {
  const order = async (clusterId: string) => ({
    clusterId,
    cidr: "10.0.0.0/16",
    podCidr: "10.244.0.0/16",
    zones: (await network().zones()).slice(0, 3),
    apiAccessCidrs: ["0.0.0.0/0"],
  });

  test("there are three zones at least, sorted", async () => {
    const zones = await network().zones();
    expect(zones.length).toBeGreaterThanOrEqual(3);
    expect(zones).toEqual([...zones].sort());
  });

  test("made twice it is the same network: a public and a private subnet a zone", async () => {
    const wanted = await order(newCluster());
    const first = await network().ensure(wanted);
    expect(first.subnets.map(({ zone }) => zone)).toEqual(wanted.zones);
    const subnetIds = first.subnets.flatMap(({ publicSubnetId, privateSubnetId }) => [publicSubnetId, privateSubnetId]);
    expect(new Set(subnetIds).size).toBe(2 * wanted.zones.length);
    expect(first.securityGroups.controlPlane).not.toBe(first.securityGroups.worker);
    expect(await network().ensure(wanted)).toEqual(first);
    await untilDone(() => network().remove(wanted.clusterId));
  });

  test("egress opens once the gateway is there, and again without complaint", async () => {
    const wanted = await order(newCluster());
    await network().ensure(wanted);
    await untilDone(() => network().openEgress(wanted.clusterId));
    await network().openEgress(wanted.clusterId);
    await untilDone(() => network().remove(wanted.clusterId));
  });

  test("the way out is closed, twice, and opened again; all else is the same network", async () => {
    const wanted = await order(newCluster());
    const first = await network().ensure(wanted);
    await untilDone(() => network().openEgress(wanted.clusterId));
    await untilDone(() => network().closeEgress(wanted.clusterId));
    await network().closeEgress(wanted.clusterId);
    expect(await network().ensure(wanted)).toEqual(first);
    await untilDone(() => network().openEgress(wanted.clusterId));
    await untilDone(() => network().remove(wanted.clusterId));
    await network().closeEgress(wanted.clusterId);
  });

  test("a range that is too small for its zones is refused", async () => {
    const wanted = { ...(await order(newCluster())), cidr: "10.0.0.0/27" };
    await expect(network().ensure(wanted)).rejects.toBeInstanceOf(InvalidInput);
    await untilDone(() => network().remove(wanted.clusterId));
  });

  test("removed where there is none, removed twice, and made anew after that", async () => {
    const wanted = await order(newCluster());
    await network().remove(wanted.clusterId);
    const first = await network().ensure(wanted);
    await untilDone(() => network().remove(wanted.clusterId));
    await network().remove(wanted.clusterId);
    expect((await network().ensure(wanted)).vpcId).not.toBe(first.vpcId);
    await untilDone(() => network().remove(wanted.clusterId));
  });
};
