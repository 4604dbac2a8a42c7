import { useState } from "react";
import { api, begun } from "../../api/client.ts";
import { useGroupPlan } from "../../api/plans.ts";
import type { NodeGroup } from "../../api/types.ts";
import { faultsAt } from "../../forms/faults.ts";
import { number } from "../../forms/number.ts";
import { TextField } from "../../forms/TextField.tsx";
import { texts } from "../../texts.ts";
import { ChangeCost } from "../../ui/ChangeCost.tsx";
import { Confirm } from "../../ui/Confirm.tsx";
import { things } from "./planned-things.ts";
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
      <p className="kw-quiet" role="status">
        {plan.data && !fault
          ? words.would(things(plan.data, "makes").join(", "), things(plan.data, "removes").join(", "))
          : words.noPlan}
      </p>
      {plan.data?.changePrice && !fault && <ChangeCost price={plan.data.changePrice} />}
    </Confirm>
  );
};
