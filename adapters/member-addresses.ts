import {
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DescribeNetworkInterfacesCommand,
  type EC2Client,
  ModifyNetworkInterfaceAttributeCommand,
  type NetworkInterface,
} from "@aws-sdk/client-ec2";
import type { Machines } from "#core/ports/cloud.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { ec2Gone, unless } from "./aws-errors.ts";
import { clientToken, ofCluster, operationTag, roleTag, slotTag, specify, tagsOf, tagValue } from "./tags.ts";

const role = "control-plane-address";
type Order = Parameters<Machines["reserveAddresses"]>[0];
type Which = NonNullable<Parameters<Machines["releaseAddresses"]>[1]>;

const tagOf = ({ TagSet }: NetworkInterface, key: string): string => tagValue({ Tags: TagSet }, key) ?? "";

const find = async (ec2: EC2Client, clusterId: string): Promise<NetworkInterface[]> => {
  const Filters = [...ofCluster(clusterId).Filters, { Name: `tag:${roleTag}`, Values: [role] }];
  return (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];
};

const reserve = async (
  ec2: EC2Client,
  { clusterId, operationId, securityGroupId }: Order,
  { slot, subnetId }: Order["places"][number],
): Promise<NetworkInterface> => {
  const tags = tagsOf(clusterId, role, { [slotTag]: slot, [operationTag]: operationId });
  const { NetworkInterface } = await ec2.send(
    new CreateNetworkInterfaceCommand({
      SubnetId: subnetId,
      Groups: [securityGroupId],
      Description: `Kubewright ${clusterId} ${slot}`,
      // With the operation: EC2 would answer another one's order with the interface that it has deleted since.
      ClientToken: clientToken(clusterId, role, slot, subnetId, operationId),
      TagSpecifications: [specify("network-interface", tags)],
    }),
  );
  return given(NetworkInterface, "the network interface");
};

/** How kubelet names the node: known from the address before any machine boots. */
export const nodeName = (address: string): string => `ip-${address.replaceAll(".", "-")}`;

export const reserveAddresses = async (ec2: EC2Client, order: Order): ReturnType<Machines["reserveAddresses"]> => {
  const found = await find(ec2, order.clusterId);
  return together(
    order.places.map(async (place) => {
      const { slot } = place;
      const there = found.find((one) => tagOf(one, slotTag) === slot);
      const made = there ?? (await reserve(ec2, order, place));
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
        slot,
        name: nodeName(address),
        address,
        zone: given(made.AvailabilityZone, "the interface's zone"),
        networkInterfaceId,
        operationId: there ? tagOf(there, operationTag) : order.operationId,
      };
    }),
  );
};

const isMeant = (one: NetworkInterface, which: Which | undefined): boolean => {
  if (which === undefined) return true;
  return "slots" in which ? which.slots.includes(tagOf(one, slotTag)) : tagOf(one, operationTag) === which.operationId;
};

/** @throws NotYet while one is still attached */
export const releaseAddresses = async (ec2: EC2Client, clusterId: string, which?: Which): Promise<void> => {
  await together(
    (await find(ec2, clusterId))
      .filter((one) => isMeant(one, which))
      .map(({ NetworkInterfaceId }) =>
        unless(ec2Gone, ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }))),
      ),
  );
};
