import { useState } from "react";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { Section } from "../../ui/Section.tsx";
import { moment } from "../../ui/times.ts";
import { RotateKeys } from "./RotateKeys.tsx";
import { whyNot } from "./why-not.ts";

const { keys: words } = texts;

/** Where a cluster is between two sets of authorities, who still uses the old one, and what comes next. */
export const Keys = ({ cluster }: { cluster: Cluster }) => {
  const { id, name, keys } = cluster;
  const [asking, setAsking] = useState(false);
  if (!keys) return null;
  const { state, authoritiesExpireAt, nextPhase, usedBy } = keys;
  return (
    <Section head={words.head}>
      <p>
        {words.is[state]} {words.until(moment(authoritiesExpireAt))}
      </p>
      {usedBy.map(({ message }) => (
        <p key={message} className="kw-quiet">
          {words.old(message)}
        </p>
      ))}
      <Act why={whyNot("clusterKeysRotate", cluster)} onClick={() => setAsking(true)}>
        {words.act[nextPhase]}
      </Act>
      {asking && (
        <RotateKeys
          clusterId={id}
          name={name}
          phase={nextPhase}
          waitsFor={usedBy.filter(({ what }) => what === "credentials").map(({ message }) => message)}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
};
