import { useState } from "react";
import { useNavigate } from "react-router";
import type { Cluster, NodeGroup } from "../../api/types.ts";
import { paths } from "../../paths.ts";
import { texts } from "../../texts.ts";
import { Act } from "../../ui/Act.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { Mark } from "../../ui/Mark.tsx";
import { Section } from "../../ui/Section.tsx";
import { DeleteGroup } from "./DeleteGroup.tsx";
import { RollGroup } from "./RollGroup.tsx";
import { ScaleGroup } from "./ScaleGroup.tsx";
import { whyNot } from "./why-not.ts";

const { groups: words } = texts;

/** What makes a group unlike others. */
const more = ({ labels, taints, dataDisks, userScript }: NodeGroup) => {
  const said = [
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`),
    ...dataDisks.map(({ mountPath, sizeGiB }) => `${mountPath} ${sizeGiB} GiB`),
  ];
  if (said.length === 0 && !userScript) return null;
  return (
    <span className="kw-words-small">
      {said.map((text) => (
        <code key={text}>{text}</code>
      ))}
      {userScript && <span>{words.withScript}</span>}
    </span>
  );
};

const facts: Column<NodeGroup>[] = [
  { head: words.name, cell: ({ name }) => name },
  { head: words.state, cell: ({ state }) => <Mark state={state} /> },
  { head: words.type, cell: ({ machineType, spot }) => (spot ? words.spot(machineType) : machineType) },
  { head: words.size, cell: ({ size }) => size, number: true },
  { head: words.outdated, cell: ({ outdated }) => outdated, number: true },
  {
    head: words.scaling,
    cell: ({ autoscaling, min, max }) => (autoscaling?.enabled ? words.scaled(min, max) : words.byHand),
  },
  { head: words.more, cell: more },
  { head: words.zones, cell: ({ zones }) => zones?.join(", ") ?? words.allZones },
];

interface Asked {
  what: "scale" | "roll" | "delete";
  group: NodeGroup;
}

/** What workers there are, and how many. */
const NodeGroups = ({ cluster }: { cluster: Cluster }) => {
  const { id, nodeGroups } = cluster;
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked>();
  const close = (): void => setAsked(undefined);
  const acts: Column<NodeGroup> = {
    head: words.acts,
    cell: (group) => (
      <span className="kw-acts">
        <Act
          variant="inline-link"
          why={whyNot("nodeGroupUpdate", cluster, group)}
          ariaLabel={words.scaleOf(group.name)}
          onClick={() => setAsked({ what: "scale", group })}
        >
          {words.scale}
        </Act>
        <Act
          variant="inline-link"
          why={whyNot("nodeGroupUpdate", cluster, group)}
          ariaLabel={words.editOf(group.name)}
          onClick={() => void navigate(paths.group(id, group.id))}
        >
          {words.edit}
        </Act>
        <Act
          variant="inline-link"
          why={whyNot("nodeGroupRoll", cluster, group) ?? (group.outdated ? undefined : words.upToDate)}
          ariaLabel={words.rollOf(group.name)}
          onClick={() => setAsked({ what: "roll", group })}
        >
          {words.roll}
        </Act>
        <Act
          variant="inline-link"
          why={whyNot("nodeGroupDelete", cluster, group)}
          ariaLabel={words.deleteOf(group.name)}
          onClick={() => setAsked({ what: "delete", group })}
        >
          {words.delete}
        </Act>
      </span>
    ),
  };
  return (
    <Section
      head={texts.cluster.tab["node-groups"]}
      actions={
        <Act why={whyNot("nodeGroupCreate", cluster)} onClick={() => void navigate(paths.newGroup(id))}>
          {words.add}
        </Act>
      }
    >
      <DataTable
        label={texts.cluster.tab["node-groups"]}
        columns={[...facts, acts]}
        rows={nodeGroups}
        rowKey={(group) => group.id}
        empty={words.none}
      />
      {asked?.what === "scale" && <ScaleGroup clusterId={id} group={asked.group} onClose={close} />}
      {asked?.what === "roll" && <RollGroup clusterId={id} group={asked.group} onClose={close} />}
      {asked?.what === "delete" && <DeleteGroup clusterId={id} group={asked.group} onClose={close} />}
    </Section>
  );
};
export default NodeGroups;
