import { useState } from "react";
import { api, begun } from "../../api/client.ts";
import { useGroupPlan } from "../../api/plans.ts";
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

/** How many nodes a group is to have, with what that would do and cost. */
export const ScaleGroup = ({ clusterId, group: { id, name, size }, onClose }: Props) => {
  const [wanted, setWanted] = useState(String(size));
  const body = { size: number(wanted) };
  const plan = useGroupPlan(clusterId, id, body);
  const path = { clusterId, nodeGroupId: id };
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) =>
      begun(api.PATCH("/clusters/{clusterId}/node-groups/{nodeGroupId}", { params: { path, header }, body })),
    onClose,
  );
  const fault = faultsAt(plan.error)("size");
  return (
    <Confirm
      head={words.scaleHead(name)}
      act={words.scale}
      busy={isPending}
      error={error ?? (fault ? undefined : plan.error)}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <TextField number label={texts.create.size} value={wanted} fault={fault} autoFocus onChange={setWanted} />
      <PlannedChange plan={fault ? undefined : plan.data} />
    </Confirm>
  );
};
