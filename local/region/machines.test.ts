import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeVolumesCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { withCoreErrors } from "#adapters/aws-errors.ts";
import { ec2Machines } from "#adapters/ec2-machines.ts";
import { ec2Network } from "#adapters/ec2-network.ts";
import { machinesContract } from "#adapters/machines.contract.ts";
import { untilDone } from "#adapters/until-done.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import { newClusterId } from "#core/clusters/ids.ts";
import type { Identities, MachineOrder } from "#core/ports/cloud.ts";
import { eventually } from "../eventually.ts";
import { clientsOf, startTestRegion, type TestRegion } from "./testing/start.ts";

let place: TestRegion;
beforeAll(async () => {
  place = await startTestRegion();
});
afterAll(() => place.close());

/** IAM is not the region's: it takes any profile. */
const identities: Identities = {
  ensure: async (clusterId) => ({ controlPlaneProfile: `${clusterId}-c`, workerProfile: `${clusterId}-w` }),
  ensureWorkers: async (clusterId) => ({ workerProfile: `${clusterId}-w` }),
  ensureDrill: async ({ clusterId }) => ({ drillProfile: `${clusterId}-d` }),
  removeDrill: async () => undefined,
  remove: async () => undefined,
};
const ports = () => {
  const ec2 = withCoreErrors(place.ec2);
  return {
    machines: ec2Machines(ec2),
    network: ec2Network({ ec2, once: withCoreErrors(clientsOf(place.region.url).ec2) }),
    identities,
  };
};

describe("the product's machines on the pocket region", () =>
  machinesContract(ports, newClusterId, kubernetesVersions[0]));

describe("a machine of a node group", () => {
  const clusterId = newClusterId();

  test("is what its group says: type, zone, disks, market, placement, template, and told its script", async () => {
    const { machines, network } = ports();
    const zones = (await network.zones()).slice(0, 2);
    const range = { cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", zones, apiAccessCidrs: [] };
    const { subnets, securityGroups } = await untilDone(() => network.ensure({ clusterId, ...range }));
    await machines.ensureSpreadGroups(clusterId, ["ng_1"], "partition");
    const order: MachineOrder = {
      clusterId,
      operationId: "op_1",
      slot: "web-0",
      role: "worker",
      nodeGroupId: "ng_1",
      template: 2,
      imageId: await machines.image(kubernetesVersions[0]),
      machineType: "c6i.large",
      instanceProfile: "worker",
      userData: "#!/bin/bash\n# the group's own\n",
      rootDiskGiB: 50,
      dataDisksGiB: [80, 90],
      spot: true,
      place: { subnetId: subnets[1]?.privateSubnetId ?? "", securityGroupId: securityGroups.worker },
      spreadGroup: "ng_1",
    };
    const [launched] = await machines.launch([order]);
    const InstanceIds = [launched?.instanceId ?? ""];
    const { Reservations } = await place.ec2.send(new DescribeInstancesCommand({ InstanceIds }));
    const { Tags = [], ...instance } = Reservations?.[0]?.Instances?.[0] ?? {};
    expect(instance).toMatchObject({
      InstanceType: "c6i.large",
      InstanceLifecycle: "spot",
      Placement: { AvailabilityZone: zones[1], PartitionNumber: 1 },
    });
    expect(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
      "kubewright:cluster": clusterId,
      "kubewright:node-group": "ng_1",
      "kubewright:template": "2",
    });
    const Filters = [{ Name: "attachment.instance-id", Values: InstanceIds }];
    const { Volumes = [] } = await place.ec2.send(new DescribeVolumesCommand({ Filters }));
    const disks = Volumes.map(({ Attachments, Size, Encrypted }) => {
      const [to] = Attachments ?? [];
      return { device: to?.Device, Size, Encrypted, ends: to?.DeleteOnTermination };
    });
    expect(disks.sort((a, b) => String(a.device).localeCompare(String(b.device)))).toEqual([
      { device: "/dev/sdg", Size: 80, Encrypted: true, ends: true },
      { device: "/dev/sdh", Size: 90, Encrypted: true, ends: true },
      { device: "/dev/xvda", Size: 50, Encrypted: true, ends: true },
    ]);
    const asked = new DescribeInstanceAttributeCommand({ InstanceId: InstanceIds[0], Attribute: "userData" });
    const { UserData } = await place.ec2.send(asked);
    expect(Buffer.from(UserData?.Value ?? "", "base64").toString()).toBe(order.userData);
  });
});

