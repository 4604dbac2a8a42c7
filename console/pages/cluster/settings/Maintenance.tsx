import type { Cluster } from "../../../api/types.ts";
import { texts } from "../../../texts.ts";
import { Facts } from "../../../ui/Facts.tsx";
import { Section } from "../../../ui/Section.tsx";
import { moment } from "../../../ui/times.ts";

const { maintenance: words } = texts;

/** Which versions the service upgrades the cluster to by itself, when, and when next. */
export const Maintenance = ({ cluster: { maintenance } }: { cluster: Cluster }) => {
  if (!maintenance) return null;
  const { channel, window, exclusions, nextUpgrade } = maintenance;
  const { version, at, message } = nextUpgrade;
  return (
    <Section head={words.head}>
      {channel === "none" ? (
        <p className="kw-quiet">{words.none}</p>
      ) : (
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
      )}
    </Section>
  );
};
