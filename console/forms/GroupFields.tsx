import Button from "@cloudscape-design/components/button";
import { texts } from "../texts.ts";
import { TextField } from "./TextField.tsx";
import { TypeSelect } from "./TypeSelect.tsx";
import type { GroupWish } from "./wish.ts";

const { create } = texts;

interface Props {
  group: GroupWish;
  /** What is allowed at a field of the group, when it is at fault. */
  allowed: (field: "name" | "machineType" | "size") => string | undefined;
  onChange: (group: GroupWish) => void;
  onRemove?: () => void;
}

/** A node group: what it is called, of what machines, and how many. */
export const GroupFields = ({ group, allowed, onChange, onRemove }: Props) => (
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
    {onRemove && (
      <Button
        variant="icon"
        iconName="remove"
        formAction="none"
        ariaLabel={create.removeGroup(group.name)}
        onClick={onRemove}
      />
    )}
  </div>
);
