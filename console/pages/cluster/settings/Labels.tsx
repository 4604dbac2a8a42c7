import { useState } from "react";
import type { Cluster } from "../../../api/types.ts";
import { faultsAt } from "../../../forms/faults.ts";
import { pairsOf, recordOf } from "../../../forms/group-wish.ts";
import { LabelRows } from "../../../forms/LabelRows.tsx";
import { texts } from "../../../texts.ts";
import { Section } from "../../../ui/Section.tsx";
import { whyNot } from "../why-not.ts";
import { labelChanges } from "./label-changes.ts";
import { SettingsForm } from "./SettingsForm.tsx";
import { useSettings } from "./use-settings.ts";

const { pairs: words } = texts;

/** What the cluster is called beside its name. */
export const Labels = ({ cluster }: { cluster: Cluster }) => {
  const [before, setBefore] = useState(cluster.labels);
  const [labels, setLabels] = useState(() => pairsOf(before));
  const { act, isPending, error, reset } = useSettings(cluster, () => setBefore(recordOf(labels)));
  const changes = labelChanges(before, labels);
  const nothing = Object.keys(changes).length === 0;
  const why = whyNot("clusterUpdate", cluster) ?? (nothing ? texts.group.nothing : undefined);
  return (
    <Section head={words.labels}>
      <SettingsForm save={words.save} why={why} busy={isPending} error={error} onSave={() => act({ labels: changes })}>
        <LabelRows
          label={words.pairs}
          labels={labels}
          hint={words.hint}
          fault={faultsAt(error)("labels")}
          onChange={(next) => {
            reset();
            setLabels(next);
          }}
        />
      </SettingsForm>
    </Section>
  );
};