describe("a spot machine that is taken back", () => {
  const clusterId = newClusterId();
  const notice = (order: object) => place.control("POST", "faults", { kind: "spot-notice", ...order });
  const seen = async (instanceId: string) => {
    const { Reservations } = await place.ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    return Reservations?.[0]?.Instances?.[0];
  };
  const told = async (instanceId: string) => {
    const { body } = await place.control("GET", "events");
    return (body["delivered"] as { detailType: string; resources: string[]; detail: Record<string, string> }[]).filter(
      ({ detail }) => detail["instance-id"] === instanceId,
    );
  };

  test("is told by event and metadata, and ends when its time is over", async () => {
    const { machines, network } = ports();
    const zones = (await network.zones()).slice(0, 1);
    const range = { cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", zones, apiAccessCidrs: [] };
    const { subnets, securityGroups } = await untilDone(() => network.ensure({ clusterId, ...range }));
    const order = (slot: string, more: Partial<MachineOrder>): MachineOrder => ({
      ...{ clusterId, operationId: "op_1", slot, role: "worker", machineType: "m7g.large", instanceProfile: "worker" },
      ...{ userData: "", rootDiskGiB: 20, imageId: "" },
      place: { subnetId: subnets[0]?.privateSubnetId ?? "", securityGroupId: securityGroups.worker },
      ...more,
    });
    const imageId = await machines.image(kubernetesVersions[0], "arm64");
    expect(imageId).not.toBe(await machines.image(kubernetesVersions[0]));
    const wrong = order("wrong", { machineType: "t3.large", imageId });
    await expect(machines.launch([wrong])).rejects.toThrow(/architecture/);
    const [spot, steady] = await machines.launch([
      order("spot", { imageId, spot: true }),
      order("steady", { imageId }),
    ]);
    const [id, other] = [spot?.instanceId ?? "", steady?.instanceId ?? ""];
    for (const one of [id, other])
      await eventually(
        () => seen(one),
        (instance) => instance?.State?.Name === "running",
      );
    expect(await seen(id)).toMatchObject({ Architecture: "arm64", InstanceLifecycle: "spot" });

    expect(await notice({ instanceId: other })).toMatchObject({
      status: 400,
      body: { problems: [{ field: "instanceId", value: other, allowed: expect.arrayContaining([id]) }] },
    });
    expect((await notice({ instanceId: id, seconds: 0.5 })).status).toBe(201);
    expect((await notice({ instanceId: id, seconds: 600 })).status).toBe(201);
    expect(place.driver.machines.get(id)?.takenBackAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect((await seen(id))?.State?.Name).toBe("running");
    const ended = await eventually(
      () => seen(id),
      (instance) => instance?.State?.Name === "terminated",
    );
    expect(ended?.StateReason).toEqual({
      Code: "Server.SpotInstanceTermination",
      Message: "Server.SpotInstanceTermination: Spot instance termination",
    });
    const warnings = (await told(id)).filter(
      ({ detailType }) => detailType === "EC2 Spot Instance Interruption Warning",
    );
    expect(warnings).toMatchObject([
      {
        resources: [`arn:aws:ec2:${zones[0]}:instance/${id}`],
        detail: { "instance-id": id, "instance-action": "terminate" },
      },
    ]);
    expect((await seen(other))?.State?.Name).toBe("running");
  });
});
