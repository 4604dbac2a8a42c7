import type * as sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Context, type Given, nowIso } from "../context.ts";
import { AwsError, refuse } from "../errors.ts";
import { newArnSuffix } from "../ids.ts";
import type { ListenerRecord } from "../records.ts";
import { findBalancer, findListener, findTargetGroup, listenersTo, pageOf } from "./find.ts";
import { tagsFrom } from "./tags.ts";

const answer = (listener: ListenerRecord): sdk.Listener => ({
  ListenerArn: listener.id,
  LoadBalancerArn: listener.balancerId,
  Port: listener.port,
  Protocol: listener.protocol as sdk.ProtocolEnum,
  DefaultActions: [
    {
      Type: "forward",
      TargetGroupArn: listener.targetGroupId,
      ForwardConfig: { TargetGroups: [{ TargetGroupArn: listener.targetGroupId }] },
    },
  ],
});

const targetGroupOf = (actions: readonly sdk.Action[], context: Context): string => {
  const [action] = actions;
  if (actions.length !== 1 || !action)
    return refuse(
      "ValidationError",
      `A listener of a network load balancer has exactly one default action, not ${actions.length}`,
    );
  if (action.Type !== "forward")
    refuse("InvalidLoadBalancerAction", `Action type '${action.Type}' must be one of: forward`);
  const forwarded = action.ForwardConfig?.TargetGroups ?? [];
  if (forwarded.length > 1)
    refuse("InvalidLoadBalancerAction", "More than one target group is not there in the pocket region");
  const arn =
    action.TargetGroupArn ??
    forwarded[0]?.TargetGroupArn ??
    refuse("ValidationError", "A target group ARN must be specified");
  return findTargetGroup(context, arn).id;
};

export const CreateListener = (input: Given<sdk.CreateListenerInput>, context: Context): sdk.CreateListenerOutput => {
  const balancer = findBalancer(context, input.LoadBalancerArn);
  const targetGroupId = targetGroupOf(input.DefaultActions, context);
  const port = input.Port ?? refuse("ValidationError", "A listener port must be specified");
  const protocol = input.Protocol ?? refuse("ValidationError", "A listener protocol must be specified");
  if (protocol !== "TCP")
    refuse("ValidationError", `Listener protocol '${protocol}' is not there in the pocket region. Allowed: TCP`);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    refuse("ValidationError", `Port '${port}' must be between 1 and 65535`);
  const tags = tagsFrom(input.Tags);
  const there = context.state.listenersOfBalancers.where(
    (other) => other.balancerId === balancer.id && other.port === port,
  )[0];
  if (there?.targetGroupId === targetGroupId) return { Listeners: [answer(there)] };
  if (there)
    throw new AwsError(
      "DuplicateListener",
      `A listener already exists on port ${port} for this load balancer '${balancer.id}'`,
    );
  const elsewhere = listenersTo(context, targetGroupId).find(({ balancerId }) => balancerId !== balancer.id);
  if (elsewhere)
    refuse(
      "TargetGroupAssociationLimit",
      `The target group '${targetGroupId}' is associated with another load balancer: ${elsewhere.balancerId}`,
    );
  const listener = context.state.listenersOfBalancers.put({
    id: `${balancer.id.replace(":loadbalancer/", ":listener/")}/${newArnSuffix()}`,
    createdAt: nowIso(context),
    balancerId: balancer.id,
    port,
    protocol,
    targetGroupId,
    tags,
  });
  return { Listeners: [answer(listener)] };
};

export const DescribeListeners = (input: sdk.DescribeListenersInput, context: Context): sdk.DescribeListenersOutput => {
  const balancer = input.LoadBalancerArn === undefined ? undefined : findBalancer(context, input.LoadBalancerArn).id;
  if (!balancer && !input.ListenerArns?.length)
    refuse("ValidationError", "Either listener ARNs or a load balancer ARN must be specified");
  const asked = balancer
    ? context.state.listenersOfBalancers.where(({ balancerId }) => balancerId === balancer)
    : (input.ListenerArns ?? []).map((arn) => findListener(context, arn));
  const { items, next } = pageOf(asked, input);
  return { Listeners: items.map(answer), ...next };
};

export const DeleteListener = (input: Given<sdk.DeleteListenerInput>, context: Context): sdk.DeleteListenerOutput => {
  context.state.listenersOfBalancers.remove(findListener(context, input.ListenerArn).id);
  return {};
};
