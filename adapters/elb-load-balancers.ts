import { DescribeNetworkInterfacesCommand, type EC2Client, type NetworkInterface } from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  type LoadBalancer,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { healthCheckSeconds, healthyChecks, letGoSeconds } from "#core/control-plane/balancing.ts";
import { NotYet } from "#core/errors.ts";
import type { LoadBalancers, TargetHealth } from "#core/ports/cloud.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { hasCode, unless } from "./aws-errors.ts";
import { tagsOf } from "./tags.ts";

const port = 6443;
const gone = /^(LoadBalancer|TargetGroup|Listener)NotFound(Exception)?$/;
type Order = Parameters<LoadBalancers["ensure"]>[0];

/** At most 32 characters, unique in the account: the id without its prefix has 26. Also the target group's name. */
export const loadBalancerName = (clusterId: string): string => `kw-${clusterId.slice(-26)}`;

const undefinedIfGone = async <T>(call: Promise<T>): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (hasCode(error, gone)) return undefined;
    throw error;
  }
};

export const findLoadBalancer = async (
  elb: ElasticLoadBalancingV2Client,
  clusterId: string,
): Promise<LoadBalancer | undefined> => {
  const order = { Names: [loadBalancerName(clusterId)] };
  return (await undefinedIfGone(elb.send(new DescribeLoadBalancersCommand(order))))?.LoadBalancers?.[0];
};

export const findTargetGroup = async (
  elb: ElasticLoadBalancingV2Client,
  clusterId: string,
): Promise<TargetGroup | undefined> => {
  const order = { Names: [loadBalancerName(clusterId)] };
  return (await undefinedIfGone(elb.send(new DescribeTargetGroupsCommand(order))))?.TargetGroups?.[0];
};

/** The balancer's own interfaces: what stands after the name in their description is its id. */
export const findInterfaces = async (ec2: EC2Client, clusterId: string): Promise<NetworkInterface[]> => {
  const Filters = [{ Name: "description", Values: [`ELB net/${loadBalancerName(clusterId)}/*`] }];
  return (await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }))).NetworkInterfaces ?? [];
};

const makeLoadBalancer = async (elb: ElasticLoadBalancingV2Client, order: Order): Promise<LoadBalancer> => {
  const there = await findLoadBalancer(elb, order.clusterId);
  if (there) return there;
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: loadBalancerName(order.clusterId),
      Type: "network",
      Scheme: "internet-facing",
      IpAddressType: "ipv4",
      Subnets: order.subnetIds,
      SecurityGroups: [order.securityGroupId],
      Tags: tagsOf(order.clusterId, "load-balancer"),
    }),
  );
  return given(LoadBalancers?.[0], "the load balancer");
};

const makeTargetGroup = async (elb: ElasticLoadBalancingV2Client, order: Order): Promise<string> => {
  const there = await findTargetGroup(elb, order.clusterId);
  if (there) return given(there.TargetGroupArn, "the target group's ARN");
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: loadBalancerName(order.clusterId),
      Protocol: "TCP",
      Port: port,
      VpcId: order.vpcId,
      TargetType: "ip",
      // An API server listens before it can serve: a TCP check would send callers to it too early.
      HealthCheckProtocol: "HTTPS",
      HealthCheckPath: "/readyz",
      HealthCheckPort: String(port),
      HealthCheckIntervalSeconds: healthCheckSeconds,
      HealthCheckTimeoutSeconds: 4,
      HealthyThresholdCount: healthyChecks,
      UnhealthyThresholdCount: healthyChecks,
      Tags: tagsOf(order.clusterId, "target-group"),
    }),
  );
  return given(TargetGroups?.[0]?.TargetGroupArn, "the target group's ARN");
};

