import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";
import { api, begun } from "../../api/client.ts";
import { useNodePlan } from "../../api/plans.ts";
import type { Node } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { PlannedChange } from "./PlannedChange.tsx";
import { useChange } from "./use-change.ts";

const { node: words } = texts;

export type NodeActName = keyof typeof words.act;
interface How {
  force: boolean;
  keep: boolean;
}

const begin = (
  act: NodeActName,
  { force, keep }: How,
  params: { path: { clusterId: string; nodeId: string }; header: { "Idempotency-Key": string } },
) => {
  if (act === "drain")
    return begun(api.POST("/clusters/{clusterId}/nodes/{nodeId}/drain", { params, body: { force } }));
  if (act === "replace")
    return begun(api.POST("/clusters/{clusterId}/nodes/{nodeId}/replace", { params, body: { force, keep } }));
  return begun(api.POST("/clusters/{clusterId}/nodes/{nodeId}/remove", { params, body: { force } }));
};

interface Props {
  clusterId: string;
  node: Node;
  act: NodeActName;
  onClose: () => void;
}

/** Asks once before a node's pods move, and how, with what that would do and cost. */
export const NodeAct = ({ clusterId, node: { id, name = id, role }, act: what, onClose }: Props) => {
  const [how, setHow] = useState<How>({ force: false, keep: false });
  const plan = useNodePlan(clusterId, id, what, how);
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) => begin(what, how, { path: { clusterId, nodeId: id }, header }),
    onClose,
  );
  return (
    <Confirm
      head={words.head[what](name)}
      act={words.act[what]}
      busy={isPending}
      error={error ?? plan.error}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <p>{words.body[what]}</p>
      <Checkbox checked={how.force} onChange={({ detail }) => setHow({ ...how, force: detail.checked })}>
        {words.force}
      </Checkbox>
      {what === "replace" && role === "worker" && (
        <Checkbox checked={how.keep} onChange={({ detail }) => setHow({ ...how, keep: detail.checked })}>
          {words.keep}
        </Checkbox>
      )}
      <PlannedChange plan={plan.data} />
    </Confirm>
  );
};
