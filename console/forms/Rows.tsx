import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";

interface Props<Row> {
  label: string;
  hint?: string;
  rows: readonly Row[];
  /** What is added. */
  empty: Row;
  add: string;
  remove: (row: Row) => string;
  fault?: string | undefined;
  onChange: (rows: Row[]) => void;
  /** The fields of a row. */
  children: (row: Row, change: (part: Partial<Row>) => void) => ReactNode;
}

/** Any number of the same few fields. */
export const Rows = <Row extends object>(props: Props<Row>) => {
  const { label, hint, rows, empty, add, remove, fault, onChange, children } = props;
  return (
    <fieldset className="kw-rows">
      <legend>{label}</legend>
      {hint && <p className="kw-quiet">{hint}</p>}
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is what stands at its place; all of it is being typed
        <div key={i} className="kw-one-row">
          {children(row, (part) => onChange(rows.with(i, { ...row, ...part })))}
          <Button
            variant="icon"
            iconName="remove"
            formAction="none"
            ariaLabel={remove(row)}
            onClick={() => onChange(rows.toSpliced(i, 1))}
          />
        </div>
      ))}
      <Button variant="inline-link" iconName="add-plus" formAction="none" onClick={() => onChange([...rows, empty])}>
        {add}
      </Button>
      {fault && (
        <div role="alert">
          <StatusIndicator type="error">{fault}</StatusIndicator>
        </div>
      )}
    </fieldset>
  );
};
