import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import { useZones } from "../api/catalog.ts";
import { texts } from "../texts.ts";
import { BareField } from "./BareField.tsx";
import { Choice } from "./Choice.tsx";
import type { Allowed } from "./faults.ts";
import type { Effect, GroupWish, Placement } from "./group-wish.ts";
import { LabelRows } from "./LabelRows.tsx";
import { Rows } from "./Rows.tsx";
import { TextField } from "./TextField.tsx";

const { group: words } = texts;

interface Props {
  group: GroupWish;
  allowed: Allowed;
  /** Of a group that there is: what cannot change is not asked for. */
  there?: boolean;
  onChange: (part: Partial<GroupWish>) => void;
}

const placements = (["any", "spread", "partition", "cluster"] as const).map((value) => ({
  value,
  label: words.placements[value],
}));
const effects = (["NoSchedule", "PreferNoSchedule", "NoExecute"] as const).map((value) => ({ value, label: value }));

const Zones = ({ group: { zones }, allowed, onChange }: Props) => {
  const known = useZones().data?.items.map(({ name }) => name) ?? zones;
  return (
    <FormField stretch label={words.zones} description={words.zonesHint} errorText={allowed("zones")}>
      <div className="kw-checkboxes">
        {known.map((zone) => (
          <Checkbox
            key={zone}
            checked={zones.includes(zone)}
            onChange={({ detail }) =>
              onChange({ zones: known.filter((one) => (one === zone ? detail.checked : zones.includes(one))) })
            }
          >
            {zone}
          </Checkbox>
        ))}
      </div>
    </FormField>
  );
};

const Taints = ({ group: { taints }, allowed, onChange }: Props) => (
  <Rows
    label={words.taints}
    hint={words.taintsHint}
    rows={taints}
    empty={{ key: "", value: "", effect: "NoSchedule" as Effect }}
    add={words.addTaint}
    remove={({ key }) => words.removeTaint(key)}
    fault={allowed("taints")}
    onChange={(next) => onChange({ taints: next })}
  >
    {({ key, value, effect }, change) => (
      <>
        <BareField label={texts.pairs.key} value={key} onChange={(next) => change({ key: next })} />
        <BareField label={texts.pairs.value} value={value} onChange={(next) => change({ value: next })} />
        <Select
          ariaLabel={words.effect}
          selectedOption={effects.find((one) => one.value === effect) ?? null}
          options={effects}
          onChange={({ detail }) => change({ effect: detail.selectedOption.value as Effect })}
        />
      </>
    )}
  </Rows>
);

const Disks = ({ group: { dataDisks }, allowed, onChange }: Props) => (
  <Rows
    label={words.dataDisks}
    hint={words.dataDisksHint}
    rows={dataDisks}
    empty={{ sizeGiB: "", mountPath: "" }}
    add={words.addDisk}
    remove={({ mountPath }) => words.removeDisk(mountPath)}
    fault={allowed("dataDisks")}
    onChange={(next) => onChange({ dataDisks: next })}
  >
    {({ sizeGiB, mountPath }, change) => (
      <>
        <BareField number label={words.diskSize} value={sizeGiB} onChange={(next) => change({ sizeGiB: next })} />
        <BareField label={words.mountPath} value={mountPath} onChange={(next) => change({ mountPath: next })} />
      </>
    )}
  </Rows>
);

/** How the size may move, and whether the service moves it. */
const Range = ({ group: { min, max, autoscale, scaleDownAfterSeconds }, allowed, onChange }: Props) => (
  <>
    <div className="kw-pair">
      <TextField
        number
        label={words.min}
        value={min}
        fault={allowed("min")}
        onChange={(next) => onChange({ min: next })}
      />
      <TextField
        number
        label={words.max}
        value={max}
        fault={allowed("max")}
        onChange={(next) => onChange({ max: next })}
      />
    </div>
    <Checkbox checked={autoscale} onChange={({ detail }) => onChange({ autoscale: detail.checked })}>
      {words.autoscale}
    </Checkbox>
    {autoscale && (
      <TextField
        number
        label={words.scaleDownAfter}
        value={scaleDownAfterSeconds}
        fault={allowed("autoscaling.scaleDownAfterSeconds")}
        onChange={(next) => onChange({ scaleDownAfterSeconds: next })}
      />
    )}
  </>
);

const Repair = ({ group, allowed, onChange }: Props) => (
  <>
    <Checkbox checked={group.repair} onChange={({ detail }) => onChange({ repair: detail.checked })}>
      {words.repair}
    </Checkbox>
    {group.repair && (
      <>
        <TextField
          number
          label={words.notReady}
          value={group.notReadySeconds}
          fault={allowed("repair.notReadySeconds")}
          onChange={(notReadySeconds) => onChange({ notReadySeconds })}
        />
        <Checkbox
          checked={group.keepFailedMachines}
          onChange={({ detail }) => onChange({ keepFailedMachines: detail.checked })}
        >
          {words.keepFailed}
        </Checkbox>
      </>
    )}
    <TextField
      number
      label={words.drain}
      hint={words.drainHint}
      value={group.drainSeconds}
      fault={allowed("drainSeconds")}
      onChange={(drainSeconds) => onChange({ drainSeconds })}
    />
  </>
);

/** Everything of a node group that has a default. */
export const GroupMoreFields = (props: Props) => {
  const { group, allowed, there = false, onChange } = props;
  return (
    <div className="kw-fields">
      <Range {...props} />
      <Zones {...props} />
      {!there && (
        <Choice
          label={words.placement}
          value={group.placement}
          options={placements}
          fault={allowed("placement")}
          onChange={(placement: Placement) => onChange({ placement })}
        />
      )}
      <Checkbox checked={group.spot} onChange={({ detail }) => onChange({ spot: detail.checked })}>
        {words.spot}
      </Checkbox>
      <LabelRows
        labels={group.labels}
        hint={words.labelsHint}
        fault={allowed("labels")}
        onChange={(labels) => onChange({ labels })}
      />
      <Taints {...props} />
      <TextField
        number
        label={words.disk}
        value={group.diskGiB}
        fault={allowed("diskGiB")}
        onChange={(diskGiB) => onChange({ diskGiB })}
      />
      <Disks {...props} />
      <FormField stretch label={words.userScript} description={words.userScriptHint} errorText={allowed("userScript")}>
        <Textarea
          value={group.userScript}
          rows={4}
          spellcheck={false}
          placeholder="#!/bin/bash"
          onChange={({ detail }) => onChange({ userScript: detail.value })}
        />
      </FormField>
      <Repair {...props} />
    </div>
  );
};
