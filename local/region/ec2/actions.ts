import type { Actions } from "../context.ts";
import {
  AllocateAddress,
  AssociateAddress,
  DescribeAddresses,
  DisassociateAddress,
  ReleaseAddress,
} from "./addresses.ts";
import { DescribeImages } from "./images.ts";
import {
  DescribeInstanceAttribute,
  DescribeInstanceStatus,
  DescribeInstanceTopology,
  ModifyInstanceAttribute,
  TerminateInstances,
} from "./instance-actions.ts";
import { DescribeInstanceTypeOfferings, DescribeInstanceTypes } from "./instance-type-actions.ts";
import { DescribeInstances } from "./instances.ts";
import {
  CreateNetworkInterface,
  DeleteNetworkInterface,
  DescribeNetworkInterfaces,
  ModifyNetworkInterfaceAttribute,
} from "./interfaces.ts";
import {
  AttachInternetGateway,
  CreateInternetGateway,
  DeleteInternetGateway,
  DescribeInternetGateways,
  DetachInternetGateway,
} from "./internet-gateways.ts";
import { RunInstances } from "./launch.ts";
import { CreateNatGateway, DeleteNatGateway, DescribeNatGateways } from "./nat-gateways.ts";
import {
  AuthorizeSecurityGroupEgress,
  AuthorizeSecurityGroupIngress,
  RevokeSecurityGroupEgress,
  RevokeSecurityGroupIngress,
} from "./permissions.ts";
import { CreatePlacementGroup, DeletePlacementGroup, DescribePlacementGroups } from "./placement-groups.ts";
import {
  AssociateRouteTable,
  CreateRouteTable,
  DeleteRouteTable,
  DescribeRouteTables,
  DisassociateRouteTable,
} from "./route-tables.ts";
import { CreateRoute, DeleteRoute, ReplaceRoute } from "./routes.ts";
import { CreateSecurityGroup, DeleteSecurityGroup, DescribeSecurityGroups } from "./security-groups.ts";
import { DescribeSpotPriceHistory } from "./spot-prices.ts";
import { CreateSubnet, DeleteSubnet, DescribeSubnets, ModifySubnetAttribute } from "./subnets.ts";
import { CreateTags, DeleteTags, DescribeTags } from "./tags.ts";
import { AttachVolume, CreateVolume, DeleteVolume, DescribeVolumes, DetachVolume } from "./volumes.ts";
import { CreateVpc, DeleteVpc, DescribeVpcAttribute, DescribeVpcs, ModifyVpcAttribute } from "./vpcs.ts";
import { DescribeAvailabilityZones, DescribeRegions } from "./zone-actions.ts";

/** Every EC2 action that the region has. */
export const ec2Actions: Actions = {
  AllocateAddress,
  AssociateAddress,
  AssociateRouteTable,
  AttachInternetGateway,
  AttachVolume,
  AuthorizeSecurityGroupEgress,
  AuthorizeSecurityGroupIngress,
  CreateInternetGateway,
  CreateNatGateway,
  CreateNetworkInterface,
  CreatePlacementGroup,
  CreateRoute,
  CreateRouteTable,
  CreateSecurityGroup,
  CreateSubnet,
  CreateTags,
  CreateVolume,
  CreateVpc,
  DeleteInternetGateway,
  DeleteNatGateway,
  DeleteNetworkInterface,
  DeletePlacementGroup,
  DeleteRoute,
  DeleteRouteTable,
  DeleteSecurityGroup,
  DeleteSubnet,
  DeleteTags,
  DeleteVolume,
  DeleteVpc,
  DescribeAddresses,
  DescribeAvailabilityZones,
  DescribeImages,
  DescribeInstanceAttribute,
  DescribeInstances,
  DescribeInstanceStatus,
  DescribeInstanceTopology,
  DescribeInstanceTypeOfferings,
  DescribeInstanceTypes,
  DescribeInternetGateways,
  DescribeNatGateways,
  DescribeNetworkInterfaces,
  DescribePlacementGroups,
  DescribeRegions,
  DescribeRouteTables,
  DescribeSecurityGroups,
  DescribeSpotPriceHistory,
  DescribeSubnets,
  DescribeTags,
  DescribeVolumes,
  DescribeVpcAttribute,
  DescribeVpcs,
  DetachInternetGateway,
  DetachVolume,
  DisassociateAddress,
  DisassociateRouteTable,
  ModifyInstanceAttribute,
  ModifyNetworkInterfaceAttribute,
  ModifySubnetAttribute,
  ModifyVpcAttribute,
  ReleaseAddress,
  ReplaceRoute,
  RevokeSecurityGroupEgress,
  RevokeSecurityGroupIngress,
  RunInstances,
  TerminateInstances,
};
