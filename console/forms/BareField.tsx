import Input from "@cloudscape-design/components/input";

interface Props {
  /** For those who do not see the head of its row. */
  label: string;
  value: string;
  number?: true;
  onChange: (value: string) => void;
}

/** A field of a row, which says in itself what it is. */
export const BareField = ({ label, value, number, onChange }: Props) => (
  <Input
    ariaLabel={label}
    placeholder={label}
    value={value}
    {...(number ? { type: "text", inputMode: "numeric" } : {})}
    onChange={({ detail }) => onChange(detail.value)}
  />
);
