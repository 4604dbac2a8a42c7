import { useState } from "react";
import { allows } from "#contract/states.ts";
import { answered, api } from "../../api/client.ts";
import { useSleepPlan } from "../../api/plans.ts";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { Awaited } from "../../ui/Awaited.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { dollars } from "../../ui/money.ts";
import { useChange } from "./use-change.ts";
import { whyNot } from "./why-not.ts";

const { sleep: words } = texts;

type Turn = keyof typeof words.act;

const calls = { hibernate: "clusterHibernate", wake: "clusterWake" } as const;

const Ask = ({ cluster: { id, name }, act: what, onClose }: { cluster: Cluster; act: Turn; onClose: () => void }) => {
  const plan = useSleepPlan(id, what);
  const { act, isPending, error } = useChange(
    id,
    (_: undefined, header) => {
      const params = { path: { clusterId: id }, header };
      return answered(
        what === "wake"
          ? api.POST("/clusters/{clusterId}/wake", { params })
          : api.POST("/clusters/{clusterId}/hibernate", { params }),
      );
    },
    onClose,
  );
  return (
    <Confirm
      head={words.head[what](name)}
      act={words.act[what]}
      busy={isPending}
      error={error}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <p>{words.body[what]}</p>
      <Awaited of={plan}>
        {({ price: { running, hibernated } }) => (
          <p>{words.price(dollars(running.perHourMicros), dollars(hibernated.perHourMicros))}</p>
        )}
      </Awaited>
    </Confirm>
  );
};

/** Sends a cluster that runs to sleep and wakes one that sleeps, after saying what that does and what it costs then. */
export const Sleep = ({ cluster }: { cluster: Cluster }) => {
  const [asking, setAsking] = useState<Turn>();
  const can: Turn | undefined = allows(cluster.state, "clusterWake")
    ? "wake"
    : allows(cluster.state, "clusterHibernate")
      ? "hibernate"
      : undefined;
  return (
    <>
      {can && (
        <Act why={whyNot(calls[can], cluster)} onClick={() => setAsking(can)}>
          {words.act[can]}
        </Act>
      )}
      {asking && <Ask cluster={cluster} act={asking} onClose={() => setAsking(undefined)} />}
    </>
  );
};
