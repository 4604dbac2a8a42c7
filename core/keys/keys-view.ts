import type { ClusterKeysView, KeyUser } from "#contract/key-rotations.ts";
import { lifetimeSeconds } from "#core/clusters/cluster-credentials.ts";
import { authoritiesEndAt } from "#core/control-plane/certificate-life.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { phaseAfter, stateAt } from "./rotation.ts";

type Facts = Pick<ClusterRecord, "keySet" | "createdAt">;
type Machine = Pick<NodeRecord, "nodeId" | "keyRevision" | "state">;

/** A call that was on its way as the new authorities began to sign may have been answered by the old ones. */
const onTheWaySeconds = 300;

/** When the last credentials have ended that the old authorities have signed; undefined unless it is so that new ones sign. */
const credentialsUntil = ({ keySet }: Facts): string | undefined =>
  keySet && stateAt(keySet.revision) === "moved"
    ? new Date(Date.parse(keySet.at) + (lifetimeSeconds + onTheWaySeconds) * 1000).toISOString()
    : undefined;

/** Who still uses the old set where the new one signs, as far as records tell. */
export const usersOfOld = (cluster: Facts, nodes: readonly Machine[], now: string): KeyUser[] => {
  const until = credentialsUntil(cluster);
  if (until === undefined) return [];
  const revision = cluster.keySet?.revision ?? 0;
  const machines = nodes.filter((node) => !isKept(node) && (node.keyRevision ?? 0) < revision);
  return [
    ...machines.map(
      ({ nodeId }): KeyUser => ({
        ...{ what: "node", nodeId },
        message: `node ${nodeId} has certificates that the old authorities have signed`,
      }),
    ),
    ...(now < until
      ? [
          {
            ...{ what: "credentials" as const, until },
            message: `credentials that were handed out before the new authorities signed end by ${until}`,
          },
        ]
      : []),
  ];
};

/** What callers see of a cluster's keys. */
export const keysView = (cluster: Facts, nodes: readonly Machine[], now: string): ClusterKeysView => {
  const { revision, at, madeAt } = { revision: 0, at: cluster.createdAt, madeAt: cluster.createdAt, ...cluster.keySet };
  const nextPhaseFrom = credentialsUntil(cluster);
  return {
    state: stateAt(revision),
    since: at,
    authoritiesExpireAt: authoritiesEndAt(madeAt),
    nextPhase: phaseAfter(revision),
    ...(nextPhaseFrom === undefined ? {} : { nextPhaseFrom }),
    usedBy: usersOfOld(cluster, nodes, now),
  };
};
