import { useNodes } from "../api/clusters.ts";
import type { Node } from "../api/types.ts";
import { texts } from "../texts.ts";

const { operation: words, zones } = texts;
const most = 40;

const isAwaited = ({ state }: Node): boolean => state === "launching" || state === "joining";

/** The control plane first, then group by group. */
const placeOf = ({ role, nodeGroup = "", zone, id }: Node): string => [role, nodeGroup, zone, id].join(" ");

/** The machines that a stage waits for, one by one, and which of them have booted. */
export const BootingMachines = ({ clusterId, members }: { clusterId: string; members: boolean }) => {
  const { data: nodes = [] } = useNodes(clusterId, true);
  const awaited = nodes
    .filter((node) => isAwaited(node) && (!members || node.role === "control-plane"))
    .toSorted((a, b) => placeOf(a).localeCompare(placeOf(b)));
  if (awaited.length === 0) return null;
  const booted = awaited.filter(({ state }) => state === "joining").length;
  return (
    <>
      <span className="kw-stage-note">{words.booted(booted, awaited.length)}</span>
      <ul className="kw-machines" aria-label={words.machines}>
        {awaited.slice(0, most).map(({ id, state, zone, nodeGroup }) => (
          <li key={id} data-state={state} title={id}>
            {nodeGroup ?? zones.controlPlane} <span className="kw-quiet">{zone}</span>
            <span className="kw-visually-hidden">{words.boots[state === "joining" ? "joining" : "launching"]}</span>
          </li>
        ))}
        {awaited.length > most && <li>{words.moreMachines(awaited.length - most)}</li>}
      </ul>
    </>
  );
};
