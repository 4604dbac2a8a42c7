import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";
import { api, begun } from "../../api/client.ts";
import { useRollPlan } from "../../api/plans.ts";
import type { NodeGroup } from "../../api/types.ts";
import { faultsAt } from "../../forms/faults.ts";
import { number } from "../../forms/number.ts";
import { TextField } from "../../forms/TextField.tsx";
import { texts } from "../../texts.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { PlannedChange } from "./PlannedChange.tsx";
import { useChange } from "./use-change.ts";

const { groups: words } = texts;

interface Props {
  clusterId: string;
  group: NodeGroup;
  onClose: () => void;
}

/** Asks once before the outdated machines of a group are replaced, with what that would do and cost. */
export const RollGroup = ({ clusterId, group: { id, name, outdated = 0 }, onClose }: Props) => {
  const [surge, setSurge] = useState("1");
  const [force, setForce] = useState(false);
  const body = { maxSurge: number(surge), force };
  const plan = useRollPlan(clusterId, id, body);
  const path = { clusterId, nodeGroupId: id };
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) =>
      begun(api.POST("/clusters/{clusterId}/node-groups/{nodeGroupId}/roll", { params: { path, header }, body })),
    onClose,
  );
  const fault = faultsAt(plan.error)("maxSurge");
  return (
    <Confirm
      head={words.rollHead(name)}
      act={words.roll}
      busy={isPending}
      error={error ?? (fault ? undefined : plan.error)}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <p>{words.rollBody(outdated)}</p>
      <TextField number label={words.maxSurge} value={surge} fault={fault} onChange={setSurge} />
      <Checkbox checked={force} onChange={({ detail }) => setForce(detail.checked)}>
        {texts.node.force}
      </Checkbox>
      <PlannedChange plan={fault ? undefined : plan.data} />
    </Confirm>
  );
};
