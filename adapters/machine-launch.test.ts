import type { EC2Client, RunInstancesCommandInput } from "@aws-sdk/client-ec2";
import { expect, test } from "@jest/globals";
import type { MachineOrder } from "#core/ports/cloud.ts";
import { runInstance } from "./machine-launch.ts";

const order: MachineOrder = {
  ...{ clusterId: "cls_1", operationId: "op_1", slot: "worker-a-0", role: "worker", machineType: "t3.large" },
  ...{ imageId: "ami-1", instanceProfile: "kubewright-cls_1-worker", userData: "#!/bin/sh", rootDiskGiB: 30 },
  ...{ etcdDiskGiB: 8, dataDisksGiB: [16, 32] },
  place: { zone: "us-east-1a", subnetId: "subnet-1", securityGroupId: "sg-1" },
} as MachineOrder;

const asked = async (changes: Partial<MachineOrder> = {}): Promise<RunInstancesCommandInput> => {
  let input: RunInstancesCommandInput | undefined;
  const send = async (command: { input: RunInstancesCommandInput }) => {
    input = command.input;
    return { Instances: [{ InstanceId: "i-1", State: { Name: "pending" } }] };
  };
  await runInstance({ send } as unknown as EC2Client, { ...order, ...changes });
  return input as RunInstancesCommandInput;
};

test("metadata is told to whoever holds a session of it, and no further than to the machine itself", async () => {
  expect((await asked()).MetadataOptions).toEqual({
    ...{ HttpTokens: "required", HttpPutResponseHopLimit: 1, HttpEndpoint: "enabled" },
  });
});

test("every disk is encrypted, and goes with its machine", async () => {
  const { BlockDeviceMappings = [] } = await asked();
  expect(BlockDeviceMappings).toHaveLength(4);
  for (const { Ebs } of BlockDeviceMappings) expect(Ebs).toMatchObject({ Encrypted: true, DeleteOnTermination: true });
});

test("no machine has a public address", async () => {
  const { NetworkInterfaces = [] } = await asked();
  expect(NetworkInterfaces).toMatchObject([{ AssociatePublicIpAddress: false }]);
});

test("nobody can sign in: there is no key", async () => {
  expect(await asked()).not.toHaveProperty("KeyName");
});
