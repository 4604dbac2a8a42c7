import { useState } from "react";
import type { Cluster } from "../../../api/types.ts";
import { faultsAt } from "../../../forms/faults.ts";
import { MaintenanceFields } from "../../../forms/MaintenanceFields.tsx";
import { maintenanceBody, maintenanceWishOf } from "../../../forms/maintenance-wish.ts";
import { texts } from "../../../texts.ts";
import { Facts } from "../../../ui/Facts.tsx";
import { Section } from "../../../ui/Section.tsx";
import { moment } from "../../../ui/times.ts";
import { whyNot } from "../why-not.ts";
import { SettingsForm } from "./SettingsForm.tsx";
import { useSettings } from "./use-settings.ts";

const { maintenance: words } = texts;

/** What is set, and when the service upgrades the cluster next, or why it does not. */
const Outlook = ({ of: { channel, window, exclusions, nextUpgrade } }: { of: NonNullable<Cluster["maintenance"]> }) => {
  const { version, at, message } = nextUpgrade;
  return (
    <Facts
      facts={[
        [words.channel, channel],
        [words.next, version && at ? words.nextAt(version, moment(at)) : message],
        [words.window, window && words.opens(window.schedule, window.timeZone, window.durationMinutes)],
        ...(exclusions.length === 0
          ? []
          : [
              [
                words.excluded,
                exclusions.map(({ from, to, reason }) => words.fromTo(moment(from), moment(to), reason)).join("; "),
              ] as const,
            ]),
      ]}
    />
  );
};

/** Which versions the service upgrades the cluster to by itself, when, and when next. */
export const Maintenance = ({ cluster }: { cluster: Cluster }) => {
  const { maintenance } = cluster;
  const [wish, setWish] = useState(() => maintenanceWishOf(cluster));
  const { act, isPending, error, reset } = useSettings(cluster);
  const why = whyNot("clusterUpdate", cluster);
  return (
    <Section head={words.head}>
      {maintenance && maintenance.channel !== "none" ? (
        <Outlook of={maintenance} />
      ) : (
        <p className="kw-quiet">{words.none}</p>
      )}
      <SettingsForm
        save={words.save}
        why={why}
        busy={isPending}
        error={error}
        onSave={() => act({ maintenance: maintenanceBody(wish) })}
      >
        <MaintenanceFields
          wish={wish}
          allowed={faultsAt(error)}
          onChange={(part) => {
            reset();
            setWish({ ...wish, ...part });
          }}
        />
      </SettingsForm>
    </Section>
  );
};
