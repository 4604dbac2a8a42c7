import Button from "@cloudscape-design/components/button";
import type { Statement } from "../api/types.ts";
import { texts } from "../texts.ts";
import { type Column, DataTable } from "../ui/DataTable.tsx";
import { download } from "../ui/download.ts";
import { dollars } from "../ui/money.ts";
import { moment } from "../ui/times.ts";
import { statementsCsv } from "./statements-csv.ts";

const { statements: words } = texts;

const columns: Column<Statement>[] = [
  { head: words.month, cell: ({ month }) => month },
  { head: words.cluster, cell: ({ clusterName }) => clusterName },
  { head: words.state, cell: ({ state }) => words.states[state] },
  { head: words.total, cell: ({ totalMicros }) => dollars(totalMicros), number: true },
  { head: words.at, cell: ({ at }) => moment(at) },
];

/** Months and what they cost, and the same as a file. */
export const StatementTable = ({ statements }: { statements: Statement[] }) => (
  <>
    <DataTable
      label={words.label}
      columns={columns}
      rows={statements}
      rowKey={({ month, clusterId }) => `${month}/${clusterId}`}
      empty={words.none}
    />
    {statements.length > 0 && (
      <div className="kw-row">
        <Button iconName="download" onClick={() => download(words.file, "text/csv", statementsCsv(statements))}>
          {words.csv}
        </Button>
      </div>
    )}
  </>
);
