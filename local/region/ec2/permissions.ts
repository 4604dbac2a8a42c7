import type * as sdk from "@aws-sdk/client-ec2";
import type { Context, Given } from "../context.ts";
import { AwsError, refuse } from "../errors.ts";
import { grouped } from "../grouped.ts";
import { newId } from "../ids.ts";
import { parseCidr, toCidr } from "../ipv4.ts";
import type { Permission, SecurityGroupRecord } from "../records.ts";
import { accountId } from "../zones.ts";
import { find } from "./find.ts";

/** What every new group starts with: all traffic may leave. */
export const outgoing = (): Permission => ({
  ruleId: newId("sgr"),
  egress: true,
  protocol: "-1",
  fromPort: null,
  toPort: null,
  cidr: "0.0.0.0/0",
  cidr6: null,
  groupId: null,
  description: null,
});

const protocolNumbers: Record<string, string> = { "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };

const portKey = ({ protocol, fromPort, toPort }: Permission) => `${protocol} ${fromPort} ${toPort}`;
const ruleKey = (rule: Permission) => `${rule.egress} ${portKey(rule)} ${rule.cidr} ${rule.cidr6} ${rule.groupId}`;

/** Rules with the same protocol and ports are one entry with several sources, as EC2 shows them. */
export const answerPermissions = (permissions: readonly Permission[]): sdk.IpPermission[] => {
  return grouped(permissions, portKey).map((rules) => {
    const { protocol, fromPort, toPort } = rules[0] as Permission;
    const describe = (rule: Permission) => ({ Description: rule.description ?? undefined });
    return {
      IpProtocol: protocol,
      FromPort: fromPort ?? undefined,
      ToPort: toPort ?? undefined,
      IpRanges: rules.flatMap((rule) => (rule.cidr ? [{ CidrIp: rule.cidr, ...describe(rule) }] : [])),
      Ipv6Ranges: rules.flatMap((rule) => (rule.cidr6 ? [{ CidrIpv6: rule.cidr6, ...describe(rule) }] : [])),
      UserIdGroupPairs: rules.flatMap((rule) =>
        rule.groupId ? [{ GroupId: rule.groupId, UserId: accountId, ...describe(rule) }] : [],
      ),
      PrefixListIds: [],
    };
  });
};

const checkPorts = (protocol: string, from: number | undefined, to: number | undefined) => {
  if (protocol !== "tcp" && protocol !== "udp") return;
  if (from === undefined || to === undefined)
    return refuse(
      "MissingParameter",
      `The request must contain the parameters fromPort and toPort for protocol ${protocol}`,
    );
  if (from < 0 || to > 65535 || from > to)
    refuse("InvalidParameterValue", `Invalid value for portRange. Ports must go up from 0 to 65535: ${from}-${to}`);
};

const checkedCidr = (given: string | undefined): string => {
  const range = parseCidr(given ?? "");
  return range ? toCidr(range) : refuse("InvalidParameterValue", `CIDR block ${given} is malformed`);
};

const rulesOf = (given: sdk.IpPermission, egress: boolean, context: Context): Permission[] => {
  const asked = given.IpProtocol ?? refuse("MissingParameter", "The request must contain the parameter ipProtocol");
  const protocol = protocolNumbers[asked] ?? asked.toLowerCase();
  if (!/^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/.test(protocol))
    refuse("InvalidPermission.Malformed", `Unsupported IP protocol "${asked}"`);
  checkPorts(protocol, given.FromPort, given.ToPort);
  const all = protocol === "-1";
  const ports = { fromPort: all ? null : (given.FromPort ?? null), toPort: all ? null : (given.ToPort ?? null) };
  const rule = (from: Partial<Permission>, description: string | undefined): Permission => ({
    ...outgoing(),
    egress,
    protocol,
    ...ports,
    cidr: null,
    ...from,
    description: description ?? null,
  });
  const rules = [
    ...(given.IpRanges ?? []).map((range) => rule({ cidr: checkedCidr(range.CidrIp) }, range.Description)),
    ...(given.Ipv6Ranges ?? []).map((range) => rule({ cidr6: range.CidrIpv6 ?? "" }, range.Description)),
    ...(given.UserIdGroupPairs ?? []).map((pair) =>
      rule({ groupId: find(context, "securityGroups", pair.GroupId ?? "").id }, pair.Description),
    ),
  ];
  if ((given.PrefixListIds ?? []).length > 0)
    refuse("UnsupportedOperation", "Prefix lists are not there in the pocket region");
  return rules.length > 0
    ? rules
    : refuse("InvalidParameterValue", "A permission needs at least one of ipRanges, ipv6Ranges and groups");
};

type Change = sdk.AuthorizeSecurityGroupIngressRequest;

/** The permissions of a request, whether as a list or in the old flat form. */
const asked = (input: Change, egress: boolean, context: Context): Permission[] => {
  const { IpPermissions, IpProtocol, FromPort, ToPort, CidrIp } = input;
  const flat = IpProtocol ? [{ IpProtocol, FromPort, ToPort, IpRanges: [{ CidrIp }] }] : [];
  const list = IpPermissions?.length ? IpPermissions : flat;
  if (list.length === 0) refuse("MissingParameter", "The request must contain the parameter ipPermissions");
  return list.flatMap((one) => rulesOf(one, egress, context));
};

const groupOf = (input: { GroupId?: string | undefined }, context: Context): SecurityGroupRecord =>
  find(
    context,
    "securityGroups",
    input.GroupId ?? refuse("MissingParameter", "The request must contain the parameter groupId"),
  );

const authorize = (input: Change, egress: boolean, context: Context): sdk.AuthorizeSecurityGroupIngressResult => {
  const group = groupOf(input, context);
  const rules = asked(input, egress, context);
  const has = new Set(group.permissions.map(ruleKey));
  for (const rule of rules) {
    if (has.has(ruleKey(rule))) {
      const peer = rule.cidr ?? rule.cidr6 ?? rule.groupId;
      refuse(
        "InvalidPermission.Duplicate",
        `the specified rule "peer: ${peer}, ${rule.protocol}, from port: ${rule.fromPort}, to port: ${rule.toPort}, ALLOW" already exists`,
      );
    }
    has.add(ruleKey(rule));
  }
  context.state.securityGroups.patch(group.id, { permissions: [...group.permissions, ...rules] });
  const SecurityGroupRules = rules.map((rule) => ({
    SecurityGroupRuleId: rule.ruleId,
    GroupId: group.id,
    GroupOwnerId: accountId,
    IsEgress: egress,
    IpProtocol: rule.protocol,
    FromPort: rule.fromPort ?? -1,
    ToPort: rule.toPort ?? -1,
    CidrIpv4: rule.cidr ?? undefined,
    CidrIpv6: rule.cidr6 ?? undefined,
    ReferencedGroupInfo: rule.groupId ? { GroupId: rule.groupId, UserId: accountId } : undefined,
    Description: rule.description ?? undefined,
  }));
  return { Return: true, SecurityGroupRules };
};

type Removal = Change & { SecurityGroupRuleIds?: string[] | undefined };

const revoke = (input: Removal, egress: boolean, context: Context): { Return: boolean } => {
  const group = groupOf(input, context);
  const byId = input.SecurityGroupRuleIds;
  const gone = new Set(byId?.length ? byId : asked(input, egress, context).map(ruleKey));
  const keyOf = (rule: Permission) => (byId?.length ? rule.ruleId : ruleKey(rule));
  const left = group.permissions.filter((rule) => rule.egress !== egress || !gone.has(keyOf(rule)));
  if (left.length === group.permissions.length) {
    throw new AwsError("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
  }
  context.state.securityGroups.patch(group.id, { permissions: left });
  return { Return: true };
};

export const AuthorizeSecurityGroupIngress = (input: Change, context: Context) => authorize(input, false, context);

export const AuthorizeSecurityGroupEgress = (input: Given<sdk.AuthorizeSecurityGroupEgressRequest>, context: Context) =>
  authorize(input, true, context);

export const RevokeSecurityGroupIngress = (input: sdk.RevokeSecurityGroupIngressRequest, context: Context) =>
  revoke(input, false, context);

export const RevokeSecurityGroupEgress = (input: Given<sdk.RevokeSecurityGroupEgressRequest>, context: Context) =>
  revoke(input, true, context);
