import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import type { Cluster } from "../../../api/types.ts";
import { texts } from "../../../texts.ts";
import { Act } from "../../../ui/Act.tsx";
import { Confirm } from "../../../ui/Confirm.tsx";
import { Fault } from "../../../ui/Fault.tsx";
import { Section } from "../../../ui/Section.tsx";
import { whyNot } from "../why-not.ts";
import { useSettings } from "./use-settings.ts";

const { protection: words } = texts;

/** Whether the cluster can be deleted; lifting that asks once. */
export const Protection = ({ cluster }: { cluster: Cluster }) => {
  const [asking, setAsking] = useState(false);
  const { act, isPending, error } = useSettings(cluster, () => setAsking(false));
  const { name, deletionProtection: on } = cluster;
  return (
    <Section
      head={words.head}
      actions={
        <Act
          why={whyNot("clusterUpdate", cluster)}
          loading={isPending}
          onClick={() => (on ? setAsking(true) : act({ deletionProtection: true }))}
        >
          {on ? words.lift : words.protect}
        </Act>
      }
    >
      <StatusIndicator type={on ? "success" : "info"}>{on ? words.on : words.off}</StatusIndicator>
      {error && !asking && <Fault error={error} />}
      {asking && (
        <Confirm
          head={words.liftHead(name)}
          act={words.lift}
          busy={isPending}
          error={error}
          onAct={() => act({ deletionProtection: false })}
          onClose={() => setAsking(false)}
        >
          <p>{words.liftBody}</p>
        </Confirm>
      )}
    </Section>
  );
};
