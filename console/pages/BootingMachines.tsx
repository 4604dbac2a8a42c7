import { useNodes } from "../api/clusters.ts";
import type { Node } from "../api/types.ts";
import { texts } from "../texts.ts";

const { operation: words, zones } = texts;
const most = 40;

const isAwaited = ({ state }: Node): boolean => state === "launching" || state === "joining";

/** The control plane first, then group by group. */
const placeOf = ({ role, nodeGroup = "", zone, id }: Node): string => [role, nodeGroup, zone, id].join(" ");

interface Props {
  clusterId: string;
  /** Only those of the control plane. */
  members: boolean;
  /** Whether it waits no more. */
  over: boolean;
}

/** The machines that a stage waits for, one by one. Which of them have booted is on record once the stage after it has begun. */
export const BootingMachines = ({ clusterId, members, over }: Props) => {
  const { data: nodes = [] } = useNodes(clusterId, true);
  const awaited = nodes
    .filter((node) => isAwaited(node) && (!members || node.role === "control-plane"))
    .toSorted((a, b) => placeOf(a).localeCompare(placeOf(b)));
  const booted = awaited.filter(({ state }) => state === "joining").length;
  if (awaited.length === 0 || (over && booted === 0)) return null;
  return (
    <>
      <span className="kw-stage-note">
        {booted === 0 ? words.awaited(awaited.length) : words.booted(booted, awaited.length)}
      </span>
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
