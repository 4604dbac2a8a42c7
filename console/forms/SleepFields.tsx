import { texts } from "../texts.ts";
import type { Allowed } from "./faults.ts";
import type { SleepWish } from "./sleep-wish.ts";
import { TextField } from "./TextField.tsx";

const { times: words } = texts;

interface Props {
  times: SleepWish;
  /** By field, such as `hibernation.sleep`. */
  allowed: Allowed;
  onChange: (part: Partial<SleepWish>) => void;
}

/** When a cluster is sent to sleep and woken by itself. */
export const SleepFields = ({ times, allowed, onChange }: Props) => (
  <>
    <div className="kw-pair">
      <TextField
        label={words.sleep}
        value={times.sleep}
        placeholder="0 20 * * mon-fri"
        fault={allowed("hibernation.sleep")}
        onChange={(sleep) => onChange({ sleep })}
      />
      <TextField
        label={words.wake}
        value={times.wake}
        placeholder="0 7 * * mon-fri"
        fault={allowed("hibernation.wake")}
        onChange={(wake) => onChange({ wake })}
      />
    </div>
    <TextField
      label={words.timeZone}
      hint={words.hint}
      value={times.timeZone}
      placeholder={Intl.DateTimeFormat().resolvedOptions().timeZone}
      fault={allowed("hibernation.timeZone")}
      onChange={(timeZone) => onChange({ timeZone })}
    />
  </>
);
