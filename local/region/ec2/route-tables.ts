import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { RouteTableRecord, VpcRecord } from "../records.ts";
import { accountId } from "../zones.ts";
import { describe, find } from "./find.ts";
import { answerRoute, targetIds } from "./routes.ts";
import { tagList, tagsFor } from "./tags.ts";
import { once } from "./tokens.ts";

const localRoute = (vpc: VpcRecord) => ({
  destination: vpc.cidr,
  gatewayId: "local",
  origin: "CreateRouteTable" as const,
});

/** Every VPC has one from the start; subnets without a table of their own use it. */
export const makeMainRouteTable = (context: Context, vpc: VpcRecord): void => {
  context.state.routeTables.put({
    id: newId("rtb"),
    createdAt: nowIso(context),
    vpcId: vpc.id,
    main: true,
    associations: [{ id: newId("rtbassoc"), subnetId: null }],
    routes: [localRoute(vpc)],
    tags: {},
  });
};

const answer = (table: RouteTableRecord, context: Context): sdk.RouteTable => ({
  RouteTableId: table.id,
  VpcId: table.vpcId,
  OwnerId: accountId,
  Associations: table.associations.map(({ id, subnetId }) => ({
    RouteTableAssociationId: id,
    RouteTableId: table.id,
    SubnetId: subnetId ?? undefined,
    Main: subnetId === null,
    AssociationState: { State: "associated" },
  })),
  Routes: table.routes.map((route) => answerRoute(route, context)),
  PropagatingVgws: [],
  Tags: tagList(table.tags),
});

export const CreateRouteTable = (
  input: Given<sdk.CreateRouteTableRequest>,
  context: Context,
): sdk.CreateRouteTableResult => {
  const make = () => {
    const vpc = find(context, "vpcs", input.VpcId);
    const tags = tagsFor("route-table", input.TagSpecifications);
    const routes = [localRoute(vpc)];
    const row = {
      id: newId("rtb"),
      createdAt: nowIso(context),
      vpcId: vpc.id,
      main: false,
      associations: [],
      routes,
      tags,
    };
    return context.state.routeTables.put(row).id;
  };
  const [id = ""] = once("CreateRouteTable", input, context, () => [make()]);
  return { RouteTable: answer(find(context, "routeTables", id), context), ClientToken: input.ClientToken };
};

export const DescribeRouteTables = (
  input: sdk.DescribeRouteTablesRequest,
  context: Context,
): sdk.DescribeRouteTablesResult => {
  const { items, next } = describe(context, "routeTables", input.RouteTableIds, input, {
    "route-table-id": ({ id }) => id,
    "vpc-id": ({ vpcId }) => vpcId,
    "association.main": ({ associations }) => associations.map(({ subnetId }) => subnetId === null),
    "association.subnet-id": ({ associations }) => associations.map(({ subnetId }) => subnetId),
    "association.route-table-association-id": ({ associations }) => associations.map(({ id }) => id),
    "route.destination-cidr-block": ({ routes }) => routes.map(({ destination }) => destination),
    "route.gateway-id": ({ routes }) => routes.map(({ gatewayId }) => gatewayId),
    "route.nat-gateway-id": ({ routes }) => routes.map(({ natGatewayId }) => natGatewayId),
    "route.instance-id": ({ routes }) => routes.map((route) => targetIds(route, context).instanceId),
    "owner-id": () => accountId,
  });
  return { RouteTables: items.map((table) => answer(table, context)), ...next };
};

export const AssociateRouteTable = (
  input: Given<sdk.AssociateRouteTableRequest>,
  context: Context,
): sdk.AssociateRouteTableResult => {
  const table = find(context, "routeTables", input.RouteTableId);
  const subnetId = input.SubnetId ?? refuse("MissingParameter", "The request must contain the parameter subnetId");
  const subnet = find(context, "subnets", subnetId);
  if (subnet.vpcId !== table.vpcId) {
    refuse("InvalidParameterValue", `Route table ${table.id} and subnet ${subnet.id} belong to different networks`);
  }
  const AssociationState = { State: "associated" as const };
  const same = table.associations.find((association) => association.subnetId === subnet.id);
  if (same) return { AssociationId: same.id, AssociationState };
  const other = context.state.routeTables.where(({ associations }) =>
    associations.some((one) => one.subnetId === subnet.id),
  )[0];
  if (other)
    refuse(
      "Resource.AlreadyAssociated",
      `the specified association for route table ${table.id} conflicts with an existing association of ${other.id}`,
    );
  const association = { id: newId("rtbassoc"), subnetId: subnet.id };
  context.state.routeTables.patch(table.id, { associations: [...table.associations, association] });
  return { AssociationId: association.id, AssociationState };
};

export const DisassociateRouteTable = (input: Given<sdk.DisassociateRouteTableRequest>, context: Context): void => {
  const { state } = context;
  const wanted = input.AssociationId;
  const table =
    state.routeTables.where(({ associations }) => associations.some(({ id }) => id === wanted))[0] ??
    refuse("InvalidAssociationID.NotFound", `The association ID '${wanted}' does not exist`);
  if (table.associations.find(({ id }) => id === wanted)?.subnetId === null) {
    refuse("InvalidParameterValue", `cannot disassociate the main route table association ${wanted}`);
  }
  state.routeTables.patch(table.id, { associations: table.associations.filter(({ id }) => id !== wanted) });
};

export const DeleteRouteTable = (input: Given<sdk.DeleteRouteTableRequest>, context: Context): void => {
  const table = find(context, "routeTables", input.RouteTableId);
  if (table.main || table.associations.length > 0) {
    const why = table.main ? "it is the main one" : table.associations.map(({ subnetId }) => subnetId).join(", ");
    refuse("DependencyViolation", `The routeTable '${table.id}' has dependencies and cannot be deleted: ${why}`);
  }
  context.state.routeTables.remove(table.id);
};
