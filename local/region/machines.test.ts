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
import { clientsOf, startTestRegion, type TestRegion } from "./testing/start.ts";

let place: TestRegion;
beforeAll(async () => {
  place = await startTestRegion();
});
afterAll(() => place.close());

/** IAM is not the region's: it takes any profile. */
const identities: Identities = {
  ensure: async (clusterId) => ({ controlPlaneProfile: `${clusterId}-c`, workerProfile: `${clusterId}-w` }),
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
