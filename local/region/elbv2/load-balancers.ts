import type * as sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Context, type Given, nowIso } from "../context.ts";
import { find } from "../ec2/find.ts";
import { makeInterface, removeInterface } from "../ec2/interfaces.ts";
import { checkedGroups } from "../ec2/security-groups.ts";
import { fingerprintOf } from "../ec2/tokens.ts";
import { AwsError, refuse } from "../errors.ts";
import { newArnSuffix, newId } from "../ids.ts";
import type { LoadBalancerRecord, SubnetRecord } from "../records.ts";
import { accountId, regionName } from "../zones.ts";
import { balancerDefaults } from "./attributes.ts";
import { checkName, findBalancer, pageOf } from "./find.ts";
import { tagsFrom } from "./tags.ts";

type Order = Given<sdk.CreateLoadBalancerInput>;

const answer = (balancer: LoadBalancerRecord, { state }: Context): sdk.LoadBalancer => ({
  LoadBalancerArn: balancer.id,
  LoadBalancerName: balancer.name,
  // An address instead of a name: clients on this computer can dial it without DNS. AWS gives a name.
  DNSName: balancer.hostAddress,
  CanonicalHostedZoneId: "Z26RNL4JYFTOTI",
  CreatedTime: new Date(balancer.createdAt),
  Scheme: balancer.scheme as sdk.LoadBalancerSchemeEnum,
  VpcId: balancer.vpcId,
  Type: "network",
  IpAddressType: "ipv4",
  State: { Code: balancer.state },
  SecurityGroups: balancer.groupIds,
  AvailabilityZones: balancer.subnetIds.map((SubnetId) => {
    const own = state.interfaces.where((row) => row.subnetId === SubnetId && balancer.interfaceIds.includes(row.id))[0];
    const address = state.addresses.where(({ interfaceId }) => own !== undefined && interfaceId === own.id)[0];
    const LoadBalancerAddresses = address ? [{ IpAddress: address.publicIp, AllocationId: address.id }] : [];
    return { ZoneName: state.subnets.get(SubnetId)?.zone, SubnetId, LoadBalancerAddresses };
  }),
});

const mappingsOf = (input: Order): sdk.SubnetMapping[] => {
  if (input.Subnets?.length && input.SubnetMappings?.length)
    refuse("ValidationError", "Only one of Subnets and SubnetMappings can be given");
  const mappings = input.Subnets?.length
    ? input.Subnets.map((SubnetId) => ({ SubnetId }))
    : (input.SubnetMappings ?? []);
  return mappings.length > 0 ? mappings : refuse("ValidationError", "At least one subnet must be specified");
};

const subnetsOf = (mappings: readonly sdk.SubnetMapping[], context: Context): SubnetRecord[] => {
  const subnets = mappings.map(
    ({ SubnetId = "" }) =>
      context.state.subnets.get(SubnetId) ?? refuse("SubnetNotFound", `The subnet ID '${SubnetId}' does not exist`),
  );
  if (new Set(subnets.map(({ zone }) => zone)).size < subnets.length) {
    refuse(
      "InvalidConfigurationRequest",
      "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
    );
  }
  if (new Set(subnets.map(({ vpcId }) => vpcId)).size > 1)
    refuse("InvalidConfigurationRequest", "All subnets must belong to the same VPC");
  return subnets;
};

const nextHostAddress = ({ state, settings }: Context): string => {
  const used = new Set(state.loadBalancers.all().map(({ hostAddress }) => hostAddress));
  for (let host = 2; host < 255; host += 1) {
    const address = `${settings.balancerNetwork}.${host}`;
    if (!used.has(address)) return address;
  }
  return refuse("TooManyLoadBalancers", "The limit on the number of load balancers has been reached: 253");
};

const schemeOf = (input: Order, vpcId: string, { state }: Context): string => {
  const scheme = input.Scheme ?? "internet-facing";
  if (scheme !== "internal" && scheme !== "internet-facing") {
    refuse("ValidationError", `Scheme '${scheme}' must be one of: internal, internet-facing`);
  }
  if (scheme === "internet-facing" && !state.internetGateways.where((gateway) => gateway.vpcId === vpcId)[0]) {
    refuse("InvalidSubnet", `VPC ${vpcId} has no internet gateway`);
  }
  return scheme;
};

const attachAddress = (
  context: Context,
  allocationId: string,
  scheme: string,
  to: { id: string; privateIp: string },
) => {
  if (scheme === "internal")
    refuse("InvalidConfigurationRequest", "Elastic IP addresses cannot be given for an internal load balancer");
  const address = context.state.addresses.get(allocationId);
  if (!address) return refuse("AllocationIdNotFound", `The allocation ID '${allocationId}' does not exist`);
  if (address.associationId) refuse("ResourceInUse", `The address ${allocationId} is in use by ${address.interfaceId}`);
  context.state.addresses.patch(allocationId, {
    associationId: newId("eipassoc"),
    interfaceId: to.id,
    privateIp: to.privateIp,
  });
};

