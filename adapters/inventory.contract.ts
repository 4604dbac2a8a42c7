import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { LoadBalancers, Network } from "#core/ports/cloud.ts";
import type { Inventory, Part } from "#core/ports/inventory.ts";
import { untilDone } from "./until-done.ts";

/** Somebody who changes by hand what the service has made. */
export interface Hand {
  dropRule(groupId: string): Promise<void>;
  addRule(groupId: string): Promise<void>;
  dropTag(id: string, tag: "cluster" | "role"): Promise<void>;
  /** Gives a thing its cluster's tag back. */
  giveTag(id: string, clusterId: string): Promise<void>;
  /** Takes the default route of a private route table away. */
  closeEgress(routeTableId: string): Promise<void>;
}

type Cluster = Parameters<Inventory["look"]>[0];

/** What every implementation of Inventory promises. */
export const inventoryContract = (
  place: () => { inventory: Inventory; network: Network; loadBalancers: LoadBalancers },
  hand: Hand,
  newCluster: () => string,
): void => {
  let cluster: Cluster;
  let parts: Part[];
  let order: Parameters<Network["ensure"]>[0];

  const look = () => place().inventory.look(cluster, parts);
  const groups = () => cluster.resources.securityGroups ?? { controlPlane: "", worker: "" };

  beforeEach(async () => {
    const { network, loadBalancers } = place();
    const clusterId = newCluster();
    const zones = (await network.zones()).slice(0, 3);
    const range = { cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", apiAccessCidrs: ["0.0.0.0/0"] };
    order = { clusterId, zones, ...range };
    const made = await network.ensure(order);
    await untilDone(() => network.openEgress(clusterId));
    const { vpcId, subnets, securityGroups } = made;
    const subnetIds = subnets.map(({ publicSubnetId }) => publicSubnetId);
    const securityGroupId = securityGroups.controlPlane;
    const loadBalancer = await untilDone(() => loadBalancers.ensure({ clusterId, vpcId, subnetIds, securityGroupId }));
    cluster = {
      clusterId,
      spec: { network: { ...range, serviceCidr: "10.96.0.0/16" } } as Cluster["spec"],
      resources: { ...made, loadBalancer },
    };
    const [first] = subnets;
    parts = [
      { kind: "vpc", id: vpcId, marks: { clusterId, role: "vpc" } },
      {
        kind: "subnet",
        id: first?.privateSubnetId ?? "",
        marks: { clusterId, role: "private-subnet", zone: first?.zone ?? "" },
      },
      { kind: "route-table", id: made.privateRouteTableId, marks: { clusterId, role: "private-routes" } },
      { kind: "security-group", id: securityGroups.worker, marks: { clusterId, role: "worker" } },
    ];
  }, 60_000);

  afterEach(async () => {
    await untilDone(() => place().loadBalancers.remove(cluster.clusterId));
    await untilDone(() => place().network.remove(cluster.clusterId));
  }, 60_000);

  test("what nobody has touched is as it was made", async () => {
    const seen = await look();
    for (const { id, marks } of parts) expect(seen.marks.get(id)).toEqual(marks);
    expect(seen.rules.map(({ groupId }) => groupId).sort()).toEqual(Object.values(groups()).sort());
    expect(seen.rules.map(({ missing, extra }) => [...missing, ...extra])).toEqual([[], []]);
    expect(seen).toMatchObject({ missingRoutes: [], targets: [], looseInterfaces: [] });
  });

  test("a rule that is gone is missing until the network is made again; one that was added stays, and is told", async () => {
    await hand.dropRule(groups().controlPlane);
    await hand.addRule(groups().worker);
    const of = (id: string, rules: Awaited<ReturnType<typeof look>>["rules"]) =>
      rules.find(({ groupId }) => groupId === id);
    const { rules } = await look();
    expect(of(groups().controlPlane, rules)?.missing).not.toEqual([]);
    expect(of(groups().worker, rules)).toMatchObject({ missing: [], extra: [expect.any(String)] });
    expect((await place().network.ensure(order)).securityGroups).toEqual(groups());
    const after = await look();
    expect(of(groups().controlPlane, after.rules)).toMatchObject({ missing: [], extra: [] });
    expect(of(groups().worker, after.rules)?.extra).toHaveLength(1);
  });

  test("a mark that is gone is put back; it is the same thing then, and not made a second time", async () => {
    const [, subnet] = parts as [Part, Part];
    await hand.dropTag(subnet.id, "role");
    expect((await look()).marks.get(subnet.id)).not.toHaveProperty("role");
    await place().inventory.restoreMarks(cluster.clusterId, [subnet]);
    await place().inventory.restoreMarks(cluster.clusterId, [subnet]);
    expect((await look()).marks.get(subnet.id)).toEqual(subnet.marks);
    expect((await place().network.ensure(order)).subnets).toEqual(cluster.resources.subnets);
  });

  test("what has lost its cluster's tag is still seen by its id, and what is not there is not", async () => {
    const group = parts.find(({ kind }) => kind === "security-group") as Part;
    await hand.dropTag(group.id, "cluster");
    const gone: Part = { kind: "subnet", id: "subnet-0123456789abcdef0", marks: {} };
    const { marks } = await place().inventory.look(cluster, [group, gone]);
    expect(marks.get(group.id)).toEqual({ role: "worker" });
    expect(marks.has(gone.id)).toBe(false);
    await hand.giveTag(group.id, cluster.clusterId);
  });

  test("a way out that is closed is missed, and opened again", async () => {
    await hand.closeEgress(cluster.resources.privateRouteTableId ?? "");
    expect((await look()).missingRoutes).toEqual(["out of the private subnets"]);
    await place().network.openEgress(cluster.clusterId);
    expect((await look()).missingRoutes).toEqual([]);
  });

  test("targets are told as they are; without a target group there are none to tell of", async () => {
    const arn = cluster.resources.loadBalancer?.targetGroupArn ?? "";
    await place().loadBalancers.setTargets(arn, ["10.0.64.10", "10.0.128.10"]);
    expect((await look()).targets?.toSorted()).toEqual(["10.0.128.10", "10.0.64.10"]);
    await untilDone(() => place().loadBalancers.remove(cluster.clusterId));
    expect((await look()).targets).toBeUndefined();
  });
};
