import type { AuditQuery, Event, EventQuery } from "#contract/events.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import type { EventFilter, EventRecord } from "./event-record.ts";

const eventView = ({ tenantId: _, eventId, ...rest }: EventRecord): Event => ({ id: eventId, ...rest });

const list = async (
  tenantId: string,
  query: EventQuery,
  given: { [Name in keyof EventFilter]: EventFilter[Name] | undefined },
  { state }: ReadPorts,
): Promise<{ items: Event[]; nextPageToken?: string }> => {
  const filter: EventFilter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const scope = { tenantId, list: "events", ...filter };
  const { items, next } = await state.events(tenantId, { ...openPage(scope, query), ...filter });
  return closePage(scope, items.map(eventView), next);
};

/** What happened to a cluster, newest first; also of one that is deleted. @throws NotFound, InvalidInput for a page token that is not ours */
export const clusterEvents = async (
  { caller: { tenantId }, params: { clusterId }, query }: Call<undefined, { clusterId: string }, EventQuery>,
  ports: ReadPorts,
): Promise<{ items: Event[]; nextPageToken?: string }> => {
  await ports.state.cluster(tenantId, clusterId);
  return list(tenantId, query, { clusterId, since: query.since, until: query.until }, ports);
};

/** What happened in the tenant and who did it, newest first. @throws InvalidInput for a page token that is not ours */
export const listEvents = async (
  { caller: { tenantId }, query }: Call<undefined, undefined, AuditQuery>,
  ports: ReadPorts,
): Promise<{ items: Event[]; nextPageToken?: string }> => {
  const { clusterId, who, since, until } = query;
  return list(tenantId, query, { clusterId, who, since, until }, ports);
};
