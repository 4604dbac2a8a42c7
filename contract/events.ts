import * as z from "zod";
import { ClusterId, EventId, OperationId, Timestamp } from "./names.ts";
import { PageQuery } from "./pages.ts";

export const EventKind = z.enum([
  "operation.asked",
  "operation.cancel-asked",
  "operation.pause-asked",
  "operation.paused",
  "operation.resumed",
  "operation.checkpoint",
  "operation.ended",
  "stage.failed",
  "cluster.updated",
  "cluster.health",
  "credentials.issued",
  "budget.used",
  "bill.residual",
]);
export type EventKind = z.infer<typeof EventKind>;

/** Something that happened to a cluster, for people to read; kept for 90 days. Never holds a secret. */
export const Event = z
  .strictObject({
    id: EventId,
    at: Timestamp,
    kind: EventKind,
    clusterId: ClusterId,
    clusterName: z.string(),
    who: z.string().meta({ description: "subject of the caller's token; system:kubewright is the service by itself" }),
    operationId: OperationId.optional(),
    stage: z.string().optional(),
    message: z.string(),
  })
  .meta({
    id: "Event",
    example: {
      id: "evt_01kb2m3n4p5q6r7s8t9v0w1x2y",
      at: "2026-01-01T00:00:00.000Z",
      kind: "operation.asked",
      clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
      clusterName: "web",
      who: "ada",
      operationId: "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
      message: "cluster.create",
    },
  });
export type Event = z.infer<typeof Event>;

/** Query of a cluster's events. */
export const EventQuery = PageQuery.extend({
  since: Timestamp.optional().meta({ description: "from this moment on" }),
  until: Timestamp.optional().meta({ description: "before this moment" }),
});
export type EventQuery = z.infer<typeof EventQuery>;

/** Query of all events of the tenant. */
export const AuditQuery = EventQuery.extend({
  who: z.string().min(1).max(256).optional().meta({ description: "only what this subject did", example: "ada" }),
  clusterId: ClusterId.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
