import type * as sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Context, type Given, nowIso } from "../context.ts";
import { find } from "../ec2/find.ts";
import { fingerprintOf } from "../ec2/tokens.ts";
import { AwsError, refuse } from "../errors.ts";
import { newArnSuffix } from "../ids.ts";
import type { TargetGroupRecord } from "../records.ts";
import { accountId, regionName } from "../zones.ts";
import { targetGroupDefaults } from "./attributes.ts";
import { checkName, findBalancer, findTargetGroup, listenersTo, pageOf } from "./find.ts";
import { tagsFrom } from "./tags.ts";

type Check = TargetGroupRecord["healthCheck"];

const balancersOf = (context: Context, group: string): string[] => [
  ...new Set(listenersTo(context, group).map(({ balancerId }) => balancerId)),
];

const answer = (group: TargetGroupRecord, context: Context): sdk.TargetGroup => ({
  TargetGroupArn: group.id,
  TargetGroupName: group.name,
  Protocol: group.protocol as sdk.ProtocolEnum,
  Port: group.port,
  VpcId: group.vpcId,
  TargetType: group.targetType as sdk.TargetTypeEnum,
  IpAddressType: "ipv4",
  HealthCheckEnabled: true,
  HealthCheckProtocol: group.healthCheck.protocol,
  HealthCheckPort: group.healthCheck.port,
  HealthCheckPath: group.healthCheck.path ?? undefined,
  HealthCheckIntervalSeconds: group.healthCheck.interval,
  HealthCheckTimeoutSeconds: group.healthCheck.timeout,
  HealthyThresholdCount: group.healthCheck.healthy,
  UnhealthyThresholdCount: group.healthCheck.unhealthy,
  Matcher: group.healthCheck.matcher ? { HttpCode: group.healthCheck.matcher } : undefined,
  LoadBalancerArns: balancersOf(context, group.id),
});

const between = (value: number, least: number, most: number, what: string) => {
  if (!Number.isInteger(value) || value < least || value > most)
    refuse("ValidationError", `${what} '${value}' must be between ${least} and ${most}`);
};

type Settings = Pick<
  sdk.CreateTargetGroupInput,
  | "HealthCheckProtocol"
  | "HealthCheckPort"
  | "HealthCheckPath"
  | "HealthCheckIntervalSeconds"
  | "HealthCheckTimeoutSeconds"
  | "HealthyThresholdCount"
  | "UnhealthyThresholdCount"
  | "Matcher"
>;

/** The health check that the request asks for, over what there was before. */
const checkFrom = (input: Settings, before: Check | undefined): Check => {
  const protocol = input.HealthCheckProtocol ?? before?.protocol ?? "TCP";
  if (protocol !== "TCP" && protocol !== "HTTP" && protocol !== "HTTPS") {
    return refuse("ValidationError", `Health check protocol '${protocol}' must be one of: HTTP, HTTPS, TCP`);
  }
  const web = protocol !== "TCP";
  if (!web && input.HealthCheckPath)
    refuse("ValidationError", "Health check path is not supported for health check protocol TCP");
  const port = input.HealthCheckPort ?? before?.port ?? "traffic-port";
  if (port !== "traffic-port") between(Number(port), 1, 65535, "Health check port");
  const check: Check = {
    protocol,
    port,
    path: web ? (input.HealthCheckPath ?? before?.path ?? "/") : null,
    interval: input.HealthCheckIntervalSeconds ?? before?.interval ?? 30,
    timeout: input.HealthCheckTimeoutSeconds ?? before?.timeout ?? (web ? 6 : 10),
    healthy: input.HealthyThresholdCount ?? before?.healthy ?? 5,
    unhealthy: input.UnhealthyThresholdCount ?? before?.unhealthy ?? 2,
    matcher: web ? (input.Matcher?.HttpCode ?? before?.matcher ?? "200-399") : null,
  };
  between(check.interval, 5, 300, "Health check interval");
  between(check.timeout, 2, 120, "Health check timeout");
  between(check.healthy, 2, 10, "Healthy threshold count");
  between(check.unhealthy, 2, 10, "Unhealthy threshold count");
  return check;
};

/** Equal requests answer with the group that is there. */
const settingsOf = (input: Given<sdk.CreateTargetGroupInput>): string =>
  fingerprintOf({
    protocol: input.Protocol,
    port: input.Port,
    vpc: input.VpcId,
    type: input.TargetType,
    check: checkFrom(input, undefined),
    tags: tagsFrom(input.Tags),
  });

