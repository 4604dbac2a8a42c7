import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";

interface Props {
  label: string;
  value: string;
  hint?: string;
  placeholder?: string;
  /** What is allowed, when what was given is not. */
  fault?: string | undefined;
  number?: true;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

export const TextField = ({ label, value, hint, placeholder, fault, number, autoFocus = false, onChange }: Props) => (
  <FormField stretch label={label} description={hint} errorText={fault}>
    <Input
      value={value}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(number ? { type: "text", inputMode: "numeric" } : {})}
      autoFocus={autoFocus}
      onChange={({ detail }) => onChange(detail.value)}
    />
  </FormField>
);
