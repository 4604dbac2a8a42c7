import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { useVersions } from "../api/catalog.ts";
import { texts } from "../texts.ts";
import { GroupFields } from "./GroupFields.tsx";
import { TextField } from "./TextField.tsx";
import { TypeSelect } from "./TypeSelect.tsx";
import { usualType, type Wish } from "./wish.ts";

const { create } = texts;

interface Props {
  wish: Wish;
  allowed: (field: string) => string | undefined;
  onChange: (change: Partial<Wish>) => void;
}

const machineOptions = (["3", "5"] as const).map((value) => ({ value, label: create.machinesOf(value) }));

/** Everything that has a default. */
export const MoreFields = ({ wish, allowed, onChange }: Props) => {
  const versions = (useVersions().data?.items ?? []).map(({ version, default: usual }) => ({
    value: version,
    label: version,
    ...(usual ? { description: create.newest } : {}),
  }));
  const { groups } = wish;
  return (
    <div className="kw-fields">
      <FormField stretch label={create.version} errorText={allowed("version")}>
        <Select
          selectedOption={versions.find(({ value }) => value === wish.version) ?? versions[0] ?? null}
          options={versions}
          onChange={({ detail }) => onChange({ version: detail.selectedOption.value ?? "" })}
        />
      </FormField>
      <h2>{create.controlPlane}</h2>
      <div className="kw-group">
        <FormField stretch label={create.machines} errorText={allowed("controlPlane.machines")}>
          <Select
            selectedOption={machineOptions.find(({ value }) => value === wish.machines) ?? null}
            options={machineOptions}
            onChange={({ detail }) => onChange({ machines: detail.selectedOption.value === "5" ? "5" : "3" })}
          />
        </FormField>
        <TypeSelect
          label={create.machineType}
          value={wish.controlPlaneType}
          fault={allowed("controlPlane.machineType")}
          onChange={(controlPlaneType) => onChange({ controlPlaneType })}
        />
      </div>
      <h2>{create.groups}</h2>
      {groups.map((group, i) => (
        <GroupFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is what stands at its place; its name is being typed
          key={i}
          group={group}
          allowed={(field) => allowed(`nodeGroups[${i}].${field}`)}
          onChange={(changed) => onChange({ groups: groups.with(i, changed) })}
          onRemove={() => onChange({ groups: groups.toSpliced(i, 1) })}
        />
      ))}
      <div>
        <Button
          formAction="none"
          iconName="add-plus"
          onClick={() =>
            onChange({ groups: [...groups, { name: `group-${groups.length + 1}`, machineType: usualType, size: "3" }] })
          }
        >
          {create.addGroup}
        </Button>
      </div>
      <h2>{create.network}</h2>
      <TextField
        label={create.cidr}
        value={wish.cidr}
        placeholder="10.0.0.0/16"
        fault={allowed("network.cidr")}
        onChange={(cidr) => onChange({ cidr })}
      />
      <TextField
        label={create.apiAccess}
        hint={create.apiAccessHint}
        value={wish.apiAccess}
        placeholder="0.0.0.0/0"
        fault={allowed("network.apiAccessCidrs")}
        onChange={(apiAccess) => onChange({ apiAccess })}
      />
      <h2>{create.safety}</h2>
      <TextField
        number
        label={create.everyHours}
        hint={create.everyHoursHint}
        value={wish.everyHours}
        fault={allowed("backups.everyHours")}
        onChange={(everyHours) => onChange({ everyHours })}
      />
      <Checkbox
        checked={wish.deletionProtection}
        onChange={({ detail }) => onChange({ deletionProtection: detail.checked })}
      >
        {create.protect}
      </Checkbox>
    </div>
  );
};
