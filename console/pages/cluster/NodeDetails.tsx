import Button from "@cloudscape-design/components/button";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import type { Cluster, Node } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { Awaited } from "../../ui/Awaited.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { since } from "../../ui/times.ts";
import { NodeAct, type NodeActName } from "./NodeAct.tsx";
import { whyNot } from "./why-not.ts";

const { node: words } = texts;

const useNode = (clusterId: string, nodeId: string) =>
  useQuery({
    queryKey: ["node", clusterId, nodeId],
    queryFn: () =>
      answered(api.GET("/clusters/{clusterId}/nodes/{nodeId}", { params: { path: { clusterId, nodeId } } })),
    refetchInterval: lookAgain(() => pace.calm),
  });

const calls = { drain: "nodeDrain", replace: "nodeReplace", remove: "nodeRemove" } as const;

/** A machine that is kept for somebody to look at can only go; of the control plane one can only be replaced. */
const actsOn = ({ role, state }: Pick<Node, "role" | "state">): NodeActName[] => {
  if (role === "control-plane") return ["replace"];
  return state === "kept" ? ["remove"] : ["drain", "replace", "remove"];
};

interface Props {
  cluster: Cluster;
  nodeId: string;
  onClose: () => void;
}

/** One machine: what it has, what is used of it, and what can be done with it. */
export const NodeDetails = ({ cluster, nodeId, onClose }: Props) => {
  const [asking, setAsking] = useState<NodeActName>();
  return (
    <div className="kw-node-details">
      <Awaited of={useNode(cluster.id, nodeId)}>
        {(node) => {
          const { name, state, reason, machineType, address, version, zone, faultDomain, createdAt } = node;
          const { usage, capacity, unknown, emulates } = node;
          const group = cluster.nodeGroups.find(({ id }) => id === node.nodeGroupId);
          return (
            <>
              <div className="kw-section-head">
                <h3>{name ?? nodeId}</h3>
                <Mark state={state} />
                <div className="kw-actions">
                  {actsOn(node).map((one) => (
                    <Act key={one} why={whyNot(calls[one], cluster, group)} onClick={() => setAsking(one)}>
                      {words.act[one]}
                    </Act>
                  ))}
                  <Button variant="icon" iconName="close" ariaLabel={texts.close} onClick={onClose} />
                </div>
              </div>
              <Facts
                facts={[
                  [words.machine, `${nodeId} (${machineType})`],
                  [words.address, address],
                  [words.version, emulates === undefined ? version : words.emulating(version, emulates)],
                  [words.place, faultDomain ? `${zone}, ${faultDomain}` : zone],
                  [words.used, usage && capacity ? words.usage(usage, capacity) : (unknown ?? words.notKnown)],
                  [words.age, since(createdAt)],
                  ...(reason ? ([[words.reason, reason]] as const) : []),
                ]}
              />
              {asking && (
                <NodeAct clusterId={cluster.id} node={node} act={asking} onClose={() => setAsking(undefined)} />
              )}
            </>
          );
        }}
      </Awaited>
    </div>
  );
};
