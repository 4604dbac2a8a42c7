import type * as sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Context, Given } from "../context.ts";
import { refuse } from "../errors.ts";
import { findBalancer, findTargetGroup } from "./find.ts";

/** What a network balancer starts with; other keys are refused. */
export const balancerDefaults: Record<string, string> = {
  "deletion_protection.enabled": "false",
  "load_balancing.cross_zone.enabled": "false",
  "access_logs.s3.enabled": "false",
  "access_logs.s3.bucket": "",
  "access_logs.s3.prefix": "",
  "dns_record.client_routing_policy": "any_availability_zone",
  "ipv6.deny_all_igw_traffic": "false",
  "zonal_shift.config.enabled": "false",
};

/** What a target group of a network balancer starts with. */
export const targetGroupDefaults: Record<string, string> = {
  "deregistration_delay.timeout_seconds": "300",
  "deregistration_delay.connection_termination.enabled": "false",
  "preserve_client_ip.enabled": "false",
  "proxy_protocol_v2.enabled": "false",
  "stickiness.enabled": "false",
  "stickiness.type": "source_ip",
  "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
  "target_health_state.unhealthy.connection_termination.enabled": "true",
  "target_health_state.unhealthy.draining_interval_seconds": "0",
};

interface Attribute {
  Key?: string | undefined;
  Value?: string | undefined;
}

const changed = (attributes: Record<string, string>, given: readonly Attribute[], allowed: Record<string, string>) => {
  const result = { ...attributes };
  for (const { Key, Value } of given) {
    if (!Key || !Object.hasOwn(allowed, Key)) {
      refuse(
        "ValidationError",
        `Attribute key '${Key}' is not recognized. Allowed: ${Object.keys(allowed).join(", ")}`,
      );
    }
    if (Key?.endsWith(".enabled") && !["true", "false", "use_load_balancer_configuration"].includes(Value ?? "")) {
      refuse("ValidationError", `Value '${Value}' of attribute '${Key}' must be true or false`);
    }
    if (Key?.endsWith("_seconds") && !/^\d{1,4}$/.test(Value ?? ""))
      refuse("ValidationError", `Value '${Value}' of attribute '${Key}' must be 0 to 3600`);
    result[Key as string] = Value ?? "";
  }
  return result;
};

const list = (attributes: Record<string, string>) => Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

export const ModifyLoadBalancerAttributes = (
  input: Given<sdk.ModifyLoadBalancerAttributesInput>,
  context: Context,
): sdk.ModifyLoadBalancerAttributesOutput => {
  const balancer = findBalancer(context, input.LoadBalancerArn);
  const attributes = changed(balancer.attributes, input.Attributes, balancerDefaults);
  context.state.loadBalancers.patch(balancer.id, { attributes });
  return { Attributes: list(attributes) };
};

export const DescribeLoadBalancerAttributes = (
  input: Given<sdk.DescribeLoadBalancerAttributesInput>,
  context: Context,
): sdk.DescribeLoadBalancerAttributesOutput => ({
  Attributes: list(findBalancer(context, input.LoadBalancerArn).attributes),
});

export const ModifyTargetGroupAttributes = (
  input: Given<sdk.ModifyTargetGroupAttributesInput>,
  context: Context,
): sdk.ModifyTargetGroupAttributesOutput => {
  const group = findTargetGroup(context, input.TargetGroupArn);
  const attributes = changed(group.attributes, input.Attributes, targetGroupDefaults);
  context.state.targetGroups.patch(group.id, { attributes });
  return { Attributes: list(attributes) };
};

export const DescribeTargetGroupAttributes = (
  input: Given<sdk.DescribeTargetGroupAttributesInput>,
  context: Context,
): sdk.DescribeTargetGroupAttributesOutput => ({
  Attributes: list(findTargetGroup(context, input.TargetGroupArn).attributes),
});
