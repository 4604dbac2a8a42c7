import {
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DetachInternetGatewayCommand,
  type EC2Client,
  type InternetGateway,
  ReleaseAddressCommand,
} from "@aws-sdk/client-ec2";
import { NotYet } from "#core/errors.ts";
import { ec2Gone, unless } from "./aws-errors.ts";
import { findNetworkParts } from "./network-parts.ts";
import { together } from "./together.ts";

const gone = (call: Promise<unknown>) => unless(ec2Gone, call);

/**
 * Takes a network away in the order of its dependencies, as far as it goes now.
 * @throws NotYet while the NAT gateway, or an interface of something else, is still going away
 */
export const removeNetwork = async (ec2: EC2Client, clusterId: string): Promise<void> => {
  const parts = await findNetworkParts(ec2, clusterId);

  await together(
    parts.natGateways
      .filter(({ State }) => State !== "deleting")
      .map(({ NatGatewayId }) => gone(ec2.send(new DeleteNatGatewayCommand({ NatGatewayId })))),
  );
  // It holds an interface in its subnet and its address until it is gone.
  if (parts.natGateways.some(({ State }) => State !== "failed")) throw new NotYet("The NAT gateway is going away");

  await together([
    ...parts.addresses.map(({ AllocationId }) => gone(ec2.send(new ReleaseAddressCommand({ AllocationId })))),
    ...parts.securityGroups.map(({ GroupId }) => gone(ec2.send(new DeleteSecurityGroupCommand({ GroupId })))),
    ...parts.subnets.map(({ SubnetId }) => gone(ec2.send(new DeleteSubnetCommand({ SubnetId })))),
  ]);

  const leave = async ({ InternetGatewayId, Attachments }: InternetGateway) => {
    for (const { VpcId } of Attachments ?? [])
      await gone(ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId })));
    await gone(ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId })));
  };
  await together([
    ...parts.routeTables.map(({ RouteTableId }) => gone(ec2.send(new DeleteRouteTableCommand({ RouteTableId })))),
    ...parts.internetGateways.map(leave),
  ]);

  await together(parts.vpcs.map(({ VpcId }) => gone(ec2.send(new DeleteVpcCommand({ VpcId })))));
};
