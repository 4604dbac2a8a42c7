import { Link } from "react-router";
import { duration } from "#contract/duration.ts";
import type { Operation } from "../api/types.ts";
import { paths } from "../paths.ts";
import { texts } from "../texts.ts";
import { type Column, DataTable } from "../ui/DataTable.tsx";
import { OperationMark } from "../ui/Mark.tsx";
import { moment, since } from "../ui/times.ts";
import { spoken } from "../ui/words.ts";

const { operation: words } = texts;

const took = ({ createdAt, endedAt }: Operation): string =>
  endedAt ? duration(Date.parse(endedAt) - Date.parse(createdAt)) : "";

const columns: Column<Operation>[] = [
  { head: words.what, cell: ({ id, kind }) => <Link to={paths.operation(id)}>{words.kind[kind]}</Link> },
  { head: words.status, cell: ({ status }) => <OperationMark status={status} /> },
  { head: words.who, cell: ({ requestedBy }) => requestedBy },
  { head: words.when, cell: ({ createdAt }) => <span title={moment(createdAt)}>{since(createdAt)}</span> },
  { head: words.took, cell: took, number: true },
  {
    head: words.error,
    cell: ({ error, reason }) =>
      error ? `${error.stage ? `${spoken(error.stage)}: ` : ""}${error.message}` : (reason?.message ?? ""),
  },
];

const withCluster: Column<Operation>[] = [
  ...columns.slice(0, 1),
  {
    head: texts.events.cluster,
    cell: ({ clusterId, clusterName }) => <Link to={paths.cluster(clusterId)}>{clusterName}</Link>,
  },
  ...columns.slice(1),
];

/** @param clusters whether they are of more than one cluster */
export const OperationTable = ({ operations, clusters = false }: { operations: Operation[]; clusters?: boolean }) => (
  <DataTable
    label={texts.cluster.tab.operations}
    columns={clusters ? withCluster : columns}
    rows={operations}
    rowKey={({ id }) => id}
    empty={words.none}
  />
);
