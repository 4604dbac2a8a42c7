import {
  CreateRouteCommand,
  DeleteRouteCommand,
  type EC2Client,
  ReplaceRouteCommand,
  type Route,
  type RouteTable,
} from "@aws-sdk/client-ec2";
import { NotYet, TemporaryFailure } from "#core/errors.ts";
import { together } from "#core/together.ts";
import { ec2Gone, hasCode, unless } from "./aws-errors.ts";
import { findNatGateways, findRouteTables } from "./network-parts.ts";
import { withRole } from "./tags.ts";

const anywhere = "0.0.0.0/0";

const privateRoutes = async (ec2: EC2Client, clusterId: string): Promise<RouteTable> => {
  const table = withRole(await findRouteTables(ec2, clusterId), "private-routes");
  if (!table) throw new TemporaryFailure(`The private route table of ${clusterId} is not to be seen`);
  return table;
};

/** Makes the route, or makes the one that is there this one. */
const setRoute = async (
  ec2: EC2Client,
  route: { RouteTableId: string | undefined; DestinationCidrBlock: string } & (
    | { InstanceId: string }
    | { NatGatewayId: string }
  ),
  there: Route | undefined,
): Promise<void> => {
  if (there) {
    await ec2.send(new ReplaceRouteCommand(route));
    return;
  }
  try {
    await ec2.send(new CreateRouteCommand(route));
  } catch (error) {
    if (!hasCode(error, /^RouteAlreadyExists$/)) throw error;
    await ec2.send(new ReplaceRouteCommand(route));
  }
};

export const openEgress = async (ec2: EC2Client, clusterId: string): Promise<void> => {
  const [gateways, table] = await together([findNatGateways(ec2, clusterId), privateRoutes(ec2, clusterId)]);
  const gateway = gateways.find(({ State }) => State === "available");
  if (!gateway?.NatGatewayId) {
    const failed = gateways.find(({ State }) => State === "failed");
    if (failed && gateways.length === 1)
      throw new TemporaryFailure(`The NAT gateway failed: ${failed.FailureCode}: ${failed.FailureMessage}`);
    throw new NotYet("The NAT gateway is being made");
  }
  const there = table.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === anywhere);
  if (there?.NatGatewayId === gateway.NatGatewayId) return;
  const { RouteTableId } = table;
  const { NatGatewayId } = gateway;
  await setRoute(ec2, { RouteTableId, DestinationCidrBlock: anywhere, NatGatewayId }, there);
};

/** Routes to machines, also to those that are gone ("blackhole"): neither the VPC's own nor those to gateways. */
const leadsToMachine = ({ GatewayId, NatGatewayId, InstanceId, NetworkInterfaceId, State }: Route): boolean =>
  !GatewayId &&
  !NatGatewayId &&
  (InstanceId !== undefined || NetworkInterfaceId !== undefined || State === "blackhole");

export const routePods = async (
  ec2: EC2Client,
  { clusterId, routes }: { clusterId: string; routes: { podCidr: string; instanceId: string }[] },
): Promise<void> => {
  const { RouteTableId, Routes } = await privateRoutes(ec2, clusterId);
  const there = new Map((Routes ?? []).filter(leadsToMachine).map((route) => [route.DestinationCidrBlock, route]));
  const wanted = new Set(routes.map(({ podCidr }) => podCidr));
  const stale = [...there.keys()].filter((range) => range !== undefined && !wanted.has(range));
  await together([
    ...routes
      .filter(({ podCidr, instanceId }) => {
        const route = there.get(podCidr);
        return route?.InstanceId !== instanceId || route.State === "blackhole";
      })
      .map(({ podCidr, instanceId }) =>
        setRoute(ec2, { RouteTableId, DestinationCidrBlock: podCidr, InstanceId: instanceId }, there.get(podCidr)),
      ),
    ...stale.map((range) =>
      unless(ec2Gone, ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: range }))),
    ),
  ]);
};
