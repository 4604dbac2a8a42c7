import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { LoadBalancers, Network } from "#core/ports/cloud.ts";
import { untilDone } from "./until-done.ts";

/** What every implementation of LoadBalancers promises. */
export const loadBalancersContract = (
  place: () => { loadBalancers: LoadBalancers; network: Network },
  newCluster: () => string,
): void => {
  const clusterId = newCluster();
  let order: Parameters<LoadBalancers["ensure"]>[0];
  const balancers = () => place().loadBalancers;

  beforeAll(async () => {
    const zones = (await place().network.zones()).slice(0, 3);
    const wanted = { clusterId, cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", zones, apiAccessCidrs: ["0.0.0.0/0"] };
    const { vpcId, subnets, securityGroups } = await place().network.ensure(wanted);
    const subnetIds = subnets.map(({ publicSubnetId }) => publicSubnetId);
    order = { clusterId, vpcId, subnetIds, securityGroupId: securityGroups.controlPlane };
  }, 30_000);

  afterAll(async () => {
    await untilDone(() => balancers().remove(clusterId));
    await untilDone(() => place().network.remove(clusterId));
  }, 60_000);

  test("made twice it is the same, with an address in each subnet", async () => {
    const first = await untilDone(() => balancers().ensure(order));
    expect(first.addresses).toHaveLength(3);
    expect(new Set(first.addresses).size).toBe(3);
    expect(first.dnsName).not.toBe("");
    expect(await balancers().ensure(order)).toEqual(first);
  });

  test("targets are set, set again, exchanged and taken away", async () => {
    const { targetGroupArn } = await untilDone(() => balancers().ensure(order));
    await balancers().setTargets(targetGroupArn, ["10.0.64.10", "10.0.128.10"]);
    await balancers().setTargets(targetGroupArn, ["10.0.64.10", "10.0.128.10"]);
    await balancers().setTargets(targetGroupArn, ["10.0.64.10", "10.0.192.10"]);
    const seen = await balancers().targets(targetGroupArn);
    expect([...seen].filter(([, health]) => health !== "draining").map(([address]) => address)).toEqual([
      "10.0.64.10",
      "10.0.192.10",
    ]);
    expect(seen.get("10.0.64.10")).not.toBe("healthy");
    await balancers().setTargets(targetGroupArn, []);
  });

  test("removed, also where there is none, and made anew", async () => {
    await balancers().remove(newCluster());
    const first = await untilDone(() => balancers().ensure(order));
    await untilDone(() => balancers().remove(clusterId));
    await balancers().remove(clusterId);
    expect((await untilDone(() => balancers().ensure(order))).arn).not.toBe(first.arn);
  });
};
