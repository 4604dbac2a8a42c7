import {
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  type EC2Client,
  ModifyNetworkInterfaceAttributeCommand,
  type NetworkInterface,
} from "@aws-sdk/client-ec2";
import type { Machines } from "#core/ports/cloud.ts";
import { given } from "./aws-answers.ts";
import { ec2Gone, unless } from "./aws-errors.ts";
import { clientToken, ofCluster, roleTag, slotTag, specify, tagsOf, tagValue } from "./tags.ts";
import { together } from "./together.ts";

const role = "control-plane-address";
type Order = Parameters<Machines["reserveAddresses"]>[0];

const find = async (ec2: EC2Client, clusterId: string): Promise<NetworkInterface[]> => {
  const Filters = [...ofCluster(clusterId).Filters, { Name: `tag:${roleTag}`, Values: [role] }];
  return (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];
};

const reserve = async (ec2: EC2Client, order: Order, slot: string, subnetId: string): Promise<NetworkInterface> => {
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({
      SubnetId: subnetId,
      Groups: [order.securityGroupId],
      Description: `Kubewright ${order.clusterId} ${slot}`,
      ClientToken: clientToken(order.clusterId, role, slot, subnetId),
      TagSpecifications: [specify("network-interface", tagsOf(order.clusterId, role, { [slotTag]: slot }))],
    }),
  );
  return given(NetworkInterface, "the network interface");
};

/** How kubelet names the node: known from the address before any machine boots. */
export const nodeName = (address: string): string => `ip-${address.replaceAll(".", "-")}`;

export const reserveAddresses = async (ec2: EC2Client, order: Order): ReturnType<Machines["reserveAddresses"]> => {
  const found = await find(ec2, order.clusterId);
  return together(
    Array.from({ length: order.count }, async (_, i) => {
      const slot = `control-plane-${i}`;
      const { subnetId } = given(order.subnets[i % order.subnets.length], "a subnet");
      const made =
        found.find((one) => tagValue({ Tags: one.TagSet }, slotTag) === slot) ??
        (await reserve(ec2, order, slot, subnetId));
      const networkInterfaceId = given(made.NetworkInterfaceId, "the interface's id");
      const address = given(made.PrivateIpAddress, "the interface's address");
      // Its machine forwards what pods send and get.
      if (made.SourceDestCheck !== false)
        await ec2.send(
          new ModifyNetworkInterfaceAttributeCommand({
            NetworkInterfaceId: networkInterfaceId,
            SourceDestCheck: { Value: false },
          }),
        );
      return {
        name: nodeName(address),
        address,
        zone: given(made.AvailabilityZone, "the interface's zone"),
        networkInterfaceId,
      };
    }),
  );
};

/** @throws NotYet while one is still attached */
export const releaseAddresses = async (ec2: EC2Client, clusterId: string): Promise<void> => {
  await together(
    (await find(ec2, clusterId)).map(({ NetworkInterfaceId }) =>
      unless(ec2Gone, ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }))),
    ),
  );
};
