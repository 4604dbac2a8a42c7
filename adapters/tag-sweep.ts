import {
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribePlacementGroupsCommand,
  DescribeVolumesCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetInstanceProfileCommand, GetRoleCommand, type IAMClient } from "@aws-sdk/client-iam";
import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Sweep } from "#core/ports/sweep.ts";
import { together } from "#core/together.ts";
import { hasCode } from "./aws-errors.ts";
import { findInterfaces, findLoadBalancer, findTargetGroup } from "./elb-load-balancers.ts";
import { identityName, machineRoles } from "./iam-identities.ts";
import { findNetworkParts } from "./network-parts.ts";
import { secretNames } from "./secret-names.ts";
import { reportNames } from "./ssm-boot-reports.ts";
import { ofCluster } from "./tags.ts";

export interface SweepClients {
  ec2: EC2Client;
  elb: ElasticLoadBalancingV2Client;
  iam: IAMClient;
  secrets: SecretsManagerClient;
  ssm: SSMClient;
}

type Ids = (string | undefined)[];

const presentUnless = async (gone: RegExp, look: Promise<unknown>): Promise<boolean> => {
  try {
    await look;
    return true;
  } catch (error) {
    if (hasCode(error, gone)) return false;
    throw error;
  }
};

const ec2Kinds = (ec2: EC2Client, clusterId: string) => {
  const mine = ofCluster(clusterId);
  const network = findNetworkParts(ec2, clusterId);
  return {
    instances: async (): Promise<Ids> =>
      ((await ec2.send(new DescribeInstancesCommand(mine))).Reservations ?? [])
        .flatMap(({ Instances }) => Instances ?? [])
        .filter(({ State }) => State?.Name !== "terminated")
        .map(({ InstanceId }) => InstanceId),
    volumes: async (): Promise<Ids> =>
      (await ec2.send(new DescribeVolumesCommand(mine))).Volumes?.map(({ VolumeId }) => VolumeId) ?? [],
    networkInterfaces: async (): Promise<Ids> => {
      const [tagged, balancers] = await together([
        ec2.send(new DescribeNetworkInterfacesCommand(mine)),
        findInterfaces(ec2, clusterId),
      ]);
      return [...(tagged.NetworkInterfaces ?? []), ...balancers].map(({ NetworkInterfaceId }) => NetworkInterfaceId);
    },
    placementGroups: async (): Promise<Ids> =>
      ((await ec2.send(new DescribePlacementGroupsCommand(mine))).PlacementGroups ?? [])
        .filter(({ State }) => State !== "deleted")
        .map(({ GroupName }) => GroupName),
    vpcs: async (): Promise<Ids> => (await network).vpcs.map(({ VpcId }) => VpcId),
    subnets: async (): Promise<Ids> => (await network).subnets.map(({ SubnetId }) => SubnetId),
    internetGateways: async (): Promise<Ids> => (await network).internetGateways.map((one) => one.InternetGatewayId),
    natGateways: async (): Promise<Ids> => (await network).natGateways.map(({ NatGatewayId }) => NatGatewayId),
    addresses: async (): Promise<Ids> => (await network).addresses.map(({ AllocationId }) => AllocationId),
    routeTables: async (): Promise<Ids> => (await network).routeTables.map(({ RouteTableId }) => RouteTableId),
    securityGroups: async (): Promise<Ids> => (await network).securityGroups.map(({ GroupId }) => GroupId),
  };
};

const otherKinds = ({ elb, iam, secrets, ssm }: SweepClients, clusterId: string) => {
  const roles = machineRoles.map((role) => identityName(clusterId, role));
  const thoseOf = async (names: string[], gone: RegExp, look: (name: string) => Promise<unknown>): Promise<Ids> =>
    together(names.map(async (name) => ((await presentUnless(gone, look(name))) ? name : undefined)));
  const noEntity = /^NoSuchEntity(Exception)?$/;
  return {
    loadBalancers: async (): Promise<Ids> => [(await findLoadBalancer(elb, clusterId))?.LoadBalancerArn],
    targetGroups: async (): Promise<Ids> => [(await findTargetGroup(elb, clusterId))?.TargetGroupArn],
    secrets: (): Promise<Ids> =>
      thoseOf(Object.values(secretNames(clusterId)), /^ResourceNotFound(Exception)?$/, (SecretId) =>
        secrets.send(new DescribeSecretCommand({ SecretId })),
      ),
    parameters: (): Promise<Ids> => reportNames(ssm, clusterId),
    roles: (): Promise<Ids> => thoseOf(roles, noEntity, (RoleName) => iam.send(new GetRoleCommand({ RoleName }))),
    instanceProfiles: (): Promise<Ids> =>
      thoseOf(roles, noEntity, (InstanceProfileName) =>
        iam.send(new GetInstanceProfileCommand({ InstanceProfileName })),
      ),
  };
};

/** Looks by tag where tags can be asked for, by the names that we give elsewhere. */
export const tagSweep = (clients: SweepClients): Sweep => ({
  async leftovers(clusterId) {
    const kinds = { ...ec2Kinds(clients.ec2, clusterId), ...otherKinds(clients, clusterId) };
    const left = await together(
      Object.entries(kinds).map(async ([kind, look]) =>
        (await look()).filter((id) => id !== undefined).map((id) => `${kind}/${id}`),
      ),
    );
    return { checked: Object.keys(kinds), left: [...new Set(left.flat())] };
  },
});
