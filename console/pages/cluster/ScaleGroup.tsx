import { useState } from "react";
import { api, begun } from "../../api/client.ts";
import { useUpdatePlan } from "../../api/plans.ts";
import { ProblemAnswer } from "../../api/problem.ts";
import type { NodeGroup, Plan } from "../../api/types.ts";
import { TextField } from "../../forms/TextField.tsx";
import { texts } from "../../texts.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { spoken } from "../../ui/words.ts";
import { useChange } from "./use-change.ts";

const { groups: words } = texts;

const things = ({ stages }: Plan, how: "makes" | "removes"): string =>
  stages
    .flatMap((stage) => stage[how])
    .map(({ kind, count, detail }) => `${count} × ${spoken(kind).toLowerCase()}${detail ? ` (${detail})` : ""}`)
    .join(", ");

interface Props {
  clusterId: string;
  group: NodeGroup;
  onClose: () => void;
}

/** How many nodes a group is to have, with what that would do and cost. */
export const ScaleGroup = ({ clusterId, group: { id, name, size }, onClose }: Props) => {
  const [wanted, setWanted] = useState(String(size));
  const number = wanted.trim() === "" ? Number.NaN : Number(wanted);
  const body = { size: Number.isNaN(number) ? (wanted as never) : number };
  const plan = useUpdatePlan(clusterId, id, body);
  const path = { clusterId, nodeGroupId: id };
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) =>
      begun(api.PATCH("/clusters/{clusterId}/node-groups/{nodeGroupId}", { params: { path, header }, body })),
    onClose,
  );
  const fault = plan.error instanceof ProblemAnswer ? plan.error.allowed("size") : undefined;
  return (
    <Confirm
      head={words.scaleHead(name)}
      act={words.scale}
      busy={isPending}
      error={error ?? (fault ? undefined : plan.error)}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <TextField
        number
        label={texts.create.size}
        value={wanted}
        fault={fault && texts.create.nameFault(fault)}
        autoFocus
        onChange={setWanted}
      />
      <p className="kw-quiet" role="status">
        {plan.data && !fault ? words.would(things(plan.data, "makes"), things(plan.data, "removes")) : words.noPlan}
      </p>
    </Confirm>
  );
};
