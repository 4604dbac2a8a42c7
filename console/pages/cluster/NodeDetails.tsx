import Button from "@cloudscape-design/components/button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { allows } from "#contract/states.ts";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { since } from "../../ui/times.ts";
import { useChange } from "./use-change.ts";

const { node: words } = texts;
type Act = "drain" | "replace" | "remove";

const useNode = (clusterId: string, nodeId: string) =>
  useQuery({
    queryKey: ["node", clusterId, nodeId],
    queryFn: () =>
      answered(api.GET("/clusters/{clusterId}/nodes/{nodeId}", { params: { path: { clusterId, nodeId } } })),
    refetchInterval: lookAgain(() => pace.calm),
  });

const begin = (clusterId: string, nodeId: string, act: Act, header: { "Idempotency-Key": string }) => {
  const order = { params: { path: { clusterId, nodeId }, header }, body: {} };
  if (act === "drain") return answered(api.POST("/clusters/{clusterId}/nodes/{nodeId}/drain", order));
  if (act === "replace") return answered(api.POST("/clusters/{clusterId}/nodes/{nodeId}/replace", order));
  return answered(api.POST("/clusters/{clusterId}/nodes/{nodeId}/remove", order));
};

interface Props {
  cluster: Cluster;
  nodeId: string;
  onClose: () => void;
}

/** One machine: what it has, what is used of it, and what can be done with it. */
export const NodeDetails = ({ cluster: { id, state: clusterState }, nodeId, onClose }: Props) => {
  const [asking, setAsking] = useState<Act>();
  const { act, isPending, error, reset } = useChange(
    id,
    (what: Act, header) => begin(id, nodeId, what, header),
    () => setAsking(undefined),
  );
  const open = (what: Act): void => {
    reset();
    setAsking(what);
  };
  return (
    <div className="kw-node-details">
      <Awaited of={useNode(id, nodeId)}>
        {({
          name,
          role,
          state,
          reason,
          machineType,
          address,
          version,
          zone,
          faultDomain,
          createdAt,
          usage,
          capacity,
        }) => {
          const acts: Act[] = role === "worker" ? ["drain", "replace", "remove"] : ["replace"];
          return (
            <>
              <div className="kw-section-head">
                <h3>{name ?? nodeId}</h3>
                <Mark state={state} />
                <div className="kw-actions">
                  {acts.map((one) => (
                    <Button key={one} disabled={!allows(clusterState, "nodeDrain")} onClick={() => open(one)}>
                      {words.act[one]}
                    </Button>
                  ))}
                  <Button variant="icon" iconName="close" ariaLabel={texts.close} onClick={onClose} />
                </div>
              </div>
              <Facts
                facts={[
                  [words.machine, `${nodeId} (${machineType})`],
                  [words.address, address],
                  [words.version, version],
                  [words.place, faultDomain ? `${zone}, ${faultDomain}` : zone],
                  [words.used, words.usage(usage, capacity)],
                  [words.age, since(createdAt)],
                  ...(reason ? ([[words.reason, reason]] as const) : []),
                ]}
              />
              {asking && (
                <Confirm
                  head={words.head[asking](name ?? nodeId)}
                  act={words.act[asking]}
                  busy={isPending}
                  error={error}
                  onAct={() => act(asking)}
                  onClose={() => setAsking(undefined)}
                >
                  <p>{words.body[asking]}</p>
                </Confirm>
              )}
            </>
          );
        }}
      </Awaited>
    </div>
  );
};
