import { texts } from "../texts.ts";
import type { Allowed } from "./faults.ts";
import { TextField } from "./TextField.tsx";
import type { BackupWish } from "./wish.ts";

const { create } = texts;

interface Props {
  backups: BackupWish;
  allowed: Allowed;
  onChange: (backups: BackupWish) => void;
}

const fields = ["everyHours", "drillEveryDays", "keepHourly", "keepDaily"] as const;

/** How often backups are taken, kept and proven. */
export const BackupFields = ({ backups, allowed, onChange }: Props) => (
  <div className="kw-pair">
    {fields.map((field) => (
      <TextField
        key={field}
        number
        label={create.backupFields[field].label}
        hint={create.backupFields[field].hint}
        value={backups[field]}
        fault={allowed(`backups.${field}`)}
        onChange={(value) => onChange({ ...backups, [field]: value })}
      />
    ))}
  </div>
);
