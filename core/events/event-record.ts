import type { EventKind } from "#contract/events.ts";

/** Something that happened, as it is kept. Written with what it tells of, in one transaction, and never changed. */
export interface EventRecord {
  tenantId: string;
  /** Grows with time, so that it orders. */
  eventId: string;
  at: string;
  kind: EventKind;
  clusterId: string;
  clusterName: string;
  who: string;
  operationId?: string;
  stage?: string;
  message: string;
}

/** Which events of a tenant; `since` is the first moment that is wanted, `until` the first that is not. */
export interface EventFilter {
  clusterId?: string;
  who?: string;
  since?: string;
  until?: string;
}
