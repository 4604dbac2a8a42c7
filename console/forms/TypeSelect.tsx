import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useMachineTypes } from "../api/catalog.ts";
import { texts } from "../texts.ts";

interface Props {
  label: string;
  value: string;
  fault?: string | undefined;
  onChange: (type: string) => void;
}

/** One of the machine types on offer, with what it has. */
export const TypeSelect = ({ label, value, fault, onChange }: Props) => {
  const { data, error } = useMachineTypes();
  const options = (data?.items ?? []).map(({ id, vcpus, memoryMiB, gpu }) => ({
    value: id,
    label: id,
    description: texts.create.typeOf(vcpus, memoryMiB / 1024, gpu?.name),
  }));
  return (
    <FormField stretch label={label} errorText={fault ?? (error && texts.fault.unreachable)}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? { value, label: value }}
        options={options}
        filteringType="auto"
        filteringPlaceholder={texts.create.findType}
        filteringAriaLabel={texts.create.findType}
        statusType={data ? "finished" : "loading"}
        loadingText={texts.loading}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? value)}
      />
    </FormField>
  );
};
