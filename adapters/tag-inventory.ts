import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
  type NetworkInterface,
  type Tag,
} from "@aws-sdk/client-ec2";
import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Inventory, Marks, Part } from "#core/ports/inventory.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { ec2Gone, hasCode, unless } from "./aws-errors.ts";
import { findNetworkParts, type NetworkParts } from "./network-parts.ts";
import { comparePermissions, controlPlaneRules, workerRules } from "./security-rules.ts";
import { clusterTag, nodeGroupTag, ofCluster, roleTag, tagsOf, tagValue, withRole, zoneTag } from "./tags.ts";

const anywhere = "0.0.0.0/0";

const tagNames = {
  clusterId: clusterTag,
  role: roleTag,
  zone: zoneTag,
  nodeGroupId: nodeGroupTag,
} as const satisfies Record<keyof Marks, string>;

const marksOf = (tags: Tag[] | undefined): Marks =>
  Object.fromEntries(
    Object.entries(tagNames).flatMap(([name, key]) => {
      const value = tagValue({ Tags: tags }, key);
      return value === undefined ? [] : [[name, value]];
    }),
  );

type Found = [id: string | undefined, tags: Tag[] | undefined][];
type Look = (ec2: EC2Client, ids: string[]) => Promise<Found>;

const byId = (name: string, ids: string[]): { Filters: Filter[] } => ({ Filters: [{ Name: name, Values: ids }] });

/** Asks for things by filters: for an id that is not there the answer is shorter, and no error. */
const looks: Record<Part["kind"], Look> = {
  vpc: async (ec2, ids) =>
    ((await ec2.send(new DescribeVpcsCommand(byId("vpc-id", ids)))).Vpcs ?? []).map(({ VpcId, Tags }) => [VpcId, Tags]),
  subnet: async (ec2, ids) =>
    ((await ec2.send(new DescribeSubnetsCommand(byId("subnet-id", ids)))).Subnets ?? []).map(({ SubnetId, Tags }) => [
      SubnetId,
      Tags,
    ]),
  "route-table": async (ec2, ids) =>
    ((await ec2.send(new DescribeRouteTablesCommand(byId("route-table-id", ids)))).RouteTables ?? []).map(
      ({ RouteTableId, Tags }) => [RouteTableId, Tags],
    ),
  "security-group": async (ec2, ids) =>
    ((await ec2.send(new DescribeSecurityGroupsCommand(byId("group-id", ids)))).SecurityGroups ?? []).map(
      ({ GroupId, Tags }) => [GroupId, Tags],
    ),
  "network-interface": async (ec2, ids) =>
    (
      (await ec2.send(new DescribeNetworkInterfacesCommand(byId("network-interface-id", ids)))).NetworkInterfaces ?? []
    ).map(({ NetworkInterfaceId, TagSet }) => [NetworkInterfaceId, TagSet]),
  instance: async (ec2, ids) => {
    const { Filters } = byId("instance-id", ids);
    const living = { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] };
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters: [...Filters, living] }));
    return (Reservations ?? [])
      .flatMap(({ Instances }) => Instances ?? [])
      .map(({ InstanceId, Tags }) => [InstanceId, Tags]);
  },
};

/** A filter takes 200 values. Source: Amazon EC2 API, "Filter". */
const mostValues = 200;

const lookFor = async (ec2: EC2Client, parts: readonly Part[]): Promise<Map<string, Marks>> => {
  const calls = (Object.keys(looks) as Part["kind"][]).flatMap((kind) => {
    const ids = parts.filter((part) => part.kind === kind).map(({ id }) => id);
    const pages = Array.from({ length: Math.ceil(ids.length / mostValues) }, (_, i) =>
      ids.slice(i * mostValues, (i + 1) * mostValues),
    );
    return pages.map((page) => looks[kind](ec2, page));
  });
  const found = (await together(calls)).flat();
  return new Map(found.flatMap(([id, tags]) => (id === undefined ? [] : [[id, marksOf(tags)] as const])));
};

/** The two ways that all traffic goes: out of the public subnets by the internet gateway, out of the private ones by the NAT gateway. */
const missingRoutes = ({ routeTables }: NetworkParts): string[] => {
  const goesOut = (role: string, by: "GatewayId" | "NatGatewayId"): boolean =>
    withRole(routeTables, role)?.Routes?.some(
      (route) => route.DestinationCidrBlock === anywhere && route[by] && route.State !== "blackhole",
    ) ?? false;
  return [
    ...(goesOut("public-routes", "GatewayId") ? [] : ["out of the public subnets"]),
    ...(goesOut("private-routes", "NatGatewayId") ? [] : ["out of the private subnets"]),
  ];
};

const targetsOf = async (
  elb: ElasticLoadBalancingV2Client,
  TargetGroupArn: string | undefined,
): Promise<string[] | undefined> => {
  if (TargetGroupArn === undefined) return undefined;
  try {
    const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    return (TargetHealthDescriptions ?? [])
      .filter(({ TargetHealth }) => TargetHealth?.State !== "draining")
      .map(({ Target }) => given(Target?.Id, "a target's address"));
  } catch (error) {
    if (hasCode(error, /^TargetGroupNotFound(Exception)?$/)) return undefined;
    throw error;
  }
};

/** Those that a load balancer or a gateway makes for itself carry no tag of ours. */
const isLoose = ({ Status }: NetworkInterface): boolean => Status === "available";

/** Looks by tag and by id, with the rules by which the network is made. */
export const tagInventory = (ec2: EC2Client, elb: ElasticLoadBalancingV2Client): Inventory => ({
  async look({ clusterId, spec, resources }, parts) {
    const [network, marks, targets, { NetworkInterfaces = [] }] = await together([
      findNetworkParts(ec2, clusterId),
      lookFor(ec2, parts),
      targetsOf(elb, resources.loadBalancer?.targetGroupArn),
      ec2.send(new DescribeNetworkInterfacesCommand(ofCluster(clusterId))),
    ]);
    const { cidr, podCidr, apiAccessCidrs } = spec.network;
    const wanted = (groupId: string) =>
      groupId === resources.securityGroups?.controlPlane
        ? controlPlaneRules({ groupId, cidr, podCidr, apiAccessCidrs })
        : workerRules({ cidr, podCidr });
    const known = new Set(Object.values(resources.securityGroups ?? {}));
    return {
      marks,
      rules: network.securityGroups.flatMap(({ GroupId = "", IpPermissions = [] }) =>
        known.has(GroupId) ? [{ groupId: GroupId, ...comparePermissions(wanted(GroupId), IpPermissions) }] : [],
      ),
      missingRoutes: missingRoutes(network),
      targets,
      looseInterfaces: NetworkInterfaces.filter(isLoose).map((link) =>
        given(link.NetworkInterfaceId, "the interface's id"),
      ),
    };
  },

  async restoreMarks(clusterId, parts) {
    await together(
      parts.map(async ({ id, marks: { role = "", zone, nodeGroupId } }) => {
        const more = { [zoneTag]: zone, [nodeGroupTag]: nodeGroupId };
        const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
        // What it is called is for people, who may have called it otherwise.
        const Tags = tagsOf(clusterId, role, given as Record<string, string>).filter(({ Key }) => Key !== "Name");
        await unless(ec2Gone, ec2.send(new CreateTagsCommand({ Resources: [id], Tags })));
      }),
    );
  },
});
