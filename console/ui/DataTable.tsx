import type { ReactNode } from "react";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand under each other. */
  number?: true;
  /** Names and dates are not broken over lines. */
  whole?: true;
}

const classOf = <Row,>({ number, whole }: Column<Row>): string | undefined =>
  number ? "kw-number" : whole ? "kw-whole" : undefined;

interface Props<Row> {
  /** What it is a table of, for those who do not see it. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Instead of rows, where there are none. */
  empty: ReactNode;
}

/** A plain table; narrow screens show a row as a block, each value with its head. */
export const DataTable = <Row,>({ label, columns, rows, rowKey, empty }: Props<Row>) =>
  rows.length === 0 ? (
    <p className="kw-empty">{empty}</p>
  ) : (
    <table className="kw-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.head} scope="col" className={classOf(column)}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td key={column.head} data-head={column.head} className={classOf(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
