import * as z from "zod";
import { AuditQuery, Event, EventQuery } from "./events.ts";
import { ClusterId } from "./names.ts";
import { pageOf } from "./pages.ts";

/** Calls that tell what happened; part of the table in routes.ts. */
export const eventRoutes = {
  clusterEvents: {
    operationId: "clusterEvents",
    method: "GET",
    path: "/clusters/{clusterId}/events",
    summary: "What happened to a cluster, newest first",
    role: "viewer",
    params: z.strictObject({ clusterId: ClusterId }),
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
} as const;
