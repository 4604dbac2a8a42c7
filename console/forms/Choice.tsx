import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";

interface Props<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; description?: string }[];
  fault?: string | undefined;
  disabled?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few. */
export const Choice = <Value extends string>({ label, value, options, fault, disabled, onChange }: Props<Value>) => (
  <FormField stretch label={label} errorText={fault}>
    <Select
      selectedOption={options.find((option) => option.value === value) ?? null}
      options={options}
      disabled={disabled ?? false}
      onChange={({ detail }) => onChange((detail.selectedOption.value ?? value) as Value)}
    />
  </FormField>
);
