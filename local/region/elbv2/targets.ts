import type * as sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { contains, parseCidr, type Range } from "../ipv4.ts";
import type { TargetGroupRecord, TargetRecord } from "../records.ts";
import { findTargetGroup, listenersTo } from "./find.ts";

const isSame = (a: { address: string; port: number }, b: { address: string; port: number }) =>
  a.address === b.address && a.port === b.port;

const zoneOf = (group: TargetGroupRecord, address: string, given: string | undefined, { state }: Context): string => {
  const single =
    parseCidr(`${address}/32`) ?? refuse("ValidationError", `The IP address '${address}' is not a valid IPv4 address`);
  if (given === "all") return "all";
  const vpc = state.vpcs.get(group.vpcId);
  if (!vpc || !contains(parseCidr(vpc.cidr) as Range, single)) {
    refuse(
      "InvalidTarget",
      `The IP address '${address}' is not in the VPC of the target group; give AvailabilityZone 'all' to register it`,
    );
  }
  const subnet = state.subnets.where(
    ({ vpcId, cidr }) => vpcId === group.vpcId && contains(parseCidr(cidr) as Range, single),
  )[0];
  return (
    given ??
    subnet?.zone ??
    refuse("InvalidTarget", `The IP address '${address}' is not in a subnet of the target group's VPC`)
  );
};

const targetFrom = (given: sdk.TargetDescription, group: TargetGroupRecord): { address: string; port: number } => {
  const port = given.Port ?? group.port;
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    refuse("ValidationError", `Port '${port}' must be between 1 and 65535`);
  return { address: given.Id ?? "", port };
};

export const RegisterTargets = (
  input: Given<sdk.RegisterTargetsInput>,
  context: Context,
): sdk.RegisterTargetsOutput => {
  const group = findTargetGroup(context, input.TargetGroupArn);
  let { targets } = group;
  for (const given of input.Targets) {
    const target = targetFrom(given, group);
    const zone = zoneOf(group, target.address, given.AvailabilityZone, context);
    // A draining one comes back; one that is registered stays as it is.
    const next: TargetRecord = { ...target, zone, drainingSince: null };
    targets = [...targets.filter((other) => !isSame(other, target)), next];
  }
  context.state.targetGroups.patch(group.id, { targets });
  return {};
};

export const DeregisterTargets = (
  input: Given<sdk.DeregisterTargetsInput>,
  context: Context,
): sdk.DeregisterTargetsOutput => {
  const group = findTargetGroup(context, input.TargetGroupArn);
  const inUse = listenersTo(context, group.id).length > 0;
  let { targets } = group;
  for (const given of input.Targets) {
    const gone = targetFrom(given, group);
    const byAddress = given.Port === undefined;
    const meant = (other: TargetRecord) => (byAddress ? other.address === gone.address : isSame(other, gone));
    if (!targets.some(meant)) {
      refuse("InvalidTarget", `The following targets are not registered: '${gone.address}:${gone.port}'`);
    }
    targets = inUse
      ? targets.map((other) =>
          meant(other) ? { ...other, drainingSince: other.drainingSince ?? nowIso(context) } : other,
        )
      : targets.filter((other) => !meant(other));
  }
  context.state.targetGroups.patch(group.id, { targets });
  return {};
};

const unused = {
  State: "unused",
  Reason: "Target.NotInUse",
  Description: "Target group is not configured to receive traffic from the load balancer",
} as const;
const draining = {
  State: "draining",
  Reason: "Target.DeregistrationInProgress",
  Description: "Target deregistration is in progress",
} as const;
const initial = {
  State: "initial",
  Reason: "Elb.RegistrationInProgress",
  Description: "Target registration is in progress",
} as const;
const unhealthy = {
  State: "unhealthy",
  Reason: "Target.FailedHealthChecks",
  Description: "Health checks failed",
} as const;

export const DescribeTargetHealth = async (
  input: Given<sdk.DescribeTargetHealthInput>,
  context: Context,
): Promise<sdk.DescribeTargetHealthOutput> => {
  const group = findTargetGroup(context, input.TargetGroupArn);
  const balancer = listenersTo(context, group.id)[0]?.balancerId;
  const asked = input.Targets?.map((given) => targetFrom(given, group));
  const missing = asked?.find((target) => !group.targets.some((other) => isSame(other, target)));
  const shown = group.targets.filter((target) => !asked || asked.some((one) => isSame(one, target)));
  const port = group.healthCheck.port;
  const seen = balancer ? await context.targetHealth(balancer) : new Map<string, string>();
  const healthOf = (target: TargetRecord): sdk.TargetHealth => {
    if (target.drainingSince) return draining;
    if (!balancer) return unused;
    const health = seen.get(`${group.id}|${target.address}:${target.port}`);
    if (health === undefined) return initial;
    return health === "healthy" ? { State: "healthy" } : unhealthy;
  };
  const TargetHealthDescriptions: sdk.TargetHealthDescription[] = shown.map((target) => ({
    Target: { Id: target.address, Port: target.port, AvailabilityZone: target.zone },
    HealthCheckPort: port === "traffic-port" ? String(target.port) : port,
    TargetHealth: healthOf(target),
  }));
  if (missing) {
    TargetHealthDescriptions.push({
      Target: { Id: missing.address, Port: missing.port },
      TargetHealth: {
        State: "unused",
        Reason: "Target.NotRegistered",
        Description: "Target is not registered to the target group",
      },
    });
  }
  return { TargetHealthDescriptions };
};