/** Both calls may be repeated: AWS takes equal settings for done. */
const settle = async (
  elb: ElasticLoadBalancingV2Client,
  order: Order,
  arn: string,
  targetGroupArn: string,
): Promise<void> => {
  await together([
    elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: arn,
        Protocol: "TCP",
        Port: port,
        DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
        Tags: tagsOf(order.clusterId, "listener"),
      }),
    ),
    elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: arn,
        Attributes: [{ Key: "load_balancing.cross_zone.enabled", Value: "true" }],
      }),
    ),
    elb.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn: targetGroupArn,
        Attributes: [
          // With it on, a control-plane machine could not reach itself through the balancer.
          { Key: "preserve_client_ip.enabled", Value: "false" },
          { Key: "deregistration_delay.timeout_seconds", Value: String(letGoSeconds) },
        ],
      }),
    ),
  ]);
};

const ensure = async (
  elb: ElasticLoadBalancingV2Client,
  ec2: EC2Client,
  order: Order,
): ReturnType<LoadBalancers["ensure"]> => {
  const [balancer, targetGroupArn] = await together([makeLoadBalancer(elb, order), makeTargetGroup(elb, order)]);
  const arn = given(balancer.LoadBalancerArn, "the load balancer's ARN");
  const [interfaces] = await together([findInterfaces(ec2, order.clusterId), settle(elb, order, arn, targetGroupArn)]);
  const addresses = interfaces.map(({ PrivateIpAddress }) => given(PrivateIpAddress, "an interface's address")).sort();
  if (addresses.length < order.subnetIds.length)
    throw new NotYet(`The load balancer has ${addresses.length} of ${order.subnetIds.length} addresses inside the VPC`);
  return { arn, targetGroupArn, dnsName: given(balancer.DNSName, "the load balancer's name"), addresses };
};

const setTargets = async (
  elb: ElasticLoadBalancingV2Client,
  TargetGroupArn: string,
  addresses: string[],
): Promise<void> => {
  const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  const there = (TargetHealthDescriptions ?? [])
    .filter(({ TargetHealth }) => TargetHealth?.State !== "draining")
    .map(({ Target }) => given(Target?.Id, "a target's address"));
  const targets = (ids: string[]) => ids.map((Id) => ({ Id, Port: port }));
  const missing = targets(addresses.filter((address) => !there.includes(address)));
  const extra = targets(there.filter((address) => !addresses.includes(address)));
  await together([
    ...(missing.length > 0 ? [elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: missing }))] : []),
    ...(extra.length > 0 ? [elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: extra }))] : []),
  ]);
};

/** States of ELBv2 in the product's own; what is not registered, or not in use, is not known yet. */
const healthOf = (state: string | undefined): TargetHealth => {
  if (state === "healthy" || state === "draining") return state;
  return state === "unhealthy" || state === "unhealthy.draining" ? "unhealthy" : "initial";
};

const targets = async (
  elb: ElasticLoadBalancingV2Client,
  TargetGroupArn: string,
): ReturnType<LoadBalancers["targets"]> => {
  const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return new Map(
    (TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => [
      given(Target?.Id, "a target's address"),
      healthOf(TargetHealth?.State),
    ]),
  );
};

const remove = async (elb: ElasticLoadBalancingV2Client, ec2: EC2Client, clusterId: string): Promise<void> => {
  const [balancer, targetGroup] = await together([findLoadBalancer(elb, clusterId), findTargetGroup(elb, clusterId)]);
  // Its listeners go with it; only then does the target group.
  if (balancer)
    await unless(gone, elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: balancer.LoadBalancerArn })));
  if (targetGroup)
    await unless(gone, elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: targetGroup.TargetGroupArn })));
  const left = await findInterfaces(ec2, clusterId);
  if (left.length > 0) throw new NotYet(`${left.length} interfaces of the load balancer are going away`);
};

/** One internet-facing network load balancer a cluster, in front of its Kubernetes API. */
export const elbLoadBalancers = (elb: ElasticLoadBalancingV2Client, ec2: EC2Client): LoadBalancers => ({
  ensure: (order) => ensure(elb, ec2, order),
  setTargets: (targetGroupArn, addresses) => setTargets(elb, targetGroupArn, addresses),
  targets: (targetGroupArn) => targets(elb, targetGroupArn),
  remove: (clusterId) => remove(elb, ec2, clusterId),
});
