import { texts } from "../texts.ts";
import { BareField } from "./BareField.tsx";
import type { Pair } from "./group-wish.ts";
import { Rows } from "./Rows.tsx";

const { pairs: words } = texts;

interface Props {
  label?: string;
  labels: Pair[];
  hint?: string;
  fault?: string | undefined;
  onChange: (labels: Pair[]) => void;
}

/** Labels: keys and what they are. */
export const LabelRows = ({ label = words.labels, labels, hint, fault, onChange }: Props) => (
  <Rows
    label={label}
    {...(hint === undefined ? {} : { hint })}
    rows={labels}
    empty={{ key: "", value: "" }}
    add={words.addLabel}
    remove={({ key }) => words.removeLabel(key)}
    fault={fault}
    onChange={onChange}
  >
    {({ key, value }, change) => (
      <>
        <BareField label={words.key} value={key} onChange={(next) => change({ key: next })} />
        <BareField label={words.value} value={value} onChange={(next) => change({ value: next })} />
      </>
    )}
  </Rows>
);
