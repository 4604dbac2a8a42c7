import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { untilDone } from "#adapters/until-done.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import { NoCapacity, TemporaryFailure } from "#core/errors.ts";
import { cloud, newCluster } from "./cloud-under-test.ts";

jest.setTimeout(60_000);

/** The pocket region's control endpoint. */
const control = async (method: string, path: string, body?: object): Promise<unknown> => {
  const url = `${process.env["AWS_ENDPOINT_URL_EC2"]}/_region/${path}`;
  const answer = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};
const fault = (order: object) => control("POST", "faults", order);
const counts = async () => ((await control("GET", "resources")) as { counts: Record<string, number> }).counts;

/** How many of each kind came, net, while `work` was done. */
const growth = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
  const before = await counts();
  await work();
  const after = await counts();
  return Object.fromEntries(Object.entries(after).map(([kind, count]) => [kind, count - (before[kind] ?? 0)]));
};

afterEach(() => control("DELETE", "faults"));

describe("a network whose answers get lost", () => {
  const ensure = async (clusterId: string) => {
    const zones = (await cloud.network.zones()).slice(0, 3);
    const range = { cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", apiAccessCidrs: ["0.0.0.0/0"] };
    return cloud.network.ensure({ clusterId, ...range, zones });
  };
  const made = (clusterId: string) => growth(() => untilDone(() => ensure(clusterId)));
  let clean: Record<string, number>;

  beforeAll(async () => {
    const clusterId = newCluster();
    clean = await made(clusterId);
    await untilDone(() => cloud.network.remove(clusterId));
  });

  test.each([
    "CreateVpc",
    "CreateInternetGateway",
    "AllocateAddress",
    "CreateSubnet",
    "CreateRouteTable",
    "CreateSecurityGroup",
    "CreateNatGateway",
    "AttachInternetGateway",
    "AssociateRouteTable",
    "AuthorizeSecurityGroupIngress",
    "CreateRoute",
  ])("%s is carried out once, and all of it goes away again", async (action) => {
    const clusterId = newCluster();
    await fault({ kind: "response-lost", action, count: 1 });
    expect(await made(clusterId)).toEqual(clean);
    expect(await growth(() => untilDone(() => ensure(clusterId)))).toMatchObject({ vpcs: 0, addresses: 0, subnets: 0 });
    await untilDone(() => cloud.network.remove(clusterId));
    expect((await cloud.sweep.leftovers(clusterId)).left).toEqual([]);
  });

  test("a repeat that comes before things are visible leaves nothing behind in the end", async () => {
    const clusterId = newCluster();
    await fault({ kind: "eventual-consistency", seconds: 1 });
    await untilDone(() => ensure(clusterId));
    await untilDone(() => ensure(clusterId));
    await control("DELETE", "faults");
    const settled = await ensure(clusterId);
    expect(await ensure(clusterId)).toEqual(settled);
    await untilDone(() => cloud.network.remove(clusterId));
    expect((await cloud.sweep.leftovers(clusterId)).left).toEqual([]);
  });

  test("throttling beyond the client's patience is a temporary failure", async () => {
    await fault({ kind: "throttle", action: "DescribeVpcs", count: 20 });
    await expect(ensure(newCluster())).rejects.toBeInstanceOf(TemporaryFailure);
  });
});

describe("machines", () => {
  const clusterId = newCluster();
  let subnetId: string;
  let zone: string;
  let securityGroupId: string;
  let instanceProfile: string;
  let imageId: string;

  beforeAll(async () => {
    const zones = (await cloud.network.zones()).slice(0, 3);
    const range = { cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", apiAccessCidrs: ["0.0.0.0/0"] };
    const network = await cloud.network.ensure({ clusterId, ...range, zones });
    subnetId = network.subnets[0]?.privateSubnetId ?? "";
    zone = network.subnets[0]?.zone ?? "";
    securityGroupId = network.securityGroups.worker;
    instanceProfile = (await cloud.identities.ensure(clusterId)).workerProfile;
    imageId = await cloud.machines.image(kubernetesVersions[0]);
  });
  afterAll(async () => {
    await untilDone(() => cloud.machines.terminate(clusterId));
    await untilDone(() => cloud.machines.releaseAddresses(clusterId));
    await Promise.all([untilDone(() => cloud.network.remove(clusterId)), cloud.identities.remove(clusterId)]);
    expect((await cloud.sweep.leftovers(clusterId)).left).toEqual([]);
  });

  const launch = (...slots: string[]) =>
    cloud.machines.launch(
      slots.map((slot) => ({
        clusterId,
        operationId: "op_1",
        slot,
        role: "worker",
        imageId,
        machineType: "t3.large",
        instanceProfile,
        userData: "#!/bin/bash\n",
        rootDiskGiB: 20,
        place: { subnetId, securityGroupId },
      })),
    );

  test("a launch whose answer is lost makes one machine", async () => {
    await fault({ kind: "response-lost", action: "RunInstances", count: 4 });
    const grown = await growth(() => untilDone(() => launch("lost")));
    expect(grown).toMatchObject({ instances: 1, volumes: 1, networkInterfaces: 1 });
    expect(await cloud.machines.list(clusterId)).toHaveLength(1);
  });

  test("a launch that is not yet visible makes one machine", async () => {
    await fault({ kind: "eventual-consistency", seconds: 1 });
    const grown = await growth(async () => {
      await untilDone(() => launch("unseen"));
      await untilDone(() => launch("unseen"));
    });
    expect(grown).toMatchObject({ instances: 1 });
  });

  test("where there is none, it says so", async () => {
    await fault({ kind: "no-capacity", zone });
    await expect(launch("none")).rejects.toBeInstanceOf(NoCapacity);
  });

  test("address reservations whose answers are lost are one each", async () => {
    await fault({ kind: "response-lost", action: "CreateNetworkInterface", count: 2 });
    const places = [0, 1, 2].map((i) => ({ slot: `control-plane-${i}`, subnetId }));
    const order = { clusterId, operationId: "op_1", places, securityGroupId };
    const grown = await growth(() => untilDone(() => cloud.machines.reserveAddresses(order)));
    expect(grown).toMatchObject({ networkInterfaces: 3 });
  });
});
