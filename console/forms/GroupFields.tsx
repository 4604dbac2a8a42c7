import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { texts } from "../texts.ts";
import type { Allowed } from "./faults.ts";
import { GroupMoreFields } from "./GroupMoreFields.tsx";
import type { GroupWish } from "./group-wish.ts";
import { TextField } from "./TextField.tsx";
import { TypeSelect } from "./TypeSelect.tsx";

const { create } = texts;

interface Props {
  group: GroupWish;
  /** What is allowed at a field of the group, when it is at fault. */
  allowed: Allowed;
  onChange: (group: GroupWish) => void;
  onRemove: () => void;
}

/** A node group of a cluster that is being described: what it is called, of what machines, and how many; the rest unfolds. */
export const GroupFields = ({ group, allowed, onChange, onRemove }: Props) => (
  <div className="kw-group-box">
    <div className="kw-group">
      <TextField
        label={create.groupName}
        value={group.name}
        fault={allowed("name")}
        onChange={(name) => onChange({ ...group, name })}
      />
      <TypeSelect
        label={create.machineType}
        value={group.machineType}
        fault={allowed("machineType")}
        onChange={(machineType) => onChange({ ...group, machineType })}
      />
      <TextField
        number
        label={create.size}
        value={group.size}
        fault={allowed("size")}
        onChange={(size) => onChange({ ...group, size })}
      />
      <Button
        variant="icon"
        iconName="remove"
        formAction="none"
        ariaLabel={create.removeGroup(group.name)}
        onClick={onRemove}
      />
    </div>
    <ExpandableSection variant="footer" headerText={create.moreOf(group.name)}>
      <GroupMoreFields group={group} allowed={allowed} onChange={(part) => onChange({ ...group, ...part })} />
    </ExpandableSection>
  </div>
);
