import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { InvalidInput, NotFound, NotYet } from "#core/errors.ts";
import type { Identities, Machine, MachineOrder, Machines, Network } from "#core/ports/cloud.ts";
import { untilDone } from "./until-done.ts";

interface Place {
  machines: Machines;
  network: Network;
  identities: Identities;
}

/** What every implementation of Machines promises. @param version a Kubernetes version that has an image */
export const machinesContract = (place: () => Place, newCluster: () => string, version: string): void => {
  const machines = () => place().machines;
  const clusterId = newCluster();
  let base: Awaited<ReturnType<Network["ensure"]>>;
  let controlPlaneProfile: string;
  let workerProfile: string;
  let imageId: string;

  beforeAll(async () => {
    const zones = (await place().network.zones()).slice(0, 3);
    const order = { clusterId, cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", zones, apiAccessCidrs: ["0.0.0.0/0"] };
    base = await place().network.ensure(order);
    ({ controlPlaneProfile, workerProfile } = await place().identities.ensure(clusterId));
    imageId = await machines().image(version);
  }, 30_000);

  afterAll(async () => {
    await untilDone(() => machines().terminate(clusterId));
    await untilDone(() => machines().releaseAddresses(clusterId));
    await untilDone(() => machines().removeSpreadGroups(clusterId));
    await Promise.all([place().identities.remove(clusterId), untilDone(() => place().network.remove(clusterId))]);
  }, 60_000);

  const subnets = () => base.subnets.map(({ zone, privateSubnetId }) => ({ zone, subnetId: privateSubnetId }));
  const placeOf = (i: number) => ({ slot: `control-plane-${i}`, subnetId: subnets()[i % 3]?.subnetId ?? "" });
  const reserve = (count: number, operationId = "op_1", from = 0) =>
    machines().reserveAddresses({
      clusterId,
      operationId,
      places: Array.from({ length: count }, (_, i) => placeOf(from + i)),
      securityGroupId: base.securityGroups.controlPlane,
    });

  const common = () => ({
    clusterId,
    operationId: "op_1",
    imageId,
    machineType: "t3.large",
    userData: "#!/bin/bash\ntrue\n",
    rootDiskGiB: 20,
  });
  const controlPlane = async (): Promise<MachineOrder[]> =>
    (await reserve(3)).map(({ networkInterfaceId }, i) => ({
      ...common(),
      slot: `control-plane-${i}`,
      role: "control-plane",
      instanceProfile: controlPlaneProfile,
      etcdDiskGiB: 10,
      place: { networkInterfaceId },
      spreadGroup: "control-plane",
    }));
  const workers = (): MachineOrder[] =>
    subnets()
      .slice(0, 2)
      .map(({ subnetId }, i) => ({
        ...common(),
        slot: `default-${i}`,
        role: "worker",
        nodeGroupId: "ng_1",
        instanceProfile: workerProfile,
        place: { subnetId, securityGroupId: base.securityGroups.worker },
      }));

  test("a version has one image, an unknown version none", async () => {
    expect(await machines().image(version)).toBe(imageId);
    await expect(machines().image("v0.0.1")).rejects.toBeInstanceOf(NotFound);
  });

  test("a rehearsal launches nothing, and refuses what cannot be", async () => {
    await machines().rehearse({ machineType: "t3.large", imageId, count: 3 });
    await expect(machines().rehearse({ machineType: "t3.colossal", imageId, count: 1 })).rejects.toBeInstanceOf(
      InvalidInput,
    );
    expect(await machines().list(clusterId)).toEqual([]);
  });

  test("addresses are reserved once, spread over the zones, and named by address", async () => {
    const members = await reserve(3);
    expect(await reserve(3)).toEqual(members);
    expect(new Set(members.map(({ address }) => address)).size).toBe(3);
    expect(members.map(({ zone }) => zone)).toEqual(base.subnets.map(({ zone }) => zone));
    for (const { name, address } of members) expect(name).toBe(`ip-${address.replaceAll(".", "-")}`);
  });

  test("one more is reserved by another operation, and released alone, by slot or by operation", async () => {
    await reserve(3);
    const [more] = await reserve(1, "op_2", 3);
    expect(more).toMatchObject({ slot: "control-plane-3", operationId: "op_2", zone: base.subnets[0]?.zone });
    // Whoever asks for a slot that is reserved hears whose it is.
    expect(await reserve(1, "op_3", 3)).toEqual([more]);
    await machines().releaseAddresses(clusterId, { operationId: "op_3" });
    expect(await reserve(1, "op_3", 3)).toEqual([more]);
    await machines().releaseAddresses(clusterId, { operationId: "op_2" });
    const [again] = await reserve(1, "op_3", 3);
    expect(again?.networkInterfaceId).not.toBe(more?.networkInterfaceId);
    await machines().releaseAddresses(clusterId, { slots: ["control-plane-3"] });
    await machines().releaseAddresses(clusterId, { slots: ["control-plane-3"] });
    const [last] = await reserve(1, "op_4", 3);
    expect(last?.operationId).toBe("op_4");
    await machines().releaseAddresses(clusterId, { slots: ["control-plane-3"] });
  });

  test("spread groups may be made again", async () => {
    await machines().ensureSpreadGroups(clusterId, ["control-plane"]);
    await machines().ensureSpreadGroups(clusterId, ["control-plane"]);
  });

  test("a worker has its disks, its placement and its template; some machines end, the others stay", async () => {
    for (const strategy of ["spread", "partition", "cluster"] as const)
      await machines().ensureSpreadGroups(clusterId, [`of-${strategy}`], strategy);
    const orders = workers().map((order, i) => ({
      ...order,
      slot: `placed-${i}`,
      template: 3,
      dataDisksGiB: [8, 9],
      spot: i === 0,
      spreadGroup: `of-${i === 0 ? "partition" : "spread"}`,
    }));
    const launched = await untilDone(() => machines().launch(orders));
    expect(launched.map(({ template, operationId }) => ({ template, operationId }))).toEqual(
      Array(2).fill({ template: 3, operationId: "op_1" }),
    );
    const [one, two] = launched.map(({ instanceId }) => instanceId);
    await machines().terminateOnly(clusterId, []);
    await untilDone(() => machines().terminateOnly(clusterId, [one ?? "", "i-00000000000000000"]));
    expect((await machines().list(clusterId)).map(({ instanceId }) => instanceId)).toEqual([two]);
    await expect(machines().removeSpreadGroups(clusterId, ["of-spread"])).rejects.toBeInstanceOf(NotYet);
    await machines().removeSpreadGroups(clusterId, ["of-cluster", "of-partition"]);
    await untilDone(() => machines().terminateOnly(clusterId, [two ?? ""]));
    await machines().removeSpreadGroups(clusterId, ["of-spread"]);
    await machines().removeSpreadGroups(clusterId, ["of-spread"]);
  });

  test("another cluster's machines are not this one's to end", async () => {
    const [order] = workers();
    if (!order) throw new Error("there is no order");
    const [machine] = await untilDone(() => machines().launch([{ ...order, slot: "mine-0" }]));
    await machines().terminateOnly(newCluster(), [machine?.instanceId ?? ""]);
    expect((await machines().list(clusterId)).map(({ slot }) => slot)).toEqual(["mine-0"]);
    await untilDone(() => machines().terminateOnly(clusterId, [machine?.instanceId ?? ""]));
  });

  test("a launch gives each slot one machine, however often it is repeated", async () => {
    await machines().ensureSpreadGroups(clusterId, ["control-plane"]);
    const orders = [...(await controlPlane()), ...workers()];
    const first = await untilDone(() => machines().launch(orders));
    const again = await machines().launch(orders);
    const idsOf = (list: typeof first) => list.map(({ slot, instanceId }) => `${slot} ${instanceId}`);
    expect(first.map(({ slot }) => slot)).toEqual(orders.map(({ slot }) => slot));
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(new Set(first.map(({ instanceId }) => instanceId)).size).toBe(5);

    const members = await reserve(3);
    expect(first.slice(0, 3).map(({ address }) => address)).toEqual(members.map(({ address }) => address));
    expect(first.map(({ zone }) => zone)).toEqual(
      [...base.subnets, ...base.subnets.slice(0, 2)].map(({ zone }) => zone),
    );
    expect(first.at(-1)).toMatchObject({ role: "worker", nodeGroupId: "ng_1", machineType: "t3.large" });
  });

  test("machines are listed all, or those of a role", async () => {
    expect((await machines().list(clusterId)).map(({ slot }) => slot).sort()).toEqual([
      "control-plane-0",
      "control-plane-1",
      "control-plane-2",
      "default-0",
      "default-1",
    ]);
    expect((await machines().list(clusterId, "worker")).map(({ slot }) => slot).sort()).toEqual([
      "default-0",
      "default-1",
    ]);
    expect(await machines().list(newCluster())).toEqual([]);
  });

  test("machines of several clusters are listed by one call, each with those of its own", async () => {
    const none = newCluster();
    const listed = await machines().listEach([none, clusterId]);
    expect([...listed.keys()]).toEqual([clusterId]);
    const byId = (all: readonly Machine[] = []) => all.toSorted((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
    expect(byId(listed.get(clusterId))).toEqual(byId(await machines().list(clusterId)));
    expect(await machines().listEach([none])).toEqual(new Map());
    expect(await machines().listEach([])).toEqual(new Map());
  });

  test("a machine that is kept says so, and ends like any other", async () => {
    const [order] = workers();
    if (!order) throw new Error("there is no order");
    const [machine] = await untilDone(() => machines().launch([{ ...order, slot: "kept-0" }]));
    const id = machine?.instanceId ?? "";
    await machines().keep(newCluster(), [id]);
    expect(machine).not.toHaveProperty("kept");
    for (let round = 0; round < 2; round++) await machines().keep(clusterId, [id, "i-00000000000000000"]);
    const listed = await machines().list(clusterId);
    expect(listed.filter(({ kept }) => kept).map(({ instanceId }) => instanceId)).toEqual([id]);
    await untilDone(() => machines().terminateOnly(clusterId, [id]));
  });

  test("pod ranges are routed to machines, moved, and taken away", async () => {
    const [one, two] = await machines().list(clusterId, "worker");
    const route = (instanceId: string | undefined, podCidr = "10.244.1.0/24") => ({
      podCidr,
      instanceId: instanceId ?? "",
    });
    const set = (routes: ReturnType<typeof route>[]) =>
      untilDone(() => place().network.routePods({ clusterId, routes }));
    await set([route(one?.instanceId), route(two?.instanceId, "10.244.2.0/24")]);
    await set([route(one?.instanceId), route(two?.instanceId, "10.244.2.0/24")]);
    await set([route(two?.instanceId)]);
    await set([]);
  });

  test("the machines of one role end, the others stay", async () => {
    await untilDone(() => machines().terminate(clusterId, "worker"));
    expect((await machines().list(clusterId)).map(({ role }) => role)).toEqual(Array(3).fill("control-plane"));
    await machines().terminate(clusterId, "worker");
  });

  test("a slot whose machine has ended gets another one", async () => {
    const ended = await machines().list(clusterId);
    const [again] = await untilDone(() => machines().launch(workers().slice(0, 1)));
    expect(ended.map(({ instanceId }) => instanceId)).not.toContain(again?.instanceId);
    expect(["pending", "running"]).toContain(again?.state);
  });
};
