import type { KeyPhase } from "#contract/key-phases.ts";
import type { KeyUser } from "#contract/key-rotations.ts";
import { WrongState } from "#core/errors.ts";
import type { KeyChange } from "#core/keys/key-records.ts";
import { mayBeChanged } from "#core/nodes/begin-change.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { halfText, isHalfUpgraded } from "#core/upgrade/is-half-upgraded.ts";
import { usersOfOld } from "./keys-view.ts";
import { phaseAfter, stateAt } from "./rotation.ts";

const states = {
  settled: "has one set of keys",
  added: "trusts a new set of keys that does not sign yet",
  moved: "has a new set of keys, and trusts the old one still",
} as const;

/**
 * Whether the cluster takes the phase now.
 * @returns from which revision of its keys to which @throws NotFound, WrongState naming what is allowed
 */
export const mayRotate = (
  cluster: ClusterRecord,
  nodes: readonly NodeRecord[],
  { phase, force }: { phase: KeyPhase; force: readonly string[] },
  now: string,
): Pick<KeyChange, "phase" | "from" | "to"> => {
  const { clusterId, state, conditions, keySet } = cluster;
  mayBeChanged(cluster, "clusterKeysRotate");
  if (isHalfUpgraded(cluster, nodes)) throw new WrongState(`${halfText(cluster, nodes)}: retry its operation`);
  if (state === "degraded") {
    const why = conditions.flatMap(({ message }) => (message === undefined ? [] : [message])).join("; ");
    throw new WrongState(`cluster ${clusterId} is degraded; its keys can be rotated while it is running: ${why}`);
  }
  const from = keySet?.revision ?? 0;
  const next = phaseAfter(from);
  if (phase !== next)
    throw new WrongState(
      `phase: ${phase} is not next; cluster ${clusterId} ${states[stateAt(from)]}: allowed is ${next}`,
    );
  const isForced = ({ what }: KeyUser): boolean => what === "credentials" && force.includes(what);
  const users = phase === "drop" ? usersOfOld(cluster, nodes, now).filter((user) => !isForced(user)) : [];
  if (users.length > 0)
    throw new WrongState(
      `the old keys are in use: ${users.map(({ message }) => message).join("; ")}${users.some(({ what }) => what === "credentials") ? '; "force": ["credentials"] does not wait for them' : ""}`,
    );
  return { phase, from, to: from + 1 };
};