/** The balancer's own interface in each subnet, whose addresses the machines of the VPC reach it by. */
const makeInterfaces = (
  context: Context,
  input: Order,
  subnets: readonly SubnetRecord[],
  label: string,
  groupIds: string[],
): string[] =>
  mappingsOf(input).map(({ PrivateIPv4Address, AllocationId }, i) => {
    const subnet = subnets[i] as SubnetRecord;
    const fixed = PrivateIPv4Address ? { privateIp: PrivateIPv4Address } : {};
    const row = makeInterface(context, {
      subnet,
      description: `ELB ${label}`,
      kind: "network_load_balancer",
      groupIds,
      ...fixed,
    });
    if (AllocationId) attachAddress(context, AllocationId, input.Scheme ?? "internet-facing", row);
    return row.id;
  });

/** Equal requests answer with the balancer that is there: only what the request says counts, in any order of subnets. */
const settingsOf = (input: Order): string =>
  fingerprintOf({
    scheme: input.Scheme ?? "internet-facing",
    mappings: mappingsOf(input).sort((a, b) => ((a.SubnetId ?? "") < (b.SubnetId ?? "") ? -1 : 1)),
    groups: [...(input.SecurityGroups ?? [])].sort(),
    tags: tagsFrom(input.Tags),
  });

const same = (input: Order, context: Context): LoadBalancerRecord | undefined => {
  const other = context.state.loadBalancers.where(({ name }) => name === input.Name)[0];
  if (!other || other.settings === settingsOf(input)) return other;
  throw new AwsError(
    "DuplicateLoadBalancerName",
    `A load balancer with the same name '${input.Name}' exists, but with different settings`,
  );
};

const checkKind = (input: Order) => {
  checkName(input.Name, "load balancer");
  const type = input.Type ?? "application";
  if (type !== "network")
    refuse("ValidationError", `Load balancer type '${type}' is not there in the pocket region. Allowed: network`);
  const addresses = input.IpAddressType ?? "ipv4";
  if (addresses !== "ipv4")
    refuse("ValidationError", `IP address type '${addresses}' is not there in the pocket region. Allowed: ipv4`);
};

export const CreateLoadBalancer = (input: Order, context: Context): sdk.CreateLoadBalancerOutput => {
  checkKind(input);
  const there = same(input, context);
  if (there) return { LoadBalancers: [answer(there, context)] };
  const subnets = subnetsOf(mappingsOf(input), context);
  const vpcId = subnets[0]?.vpcId ?? "";
  const groupIds = input.SecurityGroups?.length ? checkedGroups(context, input.SecurityGroups, vpcId) : [];
  const label = `net/${input.Name}/${newArnSuffix()}`;
  const balancer = context.state.loadBalancers.put({
    id: `arn:aws:elasticloadbalancing:${regionName}:${accountId}:loadbalancer/${label}`,
    createdAt: nowIso(context),
    name: input.Name,
    scheme: schemeOf(input, vpcId, context),
    vpcId,
    subnetIds: subnets.map(({ id }) => id),
    interfaceIds: makeInterfaces(context, input, subnets, label, groupIds),
    groupIds,
    hostAddress: nextHostAddress(context),
    state: "provisioning",
    attributes: balancerDefaults,
    settings: settingsOf(input),
    tags: tagsFrom(input.Tags),
  });
  return { LoadBalancers: [answer(balancer, context)] };
};

export const DescribeLoadBalancers = (
  input: sdk.DescribeLoadBalancersInput,
  context: Context,
): sdk.DescribeLoadBalancersOutput => {
  const byName = (input.Names ?? []).map(
    (name) =>
      context.state.loadBalancers.where((balancer) => balancer.name === name)[0] ??
      refuse("LoadBalancerNotFound", `Load balancers '[${name}]' not found`),
  );
  const byArn = (input.LoadBalancerArns ?? []).map((arn) => findBalancer(context, arn));
  const asked =
    input.Names?.length || input.LoadBalancerArns?.length ? [...byArn, ...byName] : context.state.loadBalancers.all();
  const { items, next } = pageOf(asked, input);
  return { LoadBalancers: items.map((balancer) => answer(balancer, context)), ...next };
};

export const DeleteLoadBalancer = (
  input: Given<sdk.DeleteLoadBalancerInput>,
  context: Context,
): sdk.DeleteLoadBalancerOutput => {
  const { state } = context;
  const balancer = state.loadBalancers.get(input.LoadBalancerArn);
  // One that is not there any more is deleted already.
  if (!balancer) return {};
  if (balancer.attributes["deletion_protection.enabled"] === "true") {
    refuse(
      "OperationNotPermitted",
      `Load balancer '${balancer.id}' cannot be deleted because deletion protection is enabled`,
    );
  }
  for (const { id } of state.listenersOfBalancers.where(({ balancerId }) => balancerId === balancer.id))
    state.listenersOfBalancers.remove(id);
  for (const id of balancer.interfaceIds)
    if (state.interfaces.get(id)) removeInterface(context, find(context, "interfaces", id).id);
  state.loadBalancers.remove(balancer.id);
  return {};
};
