import type { Node } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { spoken } from "../../ui/words.ts";

const { zones: words } = texts;

/** In the order in which they come. */
const groupedBy = <Key,>(nodes: Node[], keyOf: (node: Node) => Key): [Key, Node[]][] => {
  const groups = new Map<Key, Node[]>();
  for (const node of nodes) groups.set(keyOf(node), [...(groups.get(keyOf(node)) ?? []), node]);
  return [...groups];
};

/** The control plane before its workers, and these by group. */
const rank = ({ role, nodeGroup = "" }: Node): string => (role === "control-plane" ? " " : nodeGroup);
const inOrder = (nodes: Node[]): Node[] =>
  nodes.toSorted((a, b) => rank(a).localeCompare(rank(b)) || a.createdAt.localeCompare(b.createdAt));

interface Props {
  nodes: Node[];
  /** Id of the one that is looked at. */
  chosen: string | null;
  onChoose: (nodeId: string | null) => void;
}

/** Where machines stand: a column a zone, a frame a rack, a tile a machine in the colour of its state. */
export const Zones = ({ nodes, chosen, onChoose }: Props) => {
  if (nodes.length === 0) return <p className="kw-empty">{words.none}</p>;
  return (
    <ul className="kw-zones">
      {groupedBy(
        nodes.toSorted((a, b) => a.zone.localeCompare(b.zone)),
        ({ zone }) => zone,
      ).map(([zone, inZone]) => (
        <li key={zone} className="kw-zone">
          <h3>{zone}</h3>
          {groupedBy(inOrder(inZone), ({ faultDomain }) => faultDomain ?? "").map(([rack, onRack]) => (
            <div key={rack} className="kw-rack">
              {rack && <h4>{words.rack(rack)}</h4>}
              {onRack.map(({ id, name, role, nodeGroup, state }) => (
                <button
                  key={id}
                  type="button"
                  className="kw-node"
                  data-state={state}
                  aria-pressed={chosen === id}
                  onClick={() => onChoose(chosen === id ? null : id)}
                >
                  <span className="kw-node-role">{role === "control-plane" ? words.controlPlane : nodeGroup}</span>
                  <span className="kw-node-name">{name ?? id}</span>
                  <span className="kw-node-state">{spoken(state)}</span>
                </button>
              ))}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
};
