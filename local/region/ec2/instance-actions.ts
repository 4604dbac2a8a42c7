import type * as sdk from "@aws-sdk/client-ec2";
import type { Context, Given } from "../context.ts";
import { refuse } from "../errors.ts";
import { networkNodesOf, zones } from "../zones.ts";
import { describe, find } from "./find.ts";
import { changeState, reasons, stateOf } from "./instance-state.ts";
import { checkedGroups } from "./security-groups.ts";

export const TerminateInstances = (
  input: Given<sdk.TerminateInstancesRequest>,
  context: Context,
): sdk.TerminateInstancesResult => {
  const instances = input.InstanceIds.map((id) => find(context, "instances", id));
  const kept = instances.find(({ apiTermination, state }) => !apiTermination && state !== "terminated");
  if (kept) {
    refuse(
      "OperationNotPermitted",
      `The instance '${kept.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
  }
  return {
    TerminatingInstances: instances.map(({ id, state }) => {
      const ends = state !== "shutting-down" && state !== "terminated";
      if (ends) changeState(context, id, "shutting-down", reasons.user);
      return { InstanceId: id, PreviousState: stateOf(state), CurrentState: stateOf(ends ? "shutting-down" : state) };
    }),
  };
};

export const DescribeInstanceStatus = (
  input: sdk.DescribeInstanceStatusRequest,
  context: Context,
): sdk.DescribeInstanceStatusResult => {
  const health = (instance: { state: string; impaired: boolean }) => {
    if (instance.state === "pending") return "initializing";
    if (instance.state !== "running") return "not-applicable";
    return instance.impaired ? "impaired" : "ok";
  };
  const question = { ...input, InstanceIds: undefined };
  const filters = [...(input.Filters ?? [])];
  // Only running ones are told of unless all are asked for.
  if (!input.IncludeAllInstances) filters.push({ Name: "instance-state-name", Values: ["running"] });
  const { items, next } = describe(
    context,
    "instances",
    input.InstanceIds,
    { ...question, Filters: filters },
    {
      "instance-state-name": ({ state }) => state,
      "instance-state-code": ({ state }) => stateOf(state).Code,
      "availability-zone": ({ zone }) => zone,
      "instance-status.status": health,
      "system-status.status": health,
      "instance-status.reachability": (instance) => (health(instance) === "ok" ? "passed" : "failed"),
      "system-status.reachability": (instance) => (health(instance) === "ok" ? "passed" : "failed"),
    },
  );
  const InstanceStatuses = items.map((instance) => {
    const Status = health(instance) as sdk.SummaryStatus;
    const check: sdk.StatusType = Status === "ok" ? "passed" : Status === "initializing" ? "initializing" : "failed";
    const summary = {
      Status,
      Details: Status === "not-applicable" ? [] : [{ Name: "reachability" as const, Status: check }],
    };
    return {
      InstanceId: instance.id,
      AvailabilityZone: instance.zone,
      InstanceState: stateOf(instance.state),
      InstanceStatus: summary,
      SystemStatus: summary,
      Events: [],
    };
  });
  return { InstanceStatuses, ...next };
};

export const DescribeInstanceTopology = (
  input: sdk.DescribeInstanceTopologyRequest,
  context: Context,
): sdk.DescribeInstanceTopologyResult => {
  const question = { Filters: input.Filters, MaxResults: input.MaxResults, NextToken: input.NextToken };
  const group = ({ placementGroupId }: { placementGroupId: string | null }) =>
    context.state.placementGroups.get(placementGroupId ?? "")?.name;
  const { items, next } = describe(context, "instances", input.InstanceIds, question, {
    "availability-zone": ({ zone }) => zone,
    "instance-type": ({ instanceType }) => instanceType,
    "zone-id": ({ zone }) => zones.get(zone),
  });
  const Instances = items
    .filter(({ state }) => state === "running" || state === "pending")
    .filter((instance) => !input.GroupNames?.length || input.GroupNames.includes(group(instance) ?? ""))
    .map((instance) => ({
      InstanceId: instance.id,
      InstanceType: instance.instanceType,
      GroupName: group(instance),
      NetworkNodes: networkNodesOf(instance.zone, instance.rack),
      AvailabilityZone: instance.zone,
      ZoneId: zones.get(instance.zone),
    }));
  return { Instances, ...next };
};

export const ModifyInstanceAttribute = (input: Given<sdk.ModifyInstanceAttributeRequest>, context: Context): void => {
  const instance = find(context, "instances", input.InstanceId);
  const { state } = context;
  // The general form: an attribute's name and its value as text.
  const named = input.Attribute === undefined ? {} : { [input.Attribute]: input.Value === "true" };
  if (input.Attribute && !["sourceDestCheck", "disableApiTermination"].includes(input.Attribute)) {
    refuse(
      "UnsupportedOperation",
      `Attribute ${input.Attribute} is not there in the pocket region. Allowed: sourceDestCheck, disableApiTermination`,
    );
  }
  const check = input.SourceDestCheck?.Value ?? named["sourceDestCheck"];
  const keep = input.DisableApiTermination?.Value ?? named["disableApiTermination"];
  const first = instance.interfaceIds[0];
  if (check !== undefined) {
    state.instances.patch(instance.id, { sourceDestCheck: check });
    if (first && state.interfaces.get(first)) state.interfaces.patch(first, { sourceDestCheck: check });
  }
  if (keep !== undefined) state.instances.patch(instance.id, { apiTermination: !keep });
  if (input.Groups?.length && first)
    state.interfaces.patch(first, { groupIds: checkedGroups(context, input.Groups, instance.vpcId) });
  const behaviour = input.InstanceInitiatedShutdownBehavior?.Value;
  if (behaviour !== undefined && behaviour !== "stop" && behaviour !== "terminate") {
    refuse(
      "InvalidParameterValue",
      `Value (${behaviour}) for parameter instanceInitiatedShutdownBehavior is invalid. Allowed: stop, terminate`,
    );
  } else if (behaviour !== undefined) state.instances.patch(instance.id, { onShutdown: behaviour });
};

export const DescribeInstanceAttribute = (
  input: Given<sdk.DescribeInstanceAttributeRequest>,
  context: Context,
): sdk.InstanceAttribute => {
  const instance = find(context, "instances", input.InstanceId);
  const InstanceId = instance.id;
  // Attributes that the pocket region does not keep are refused by name.
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check
  switch (input.Attribute) {
    case "userData":
      return { InstanceId, UserData: { Value: instance.userData ?? undefined } };
    case "sourceDestCheck":
      return { InstanceId, SourceDestCheck: { Value: instance.sourceDestCheck } };
    case "disableApiTermination":
      return { InstanceId, DisableApiTermination: { Value: !instance.apiTermination } };
    case "instanceType":
      return { InstanceId, InstanceType: { Value: instance.instanceType } };
    case "instanceInitiatedShutdownBehavior":
      return { InstanceId, InstanceInitiatedShutdownBehavior: { Value: instance.onShutdown } };
    default:
      return refuse("UnsupportedOperation", `Attribute ${input.Attribute} is not there in the pocket region`);
  }
};
