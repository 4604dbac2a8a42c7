import type * as sdk from "@aws-sdk/client-ec2";
import type { Context, Given } from "../context.ts";
import { refuse } from "../errors.ts";
import { parseCidr, toCidr } from "../ipv4.ts";
import type { Route } from "../records.ts";
import { accountId } from "../zones.ts";
import { find } from "./find.ts";

/** A route to an instance is one to its first interface, and the other way round. */
export const targetIds = (
  route: Route,
  { state }: Context,
): { instanceId?: string | undefined; interfaceId?: string | undefined } => {
  if (route.instanceId)
    return { instanceId: route.instanceId, interfaceId: state.instances.get(route.instanceId)?.interfaceIds[0] };
  if (!route.interfaceId) return {};
  return {
    interfaceId: route.interfaceId,
    instanceId: state.interfaces.get(route.interfaceId)?.attachment?.instanceId ?? undefined,
  };
};

/** Whether what the route leads to is there and takes packets. */
export const isActive = (route: Route, context: Context): boolean => {
  const { state } = context;
  if (route.gatewayId)
    return route.gatewayId === "local" || Boolean(state.internetGateways.get(route.gatewayId)?.vpcId);
  if (route.natGatewayId)
    return ["pending", "available"].includes(state.natGateways.get(route.natGatewayId)?.state ?? "deleted");
  const { instanceId, interfaceId } = targetIds(route, context);
  const attached = interfaceId !== undefined && Boolean(state.interfaces.get(interfaceId));
  return attached && state.instances.get(instanceId ?? "")?.state === "running";
};

export const answerRoute = (route: Route, context: Context): sdk.Route => {
  const { instanceId, interfaceId } = targetIds(route, context);
  return {
    DestinationCidrBlock: route.destination,
    GatewayId: route.gatewayId,
    NatGatewayId: route.natGatewayId,
    InstanceId: instanceId,
    InstanceOwnerId: instanceId ? accountId : undefined,
    NetworkInterfaceId: interfaceId,
    Origin: route.origin,
    State: isActive(route, context) ? "active" : "blackhole",
  };
};

type RouteRequest = Pick<
  Given<sdk.CreateRouteRequest>,
  "RouteTableId" | "DestinationCidrBlock" | "GatewayId" | "NatGatewayId" | "InstanceId" | "NetworkInterfaceId"
>;

const destinationOf = ({ DestinationCidrBlock: given }: RouteRequest): string => {
  const wanted = given ?? refuse("MissingParameter", "The request must contain the parameter destinationCidrBlock");
  const range = parseCidr(wanted);
  return range
    ? toCidr(range)
    : refuse(
        "InvalidParameterValue",
        `Value (${wanted}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`,
      );
};

/** What the request leads to, looked up; EC2 wants exactly one. */
const targetOf = (input: RouteRequest, vpcId: string, context: Context): Partial<Route> => {
  const { GatewayId, NatGatewayId, InstanceId, NetworkInterfaceId } = input;
  const given = [GatewayId, NatGatewayId, InstanceId, NetworkInterfaceId].filter((id) => id !== undefined);
  if (given.length !== 1)
    refuse("InvalidParameterCombination", `The parameters specify ${given.length} targets; exactly one is needed`);
  const inVpc = (of: string | null, id: string) => {
    if (of !== vpcId)
      refuse("InvalidParameterValue", `route table in ${vpcId} and target ${id} belong to different networks`);
  };
  if (GatewayId) {
    inVpc(find(context, "internetGateways", GatewayId).vpcId, GatewayId);
    return { gatewayId: GatewayId };
  }
  if (NatGatewayId) {
    inVpc(find(context, "natGateways", NatGatewayId).vpcId, NatGatewayId);
    return { natGatewayId: NatGatewayId };
  }
  if (NetworkInterfaceId) {
    inVpc(find(context, "interfaces", NetworkInterfaceId).vpcId, NetworkInterfaceId);
    return { interfaceId: NetworkInterfaceId };
  }
  const instance = find(context, "instances", InstanceId ?? "");
  inVpc(instance.vpcId, instance.id);
  if (instance.interfaceIds.length > 1)
    refuse(
      "InvalidInstanceID",
      `There are multiple interfaces attached to instance '${instance.id}'. Please specify an interface ID for the operation instead.`,
    );
  if (!["pending", "running", "stopped"].includes(instance.state)) {
    refuse("IncorrectInstanceState", `The instance '${instance.id}' is in state '${instance.state}'`);
  }
  return { instanceId: instance.id };
};

const sameTarget = (a: Route, b: Route) =>
  a.gatewayId === b.gatewayId &&
  a.natGatewayId === b.natGatewayId &&
  a.instanceId === b.instanceId &&
  a.interfaceId === b.interfaceId;

export const CreateRoute = (input: Given<sdk.CreateRouteRequest>, context: Context): sdk.CreateRouteResult => {
  const table = find(context, "routeTables", input.RouteTableId);
  const destination = destinationOf(input);
  const route: Route = { destination, origin: "CreateRoute", ...targetOf(input, table.vpcId, context) };
  const taken = table.routes.find((other) => other.destination === destination);
  if (taken && !sameTarget(taken, route)) {
    refuse("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
  }
  // The very same route once more is carried out already.
  if (!taken) context.state.routeTables.patch(table.id, { routes: [...table.routes, route] });
  return { Return: true };
};

const existing = (input: RouteRequest, context: Context) => {
  const table = find(context, "routeTables", input.RouteTableId);
  const destination = destinationOf(input);
  const route = table.routes.find((other) => other.destination === destination);
  if (!route)
    return refuse(
      "InvalidRoute.NotFound",
      `no route with destination-cidr-block ${destination} in route table ${table.id}`,
    );
  if (route.gatewayId === "local")
    refuse("InvalidParameterValue", `cannot change or remove local route ${destination} in route table ${table.id}`);
  return { table, destination };
};

export const ReplaceRoute = (input: Given<sdk.ReplaceRouteRequest>, context: Context): void => {
  const { table, destination } = existing(input, context);
  const route: Route = { destination, origin: "CreateRoute", ...targetOf(input, table.vpcId, context) };
  const routes = table.routes.map((other) => (other.destination === destination ? route : other));
  context.state.routeTables.patch(table.id, { routes });
};

export const DeleteRoute = (input: Given<sdk.DeleteRouteRequest>, context: Context): void => {
  const { table, destination } = existing(input, context);
  context.state.routeTables.patch(table.id, {
    routes: table.routes.filter((other) => other.destination !== destination),
  });
};
