import { Link } from "react-router";
import { useOperations } from "../../api/clusters.ts";
import type { Cluster, Operation } from "../../api/types.ts";
import { paths } from "../../paths.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { OperationMark } from "../../ui/Mark.tsx";
import { More } from "../../ui/More.tsx";
import { Section } from "../../ui/Section.tsx";
import { duration, moment, since } from "../../ui/times.ts";
import { spoken } from "../../ui/words.ts";

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

/** What has been done to the cluster, newest first. */
const Operations = ({ cluster: { id, activeOperation } }: { cluster: Cluster }) => {
  const asked = useOperations(id, activeOperation !== undefined);
  return (
    <Section head={texts.cluster.tab.operations}>
      <Awaited of={asked}>
        {({ pages }) => (
          <DataTable
            label={texts.cluster.tab.operations}
            columns={columns}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={(operation) => operation.id}
            empty={words.none}
          />
        )}
      </Awaited>
      <More of={asked} />
    </Section>
  );
};
export default Operations;
