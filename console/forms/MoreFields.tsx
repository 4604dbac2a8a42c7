import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import { useVersions } from "../api/catalog.ts";
import { texts } from "../texts.ts";
import { BackupFields } from "./BackupFields.tsx";
import { Choice } from "./Choice.tsx";
import { type Allowed, faultsBelow } from "./faults.ts";
import { GroupFields } from "./GroupFields.tsx";
import { firstGroup } from "./group-wish.ts";
import { LabelRows } from "./LabelRows.tsx";
import { SleepFields } from "./SleepFields.tsx";
import { TextField } from "./TextField.tsx";
import { TypeSelect } from "./TypeSelect.tsx";
import type { Wish } from "./wish.ts";

const { create } = texts;

interface Props {
  wish: Wish;
  allowed: Allowed;
  onChange: (change: Partial<Wish>) => void;
}

const machineOptions = (["3", "5"] as const).map((value) => ({ value, label: create.machinesOf(value) }));

const ControlPlane = ({ wish, allowed, onChange }: Props) => (
  <div className="kw-group">
    <Choice
      label={create.machines}
      value={wish.machines}
      options={machineOptions}
      fault={allowed("controlPlane.machines")}
      onChange={(machines) => onChange({ machines })}
    />
    <TypeSelect
      label={create.machineType}
      value={wish.controlPlaneType}
      fault={allowed("controlPlane.machineType")}
      onChange={(controlPlaneType) => onChange({ controlPlaneType })}
    />
    <TextField
      number
      label={create.etcdDisk}
      value={wish.etcdDiskGiB}
      fault={allowed("controlPlane.etcdDiskGiB")}
      onChange={(etcdDiskGiB) => onChange({ etcdDiskGiB })}
    />
  </div>
);

const Groups = ({ wish: { groups }, allowed, onChange }: Props) => (
  <>
    {groups.map((group, i) => (
      <GroupFields
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is what stands at its place; its name is being typed
        key={i}
        group={group}
        allowed={faultsBelow(allowed, `nodeGroups[${i}]`)}
        onChange={(changed) => onChange({ groups: groups.with(i, changed) })}
        onRemove={() => onChange({ groups: groups.toSpliced(i, 1) })}
      />
    ))}
    <div>
      <Button
        formAction="none"
        iconName="add-plus"
        onClick={() => onChange({ groups: [...groups, firstGroup(`group-${groups.length + 1}`)] })}
      >
        {create.addGroup}
      </Button>
    </div>
  </>
);

const Network = ({ wish, allowed, onChange }: Props) => (
  <>
    <TextField
      label={create.cidr}
      value={wish.cidr}
      placeholder="10.0.0.0/16"
      fault={allowed("network.cidr")}
      onChange={(cidr) => onChange({ cidr })}
    />
    <div className="kw-pair">
      <TextField
        label={create.podCidr}
        value={wish.podCidr}
        placeholder="10.244.0.0/16"
        fault={allowed("network.podCidr")}
        onChange={(podCidr) => onChange({ podCidr })}
      />
      <TextField
        label={create.serviceCidr}
        value={wish.serviceCidr}
        placeholder="10.96.0.0/16"
        fault={allowed("network.serviceCidr")}
        onChange={(serviceCidr) => onChange({ serviceCidr })}
      />
    </div>
    <TextField
      label={create.apiAccess}
      hint={create.apiAccessHint}
      value={wish.apiAccess}
      placeholder="0.0.0.0/0"
      fault={allowed("network.apiAccessCidrs")}
      onChange={(apiAccess) => onChange({ apiAccess })}
    />
  </>
);

/** Everything that has a default. */
export const MoreFields = (props: Props) => {
  const { wish, allowed, onChange } = props;
  const versions = (useVersions().data?.items ?? []).map(({ version, default: usual }) => ({
    value: version,
    label: version,
    ...(usual ? { description: create.newest } : {}),
  }));
  return (
    <div className="kw-fields">
      <Choice
        label={create.version}
        value={wish.version || (wish.restoreFrom ? "" : (versions[0]?.value ?? ""))}
        options={wish.restoreFrom ? [{ value: "", label: create.asBackup }, ...versions] : versions}
        fault={allowed("version")}
        onChange={(version) => onChange({ version })}
      />
      <h2>{create.controlPlane}</h2>
      <ControlPlane {...props} />
      <h2>{create.groups}</h2>
      <Groups {...props} />
      <h2>{create.network}</h2>
      <Network {...props} />
      <h2>{create.backups}</h2>
      <BackupFields backups={wish.backups} allowed={allowed} onChange={(backups) => onChange({ backups })} />
      <h2>{texts.times.head}</h2>
      <SleepFields
        times={wish.sleep}
        allowed={allowed}
        onChange={(part) => onChange({ sleep: { ...wish.sleep, ...part } })}
      />
      <h2>{create.safety}</h2>
      <Checkbox
        checked={wish.deletionProtection}
        onChange={({ detail }) => onChange({ deletionProtection: detail.checked })}
      >
        {create.protect}
      </Checkbox>
      <LabelRows labels={wish.labels} fault={allowed("labels")} onChange={(labels) => onChange({ labels })} />
    </div>
  );
};
