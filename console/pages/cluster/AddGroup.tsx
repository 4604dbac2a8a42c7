import { useState } from "react";
import { api, begun } from "../../api/client.ts";
import { ProblemAnswer } from "../../api/problem.ts";
import { GroupFields } from "../../forms/GroupFields.tsx";
import { groupBody, usualType } from "../../forms/wish.ts";
import { texts } from "../../texts.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useChange } from "./use-change.ts";

const { groups: words } = texts;

/** A further node group; the rest of what one can say of it is the command line's. */
export const AddGroup = ({ clusterId, onClose }: { clusterId: string; onClose: () => void }) => {
  const [group, setGroup] = useState({ name: "", machineType: usualType, size: "3" });
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) =>
      begun(
        api.POST("/clusters/{clusterId}/node-groups", {
          params: { path: { clusterId }, header },
          body: groupBody(group),
        }),
      ),
    onClose,
  );
  const atField = error instanceof ProblemAnswer && (error.problem.errors?.length ?? 0) > 0;
  const allowed = (field: string): string | undefined => {
    const said = error instanceof ProblemAnswer ? error.allowed(field) : undefined;
    return said && texts.create.nameFault(said);
  };
  return (
    <Confirm
      head={words.add}
      act={words.add}
      busy={isPending}
      error={atField ? undefined : error}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <GroupFields group={group} allowed={allowed} onChange={setGroup} />
    </Confirm>
  );
};
