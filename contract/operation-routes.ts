import * as z from "zod";
import { ClusterId, OperationId } from "./names.ts";
import { Operation } from "./operations.ts";
import { PageQuery, pageOf } from "./pages.ts";

const operationParams = z.strictObject({ operationId: OperationId });

const change = { method: "POST", role: "operator", params: operationParams, status: 202, answer: Operation } as const;

/** Calls on operations; part of the table in routes.ts, which says what a route is. */
export const operationRoutes = {
  operationList: {
    operationId: "operationList",
    method: "GET",
    path: "/operations",
    summary: "List the tenant's operations, newest first",
    role: "viewer",
    query: PageQuery.extend({ clusterId: ClusterId.optional() }),
    status: 200,
    answer: pageOf(Operation, "OperationPage"),
    problems: [],
  },
  operationView: {
    operationId: "operationView",
    method: "GET",
    path: "/operations/{operationId}",
    summary: "View an operation with its stages",
    role: "viewer",
    params: operationParams,
    status: 200,
    answer: Operation,
    problems: ["NotFound"],
  },
  operationCancel: {
    ...change,
    operationId: "operationCancel",
    path: "/operations/{operationId}/cancel",
    summary: "Cancel an operation: one that runs undoes what it has made, and cannot succeed any more",
    problems: ["NotFound", "WrongState", "Conflict"],
  },
  operationPause: {
    ...change,
    operationId: "operationPause",
    path: "/operations/{operationId}/pause",
    summary:
      "Pause an upgrade, a rollback or a roll: it stops before its next step or round, and keeps its cluster until it is resumed or cancelled",
    problems: ["NotFound", "WrongState", "Conflict"],
  },
  operationResume: {
    ...change,
    operationId: "operationResume",
    path: "/operations/{operationId}/resume",
    summary: "Go on with what is paused, where it was",
    problems: ["NotFound", "WrongState", "Conflict"],
  },
  operationRetry: {
    ...change,
    operationId: "operationRetry",
    path: "/operations/{operationId}/retry",
    summary: "Ask again for what an operation did not bring about, as a new operation",
    problems: ["NotFound", "WrongState", "DeletionProtected", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
} as const;
