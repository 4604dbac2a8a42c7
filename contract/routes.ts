import * as z from "zod";
import { backupRoutes } from "./backups.ts";
import { billingRoutes } from "./billing-routes.ts";
import { CatalogMachineType, CatalogVersion, CatalogZone, listOf, MachineTypeQuery } from "./catalog.ts";
import { Cluster, ClusterQuery, CreateCluster, UpdateCluster } from "./clusters.ts";
import { Credentials, RevokeCredentials } from "./credentials.ts";
import { AuditQuery, Event, EventQuery } from "./events.ts";
import { hibernationRoutes } from "./hibernation.ts";
import { KeyRotationPlan, RotateKeys } from "./key-rotations.ts";
import { ClusterId } from "./names.ts";
import { nodeRoutes } from "./node-routes.ts";
import { Node } from "./nodes.ts";
import { operationRoutes } from "./operation-routes.ts";
import { Operation } from "./operations.ts";
import { PageQuery, pageOf } from "./pages.ts";
import { Plan, PlanQuery } from "./plans.ts";
import type { ProblemCode } from "./problems.ts";
import { Quota } from "./quotas.ts";
import type { Role } from "./roles.ts";
import { RollBackCluster, UpgradeCluster, UpgradePlan } from "./upgrades.ts";

export { type Role, roles } from "./roles.ts";

export interface Route {
  operationId: string;
  method: "GET" | "POST" | "DELETE" | "PATCH";
  /** Below `/v1`. */
  path: string;
  summary: string;
  /** Least role that may call it. */
  role: Role;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  status: 200 | 201 | 202;
  answer: z.ZodType;
  /** What `?validateOnly=true` is answered with, as 200: what would be done, and nothing is. */
  plan?: z.ZodType;
  /** Besides those that every call can have (InvalidInput, Unauthenticated, Forbidden, TemporaryFailure, Internal). */
  problems: readonly ProblemCode[];
  /** Takes `Idempotency-Key`. */
  idempotent?: true;
  /** Takes `If-Match`. */
  ifMatch?: true;
}

const clusterParams = z.strictObject({ clusterId: ClusterId });

