import * as z from "zod";
import { Cluster, ClusterQuery, CreateCluster, UpdateCluster } from "./clusters.ts";
import { ClusterId } from "./names.ts";
import { Operation } from "./operations.ts";
import { pageOf } from "./pages.ts";
import { Plan, PlanQuery } from "./plans.ts";

const clusterParams = z.strictObject({ clusterId: ClusterId });

/** Calls on clusters as a whole; part of the table in routes.ts. */
export const clusterRoutes = {
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
} as const;
