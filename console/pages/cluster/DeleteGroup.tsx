import Checkbox from "@cloudscape-design/components/checkbox";
import { useState } from "react";
import { answered, api } from "../../api/client.ts";
import type { NodeGroup } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { useChange } from "./use-change.ts";

const { groups: words } = texts;

interface Props {
  clusterId: string;
  group: NodeGroup;
  onClose: () => void;
}

export const DeleteGroup = ({ clusterId, group: { id, name, size }, onClose }: Props) => {
  const [force, setForce] = useState(false);
  const { act, isPending, error } = useChange(
    clusterId,
    (_: undefined, header) =>
      answered(
        api.DELETE("/clusters/{clusterId}/node-groups/{nodeGroupId}", {
          params: { path: { clusterId, nodeGroupId: id }, header, query: { force: force ? "true" : "false" } },
        }),
      ),
    onClose,
  );
  return (
    <Confirm
      head={words.deleteHead(name)}
      act={words.delete}
      typed={name}
      busy={isPending}
      error={error}
      onAct={() => act(undefined)}
      onClose={onClose}
    >
      <p>{words.deleteBody(size)}</p>
      <Checkbox checked={force} onChange={({ detail }) => setForce(detail.checked)}>
        {texts.node.force}
      </Checkbox>
    </Confirm>
  );
};
