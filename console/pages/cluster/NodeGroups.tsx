import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { allows, groupAllows } from "#contract/states.ts";
import type { Cluster, NodeGroup } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { Section } from "../../ui/Section.tsx";
import { AddGroup } from "./AddGroup.tsx";
import { DeleteGroup } from "./DeleteGroup.tsx";
import { ScaleGroup } from "./ScaleGroup.tsx";

const { groups: words } = texts;

const facts: Column<NodeGroup>[] = [
  { head: words.name, cell: ({ name }) => name },
  { head: words.state, cell: ({ state }) => <Mark state={state} /> },
  { head: words.type, cell: ({ machineType, spot }) => (spot ? words.spot(machineType) : machineType) },
  { head: words.size, cell: ({ size }) => size, number: true },
  {
    head: words.scaling,
    cell: ({ autoscaling, min, max }) => (autoscaling?.enabled ? words.scaled(min, max) : words.byHand),
  },
  { head: words.zones, cell: ({ zones }) => zones?.join(", ") ?? words.allZones },
];

type Asked = { what: "add" } | { what: "scale" | "delete"; group: NodeGroup };

/** What workers there are, and how many. */
const NodeGroups = ({ cluster }: { cluster: Cluster }) => {
  const { id, state, nodeGroups } = cluster;
  const [asked, setAsked] = useState<Asked>();
  const close = (): void => setAsked(undefined);
  const acts: Column<NodeGroup> = {
    head: words.acts,
    cell: (group) => (
      <span className="kw-acts">
        <Button
          variant="inline-link"
          disabled={!allows(state, "nodeGroupUpdate") || !groupAllows(group.state, "nodeGroupUpdate")}
          ariaLabel={words.scaleOf(group.name)}
          onClick={() => setAsked({ what: "scale", group })}
        >
          {words.scale}
        </Button>
        <Button
          variant="inline-link"
          disabled={!allows(state, "nodeGroupDelete") || !groupAllows(group.state, "nodeGroupDelete")}
          ariaLabel={words.deleteOf(group.name)}
          onClick={() => setAsked({ what: "delete", group })}
        >
          {words.delete}
        </Button>
      </span>
    ),
  };
  return (
    <Section
      head={texts.cluster.tab["node-groups"]}
      actions={
        <Button disabled={!allows(state, "nodeGroupCreate")} onClick={() => setAsked({ what: "add" })}>
          {words.add}
        </Button>
      }
    >
      <DataTable
        label={texts.cluster.tab["node-groups"]}
        columns={[...facts, acts]}
        rows={nodeGroups}
        rowKey={(group) => group.id}
        empty={words.none}
      />
      {asked?.what === "add" && <AddGroup clusterId={id} onClose={close} />}
      {asked?.what === "scale" && <ScaleGroup clusterId={id} group={asked.group} onClose={close} />}
      {asked?.what === "delete" && <DeleteGroup clusterId={id} group={asked.group} onClose={close} />}
    </Section>
  );
};
export default NodeGroups;
