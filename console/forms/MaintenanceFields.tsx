import { texts } from "../texts.ts";
import { BareField } from "./BareField.tsx";
import { Choice } from "./Choice.tsx";
import type { Allowed } from "./faults.ts";
import { channels, type MaintenanceWish, openingDays } from "./maintenance-wish.ts";
import { Rows } from "./Rows.tsx";
import { TextField } from "./TextField.tsx";

const { maintenance: words } = texts;

interface Props {
  wish: MaintenanceWish;
  /** By field, such as `maintenance.window.schedule`. */
  allowed: Allowed;
  onChange: (part: Partial<MaintenanceWish>) => void;
}

const Window = ({ wish, allowed, onChange }: Props) => {
  const schedule = allowed("maintenance.window.schedule");
  return (
    <>
      <div className="kw-pair">
        <Choice
          label={words.day}
          value={wish.day}
          options={openingDays.map((day) => ({ value: day, label: words.days[day] }))}
          onChange={(day) => onChange({ day })}
        />
        {wish.day === "crontab" ? (
          <TextField
            label={words.crontab}
            value={wish.crontab}
            placeholder="0 2 * * sat,sun"
            fault={schedule}
            onChange={(crontab) => onChange({ crontab })}
          />
        ) : (
          <TextField
            label={words.time}
            value={wish.time}
            placeholder="02:00"
            fault={schedule}
            onChange={(time) => onChange({ time })}
          />
        )}
      </div>
      <div className="kw-pair">
        <TextField
          label={words.minutes}
          value={wish.minutes}
          number
          fault={allowed("maintenance.window.durationMinutes")}
          onChange={(minutes) => onChange({ minutes })}
        />
        <TextField
          label={words.timeZone}
          value={wish.timeZone}
          placeholder={Intl.DateTimeFormat().resolvedOptions().timeZone}
          fault={allowed("maintenance.window.timeZone")}
          onChange={(timeZone) => onChange({ timeZone })}
        />
      </div>
    </>
  );
};

/** Which versions a cluster is brought to by itself, and when that may be. */
export const MaintenanceFields = (props: Props) => {
  const { wish, allowed, onChange } = props;
  return (
    <>
      <Choice
        label={words.channel}
        value={wish.channel}
        options={channels.map((channel) => ({ value: channel, ...words.channels[channel] }))}
        fault={allowed("maintenance.channel")}
        onChange={(channel) => onChange({ channel })}
      />
      {wish.channel !== "none" && (
        <>
          <Window {...props} />
          <Rows
            label={words.exclusions}
            hint={words.exclusionsHint}
            rows={wish.exclusions}
            empty={{ from: "", to: "", reason: "" }}
            add={words.addExclusion}
            remove={({ reason }) => words.removeExclusion(reason)}
            fault={allowed("maintenance.exclusions")}
            onChange={(exclusions) => onChange({ exclusions })}
          >
            {({ from, to, reason }, change) => (
              <>
                <BareField label={words.from} value={from} onChange={(next) => change({ from: next })} />
                <BareField label={words.to} value={to} onChange={(next) => change({ to: next })} />
                <BareField label={words.reason} value={reason} onChange={(next) => change({ reason: next })} />
              </>
            )}
          </Rows>
        </>
      )}
    </>
  );
};
