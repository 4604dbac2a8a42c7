import type { components, operations } from "#contract/openapi-types.ts";
import type { routes } from "#contract/routes.ts";

type Schemas = components["schemas"];
export type CatalogMachineType = Schemas["CatalogMachineType"];
export type Cluster = Schemas["Cluster"];
export type CreateCluster = Schemas["CreateCluster"];
export type Credentials = Schemas["Credentials"];
export type DataDisk = Schemas["DataDisk"];
export type Event = Schemas["Event"];
export type HibernationPlan = Schemas["HibernationPlan"];
export type KeyRotationPlan = Schemas["KeyRotationPlan"];
export type KeyRotationProgress = Schemas["KeyRotationProgress"];
export type Maintenance = Schemas["Maintenance"];
export type Node = Schemas["Node"];
export type NodeDetails = Schemas["NodeDetails"];
export type NodeGroup = Schemas["NodeGroup"];
export type NodeGroupSpec = Schemas["NodeGroupSpec"];
export type Operation = Schemas["Operation"];
export type OperationStage = Schemas["OperationStage"];
export type Plan = Schemas["Plan"];
export type PlannedResource = Schemas["PlannedResource"];
export type Taint = Schemas["Taint"];
export type UpdateMaintenance = Schemas["UpdateMaintenance"];
export type UpdateNodeGroup = Schemas["UpdateNodeGroup"];
export type UpgradeCluster = Schemas["UpgradeCluster"];
export type UpgradePlan = Schemas["UpgradePlan"];
export type UpgradeProgress = Schemas["UpgradeProgress"];

export type RouteName = keyof operations & keyof typeof routes;
type Parameters<Name extends RouteName> = operations[Name]["parameters"];
type Json<Part> = Part extends { content: { "application/json": infer Body } } ? Body : never;

type Path<P> = P extends { path: infer Params } ? { params: Params } : unknown;
type Query<P> = P extends { query?: infer Q }
  ? [Exclude<Q, undefined>] extends [never]
    ? unknown
    : { query?: Q }
  : unknown;
type Body<O> = O extends { requestBody: infer Request } ? { body: Json<Request> } : unknown;
type Given<P> = P extends { header?: infer H } ? Exclude<H, undefined> : never;
type Headers<P> = [Given<P>] extends [infer H]
  ? [H] extends [never]
    ? unknown
    : ("Idempotency-Key" extends keyof H ? { idempotencyKey: string } : unknown) &
        ("If-Match" extends keyof H ? { ifMatch?: string } : unknown)
  : unknown;

/** What a call takes, as openapi.json says. */
export type Order<Name extends RouteName> = Path<Parameters<Name>> &
  Query<Parameters<Name>> &
  Body<operations[Name]> &
  Headers<Parameters<Name>>;

type Status<Name extends RouteName> = (typeof routes)[Name]["status"];
/** What it is answered with when all goes well. */
export type Answer<Name extends RouteName> = operations[Name]["responses"] extends infer Responses
  ? Status<Name> extends keyof Responses
    ? Json<Responses[Status<Name>]>
    : never
  : never;

/** Calls that can tell what they would do. */
type Planned =
  | "clusterCreate"
  | "nodeGroupCreate"
  | "nodeGroupUpdate"
  | "nodeGroupRoll"
  | "nodeGroupDelete"
  | "nodeReplace";

/** All calls of the API. Throws ProblemAnswer when the service says no, CommandError when it cannot be reached. */
export interface Client {
  <Name extends Planned>(
    name: Name,
    order: Omit<Order<Name>, "idempotencyKey"> & { query: { validateOnly: "true" } },
  ): Promise<Plan>;
  <Name extends "clusterUpgrade" | "clusterRollback">(
    name: Name,
    order: Omit<Order<Name>, "idempotencyKey"> & { query: { validateOnly: "true" } },
  ): Promise<UpgradePlan>;
  <Name extends "clusterKeysRotate">(
    name: Name,
    order: Omit<Order<Name>, "idempotencyKey"> & { query: { validateOnly: "true" } },
  ): Promise<KeyRotationPlan>;
  <Name extends "clusterHibernate" | "clusterWake">(
    name: Name,
    order: Omit<Order<Name>, "idempotencyKey"> & { query: { validateOnly: "true" } },
  ): Promise<HibernationPlan>;
  <Name extends RouteName>(name: Name, order: Order<Name>): Promise<Answer<Name>>;
}