/** Every call of the API; gateway, validation, openapi.json and clients are made from this table. */
export const routes = {
  clusterCreate: {
    operationId: "clusterCreate",
    method: "POST",
    path: "/clusters",
    summary: "Create a cluster",
    role: "operator",
    query: PlanQuery,
    body: CreateCluster,
    status: 202,
    answer: Operation,
    plan: Plan,
    problems: ["AlreadyExists", "Conflict", "IdempotencyKeyReused", "NotFound", "QuotaExceeded", "WrongState"],
    idempotent: true,
  },
  clusterPlan: {
    operationId: "clusterPlan",
    method: "POST",
    path: "/plans",
    summary:
      "What creating a cluster would make, in which order, and cost; as `POST /clusters?validateOnly=true`, for whoever may only look",
    role: "viewer",
    body: CreateCluster,
    status: 200,
    answer: Plan,
    problems: ["AlreadyExists", "NotFound", "QuotaExceeded", "WrongState"],
  },
  clusterList: {
    operationId: "clusterList",
    method: "GET",
    path: "/clusters",
    summary: "List the tenant's clusters, newest first",
    role: "viewer",
    query: ClusterQuery,
    status: 200,
    answer: pageOf(Cluster, "ClusterPage"),
    problems: [],
  },
  clusterView: {
    operationId: "clusterView",
    method: "GET",
    path: "/clusters/{clusterId}",
    summary: "View a cluster",
    role: "viewer",
    params: clusterParams,
    status: 200,
    answer: Cluster,
    problems: ["NotFound"],
  },
  clusterUpdate: {
    operationId: "clusterUpdate",
    method: "PATCH",
    path: "/clusters/{clusterId}",
    summary: "Change a cluster's labels, deletion protection and times of hibernation, at once",
    role: "operator",
    params: clusterParams,
    body: UpdateCluster,
    status: 200,
    answer: Cluster,
    problems: ["NotFound", "WrongState", "Conflict", "PreconditionFailed"],
    ifMatch: true,
  },
  clusterDelete: {
    operationId: "clusterDelete",
    method: "DELETE",
    path: "/clusters/{clusterId}",
    summary: "Delete a cluster and everything it is made of",
    role: "operator",
    params: clusterParams,
    status: 202,
    answer: Operation,
    problems: ["NotFound", "WrongState", "DeletionProtected", "Conflict", "PreconditionFailed", "IdempotencyKeyReused"],
    idempotent: true,
    ifMatch: true,
  },
  clusterUpgrade: {
    operationId: "clusterUpgrade",
    method: "POST",
    path: "/clusters/{clusterId}/upgrade",
    summary: "Bring a cluster to a newer version of Kubernetes, machine by machine; a step that fails brings it back",
    role: "operator",
    params: clusterParams,
    query: PlanQuery,
    body: UpgradeCluster,
    status: 202,
    answer: Operation,
    plan: UpgradePlan,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
  clusterRollback: {
    operationId: "clusterRollback",
    method: "POST",
    path: "/clusters/{clusterId}/rollback",
    summary:
      "Bring a cluster back to the version that it had before its last upgrade; the cluster says whether that is possible",
    role: "operator",
    params: clusterParams,
    query: PlanQuery,
    body: RollBackCluster,
    status: 202,
    answer: Operation,
    plan: UpgradePlan,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
  clusterKeysRotate: {
    operationId: "clusterKeysRotate",
    method: "POST",
    path: "/clusters/{clusterId}/keys/rotate",
    summary:
      "Replace a cluster's certificate authorities and service-account key: one of three phases, machine by machine; a step that fails brings it back",
    role: "operator",
    params: clusterParams,
    query: PlanQuery,
    body: RotateKeys,
    status: 202,
    answer: Operation,
    plan: KeyRotationPlan,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
  clusterCredentials: {
    operationId: "clusterCredentials",
    method: "POST",
    path: "/clusters/{clusterId}/credentials",
    summary: "Credentials for the cluster's Kubernetes API that live for an hour",
    role: "viewer",
    params: clusterParams,
    status: 201,
    answer: Credentials,
    problems: ["NotFound", "WrongState"],
  },
  clusterCredentialsRevoke: {
    operationId: "clusterCredentialsRevoke",
    method: "POST",
    path: "/clusters/{clusterId}/credentials/revoke",
    summary: "Take the rights away from all credentials for the cluster that the roles have been given so far",
    role: "admin",
    params: clusterParams,
    body: RevokeCredentials,
    status: 202,
    answer: Operation,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
  nodeList: {
    operationId: "nodeList",
    method: "GET",
    path: "/clusters/{clusterId}/nodes",
    summary: "List a cluster's nodes",
    role: "viewer",
    params: clusterParams,
    query: PageQuery,
    status: 200,
    answer: pageOf(Node, "NodePage"),
    problems: ["NotFound"],
  },
  ...nodeRoutes,
  ...billingRoutes,
  ...backupRoutes,
  ...hibernationRoutes,
  clusterEvents: {
    operationId: "clusterEvents",
    method: "GET",
    path: "/clusters/{clusterId}/events",
    summary: "What happened to a cluster, newest first",
    role: "viewer",
    params: clusterParams,
    query: EventQuery,
    status: 200,
    answer: pageOf(Event, "EventPage"),
    problems: ["NotFound"],
  },
  eventList: {
    operationId: "eventList",
    method: "GET",
    path: "/events",
    summary: "Who did what in the tenant, newest first",
    role: "admin",
    query: AuditQuery,
    status: 200,
    answer: pageOf(Event, "AuditPage"),
    problems: [],
  },
  ...operationRoutes,
  quotaList: {
    operationId: "quotaList",
    method: "GET",
    path: "/quotas",
    summary: "What the tenant may have, and has",
    role: "viewer",
    status: 200,
    answer: listOf(Quota, "Quotas"),
    problems: [],
  },
  catalogVersions: {
    operationId: "catalogVersions",
    method: "GET",
    path: "/catalog/versions",
    summary: "Kubernetes versions on offer, newest first, with the components that come with them",
    role: "viewer",
    status: 200,
    answer: listOf(CatalogVersion, "CatalogVersions"),
    problems: [],
  },
  catalogMachineTypes: {
    operationId: "catalogMachineTypes",
    method: "GET",
    path: "/catalog/machine-types",
    summary: "Machine types on offer, with the zones that have them and what they cost an hour",
    role: "viewer",
    query: MachineTypeQuery,
    status: 200,
    answer: listOf(CatalogMachineType, "CatalogMachineTypes"),
    problems: [],
  },
  catalogZones: {
    operationId: "catalogZones",
    method: "GET",
    path: "/catalog/zones",
    summary: "Zones of the region that take machines now",
    role: "viewer",
    status: 200,
    answer: listOf(CatalogZone, "CatalogZones"),
    problems: [],
  },
} as const satisfies Record<string, Route>;
