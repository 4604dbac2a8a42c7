import {
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DetachInternetGatewayCommand,
  type EC2Client,
  type InternetGateway,
  ReleaseAddressCommand,
  type Route,
} from "@aws-sdk/client-ec2";
import { NotYet } from "#core/errors.ts";
import { together } from "#core/together.ts";
import { ec2Gone, unless } from "./aws-errors.ts";
import { findNetworkParts, type NetworkParts } from "./network-parts.ts";

const anywhere = "0.0.0.0/0";
const isEgress = ({ DestinationCidrBlock, NatGatewayId }: Route): boolean =>
  DestinationCidrBlock === anywhere && NatGatewayId !== undefined;

const gone = (call: Promise<unknown>) => unless(ec2Gone, call);

/** @throws NotYet while the NAT gateway is still going away: it holds an interface in its subnet and its address until it is gone */
const removeGateways = async (
  ec2: EC2Client,
  { natGateways, addresses }: Pick<NetworkParts, "natGateways" | "addresses">,
): Promise<void> => {
  await together(
    natGateways
      .filter(({ State }) => State !== "deleting")
      .map(({ NatGatewayId }) => gone(ec2.send(new DeleteNatGatewayCommand({ NatGatewayId })))),
  );
  if (natGateways.some(({ State }) => State !== "failed")) throw new NotYet("The NAT gateway is going away");
  await together(addresses.map(({ AllocationId }) => gone(ec2.send(new ReleaseAddressCommand({ AllocationId })))));
};

/** The way out, with what it leads through. @throws NotYet while the NAT gateway is still going away */
export const closeEgress = async (ec2: EC2Client, clusterId: string): Promise<void> => {
  const parts = await findNetworkParts(ec2, clusterId);
  const outward = parts.routeTables.filter(({ Routes }) => Routes?.some(isEgress));
  await together(
    outward.map(({ RouteTableId }) =>
      gone(ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: anywhere }))),
    ),
  );
  await removeGateways(ec2, parts);
};

/**
 * Takes a network away in the order of its dependencies, as far as it goes now.
 * @throws NotYet while the NAT gateway, or an interface of something else, is still going away
 */
export const removeNetwork = async (ec2: EC2Client, clusterId: string): Promise<void> => {
  const parts = await findNetworkParts(ec2, clusterId);

  await removeGateways(ec2, parts);

  await together([
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
