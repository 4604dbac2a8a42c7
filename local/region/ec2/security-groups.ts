import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Permission, SecurityGroupRecord } from "../records.ts";
import { accountId, regionName } from "../zones.ts";
import { describe, find } from "./find.ts";
import { answerPermissions, outgoing } from "./permissions.ts";
import { tagList, tagsFor } from "./tags.ts";

// The region keeps security groups, with their rules and who uses them, but does not filter traffic by them: docs say so.

const make = (
  context: Context,
  group: Pick<SecurityGroupRecord, "vpcId" | "name" | "description" | "tags">,
  more: (id: string) => Permission[] = () => [],
): SecurityGroupRecord => {
  const id = newId("sg");
  return context.state.securityGroups.put({
    id,
    createdAt: nowIso(context),
    ...group,
    permissions: [outgoing(), ...more(id)],
  });
};

/** Every VPC has one from the start: its members reach each other. */
export const makeDefaultGroup = (context: Context, vpcId: string): void => {
  const group = { vpcId, name: "default", description: "default VPC security group", tags: {} };
  make(context, group, (groupId) => [{ ...outgoing(), egress: false, cidr: null, groupId }]);
};

/**
 * The groups to use: those asked for, or the VPC's default one.
 * @throws AwsError InvalidGroup.NotFound, InvalidParameter when one belongs to another VPC
 */
export const checkedGroups = (context: Context, ids: readonly string[] | undefined, vpcId: string): string[] => {
  const { securityGroups } = context.state;
  if (!ids?.length)
    return securityGroups.where((group) => group.vpcId === vpcId && group.name === "default").map(({ id }) => id);
  for (const id of ids) {
    const group = find(context, "securityGroups", id);
    if (group.vpcId !== vpcId)
      refuse("InvalidParameter", `Security group ${id} and the subnet belong to different networks.`);
  }
  return [...ids];
};

const answer = (group: SecurityGroupRecord): sdk.SecurityGroup => ({
  GroupId: group.id,
  GroupName: group.name,
  Description: group.description,
  VpcId: group.vpcId,
  OwnerId: accountId,
  SecurityGroupArn: `arn:aws:ec2:${regionName}:${accountId}:security-group/${group.id}`,
  IpPermissions: answerPermissions(group.permissions.filter(({ egress }) => !egress)),
  IpPermissionsEgress: answerPermissions(group.permissions.filter(({ egress }) => egress)),
  Tags: tagList(group.tags),
});

export const CreateSecurityGroup = (
  input: Given<sdk.CreateSecurityGroupRequest>,
  context: Context,
): sdk.CreateSecurityGroupResult => {
  const vpcId = input.VpcId ?? refuse("VPCIdNotSpecified", "No default VPC for this user");
  const vpc = find(context, "vpcs", vpcId);
  const { GroupName: name, Description: description } = input;
  if (name.startsWith("sg-") || name.length > 255 || name === "") {
    refuse(
      "InvalidParameterValue",
      `Value (${name}) for parameter groupName is invalid. It has 1 to 255 characters and does not start with 'sg-'.`,
    );
  }
  if (!/^[\w .:/()#,@[\]+=&;{}!$*-]{1,255}$/.test(description)) {
    refuse(
      "InvalidParameterValue",
      `Value (${description}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`,
    );
  }
  const taken = context.state.securityGroups.where((group) => group.vpcId === vpc.id && group.name === name)[0];
  if (taken) refuse("InvalidGroup.Duplicate", `The security group '${name}' already exists for VPC '${vpc.id}'`);
  const tags = tagsFor("security-group", input.TagSpecifications);
  const group = make(context, { vpcId: vpc.id, name, description, tags });
  return { GroupId: group.id, Tags: tagList(tags), SecurityGroupArn: answer(group).SecurityGroupArn };
};

export const DescribeSecurityGroups = (
  input: sdk.DescribeSecurityGroupsRequest,
  context: Context,
): sdk.DescribeSecurityGroupsResult => {
  const { items, next } = describe(context, "securityGroups", input.GroupIds, input, {
    "group-id": ({ id }) => id,
    "group-name": ({ name }) => name,
    "vpc-id": ({ vpcId }) => vpcId,
    description: ({ description }) => description,
    "owner-id": () => accountId,
    "ip-permission.from-port": ({ permissions }) =>
      permissions.filter(({ egress }) => !egress).map(({ fromPort }) => fromPort),
    "ip-permission.to-port": ({ permissions }) =>
      permissions.filter(({ egress }) => !egress).map(({ toPort }) => toPort),
    "ip-permission.protocol": ({ permissions }) =>
      permissions.filter(({ egress }) => !egress).map(({ protocol }) => protocol),
    "ip-permission.cidr": ({ permissions }) => permissions.filter(({ egress }) => !egress).map(({ cidr }) => cidr),
    "ip-permission.group-id": ({ permissions }) =>
      permissions.filter(({ egress }) => !egress).map(({ groupId }) => groupId),
  });
  return { SecurityGroups: items.map(answer), ...next };
};

export const DeleteSecurityGroup = (
  input: sdk.DeleteSecurityGroupRequest,
  context: Context,
): sdk.DeleteSecurityGroupResult => {
  const id = input.GroupId ?? refuse("MissingParameter", "The request must contain the parameter groupId");
  const group = find(context, "securityGroups", id);
  if (group.name === "default")
    refuse("CannotDelete", `the specified group: "${id}" name: "default" cannot be deleted by a user`);
  const { state } = context;
  const users = [
    ...state.interfaces.where(({ groupIds }) => groupIds.includes(id)),
    ...state.securityGroups.where(
      (other) => other.id !== id && other.permissions.some(({ groupId }) => groupId === id),
    ),
  ];
  if (users.length > 0)
    refuse("DependencyViolation", `resource ${id} has a dependent object: ${users.map((user) => user.id).join(", ")}`);
  state.securityGroups.remove(id);
  return { Return: true, GroupId: id };
};
