import { Link } from "react-router";
import type { Event } from "../api/types.ts";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { type Column, DataTable } from "./DataTable.tsx";
import { moment, since } from "./times.ts";
import { spoken } from "./words.ts";

const { events: words } = texts;

const columns: Column<Event>[] = [
  { head: words.when, cell: ({ at }) => <span title={moment(at)}>{since(at)}</span> },
  { head: words.what, cell: ({ kind, stage }) => [spoken(kind), stage && spoken(stage)].filter(Boolean).join(": ") },
  { head: words.message, cell: ({ message }) => message },
  { head: words.who, cell: ({ who }) => who },
  {
    head: words.operation,
    cell: ({ operationId }) => operationId && <Link to={paths.operation(operationId)}>{words.look}</Link>,
  },
];
const withCluster: Column<Event>[] = [
  ...columns.slice(0, 1),
  {
    head: words.cluster,
    cell: ({ clusterId, clusterName }) => <Link to={paths.cluster(clusterId)}>{clusterName}</Link>,
  },
  ...columns.slice(1),
];

/** @param clusters whether events are of more than one cluster */
export const EventTable = ({ events, clusters = false }: { events: Event[]; clusters?: boolean }) => (
  <DataTable
    label={words.label}
    columns={clusters ? withCluster : columns}
    rows={events}
    rowKey={({ id }) => id}
    empty={words.none}
  />
);