export const CreateTargetGroup = (
  input: Given<sdk.CreateTargetGroupInput>,
  context: Context,
): sdk.CreateTargetGroupOutput => {
  checkName(input.Name, "target group");
  const type = input.TargetType ?? "instance";
  if (type !== "ip") refuse("ValidationError", `Target type '${type}' is not there in the pocket region. Allowed: ip`);
  const protocol = input.Protocol ?? refuse("ValidationError", "A protocol must be specified");
  if (protocol !== "TCP")
    refuse("ValidationError", `Protocol '${protocol}' is not there in the pocket region. Allowed: TCP`);
  const enabled = input.HealthCheckEnabled ?? true;
  if (!enabled) refuse("ValidationError", "Health checks cannot be disabled for target groups with target type 'ip'");
  if ((input.IpAddressType ?? "ipv4") !== "ipv4")
    refuse("ValidationError", `IP address type '${input.IpAddressType}' must be one of: ipv4`);
  const port = input.Port ?? refuse("ValidationError", "A port must be specified");
  between(port, 1, 65535, "Port");
  const vpc = find(context, "vpcs", input.VpcId ?? refuse("ValidationError", "A VPC ID must be specified"));
  const settings = settingsOf(input);
  const other = context.state.targetGroups.where(({ name }) => name === input.Name)[0];
  if (other?.settings === settings) return { TargetGroups: [answer(other, context)] };
  if (other)
    throw new AwsError(
      "DuplicateTargetGroupName",
      `A target group with the same name '${input.Name}' exists, but with different settings`,
    );
  const group = context.state.targetGroups.put({
    id: `arn:aws:elasticloadbalancing:${regionName}:${accountId}:targetgroup/${input.Name}/${newArnSuffix()}`,
    createdAt: nowIso(context),
    name: input.Name,
    protocol,
    port,
    vpcId: vpc.id,
    targetType: type,
    healthCheck: checkFrom(input, undefined),
    attributes: targetGroupDefaults,
    targets: [],
    settings,
    tags: tagsFrom(input.Tags),
  });
  return { TargetGroups: [answer(group, context)] };
};

export const DescribeTargetGroups = (
  input: sdk.DescribeTargetGroupsInput,
  context: Context,
): sdk.DescribeTargetGroupsOutput => {
  const { targetGroups } = context.state;
  const byArn = (input.TargetGroupArns ?? []).map((arn) => findTargetGroup(context, arn));
  const byName = (input.Names ?? []).map(
    (name) =>
      targetGroups.where((group) => group.name === name)[0] ??
      refuse("TargetGroupNotFound", `Target groups '[${name}]' not found`),
  );
  const balancer = input.LoadBalancerArn === undefined ? undefined : findBalancer(context, input.LoadBalancerArn).id;
  const asked = input.TargetGroupArns?.length || input.Names?.length ? [...byArn, ...byName] : targetGroups.all();
  const wanted = asked.filter(({ id }) => balancer === undefined || balancersOf(context, id).includes(balancer));
  const { items, next } = pageOf(wanted, input);
  return { TargetGroups: items.map((group) => answer(group, context)), ...next };
};

export const ModifyTargetGroup = (
  input: Given<sdk.ModifyTargetGroupInput>,
  context: Context,
): sdk.ModifyTargetGroupOutput => {
  const group = findTargetGroup(context, input.TargetGroupArn);
  if (input.HealthCheckEnabled === false)
    refuse("ValidationError", "Health checks cannot be disabled for target groups with target type 'ip'");
  const changed = context.state.targetGroups.patch(group.id, { healthCheck: checkFrom(input, group.healthCheck) });
  return { TargetGroups: [answer(changed, context)] };
};

export const DeleteTargetGroup = (
  input: Given<sdk.DeleteTargetGroupInput>,
  context: Context,
): sdk.DeleteTargetGroupOutput => {
  const group = context.state.targetGroups.get(input.TargetGroupArn);
  // One that is not there any more is deleted already.
  if (!group) return {};
  const users = listenersTo(context, group.id);
  if (users.length > 0)
    refuse("ResourceInUse", `Target group '${group.id}' is currently in use by a listener or a rule: ${users[0]?.id}`);
  context.state.targetGroups.remove(group.id);
  return {};
};
