import { useState } from "react";
import type { Cluster } from "../../../api/types.ts";
import { faultsAt } from "../../../forms/faults.ts";
import { SleepFields } from "../../../forms/SleepFields.tsx";
import { scheduleOf, timesOf } from "../../../forms/sleep-wish.ts";
import { texts } from "../../../texts.ts";
import { Act } from "../../../ui/Act.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Section } from "../../../ui/Section.tsx";
import { moment } from "../../../ui/times.ts";
import { whyNot } from "../why-not.ts";
import { SettingsForm } from "./SettingsForm.tsx";
import { useSettings } from "./use-settings.ts";

const { times: words } = texts;

const at = (time: string | undefined): string => (time ? moment(time) : words.never);

/** When the service hibernates the cluster and wakes it by itself. */
export const SleepTimes = ({ cluster }: { cluster: Cluster }) => {
  const { hibernation } = cluster;
  const [times, setTimes] = useState(() => timesOf(cluster));
  const { act, isPending, error, reset } = useSettings(cluster);
  const why = whyNot("clusterUpdate", cluster);
  return (
    <Section head={words.head}>
      {hibernation ? (
        <Facts
          facts={[
            [words.nextSleep, at(hibernation.nextSleepAt)],
            [words.nextWake, at(hibernation.nextWakeAt)],
          ]}
        />
      ) : (
        <p className="kw-quiet">{words.none}</p>
      )}
      <SettingsForm
        save={words.save}
        why={why}
        busy={isPending}
        error={error}
        // With neither time the service says which there may be.
        onSave={() => act({ hibernation: scheduleOf(times) ?? { timeZone: "UTC" } })}
        beside={
          hibernation && (
            <Act
              formAction="none"
              why={why}
              onClick={() => {
                setTimes(timesOf({}));
                act({ hibernation: null });
              }}
            >
              {words.remove}
            </Act>
          )
        }
      >
        <SleepFields
          times={times}
          allowed={faultsAt(error)}
          onChange={(part) => {
            reset();
            setTimes({ ...times, ...part });
          }}
        />
      </SettingsForm>
    </Section>
  );
};
