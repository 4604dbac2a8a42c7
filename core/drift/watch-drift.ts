import { type Condition, driftCondition } from "#contract/conditions.ts";
import { Conflict } from "#core/errors.ts";
import { merged } from "#core/healing/conditions.ts";
import type { HealthRecords } from "#core/ports/health.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import { isHalfUpgraded } from "#core/upgrade/is-half-upgraded.ts";
import { beginMend, type MendPorts } from "./begin-mend.ts";
import type { Finding } from "./compare.ts";
import { type DriftPorts, lookAtDrift } from "./look-at-drift.ts";

export interface WatchDriftPorts extends DriftPorts, MendPorts {
  state: State;
  health: HealthRecords;
}

export type DriftWatched = { outcome: "as it was" | "noted" | "busy" } | { outcome: "mending"; operationId: string };

/** Told at most: somebody may have changed hundreds of things. */
const mostTold = 10;

/** Mends that are begun within an hour: whoever undoes them each time is stronger. */
const mostMends = 3;

const hour = 3600_000;

const factOf = (findings: readonly Finding[]): Omit<Condition, "since"> => {
  if (findings.length === 0) return { type: driftCondition, is: "false" };
  const told = findings.slice(0, mostTold).map(({ what }) => what);
  const more = findings.length > mostTold ? [`${findings.length - mostTold} more`] : [];
  return { type: driftCondition, is: "true", reason: "ChangedByHand", message: [...told, ...more].join("; ") };
};

/** What the service may put back now; nothing while something stands in the way. */
export const mendable = (findings: readonly Finding[]): Finding[] =>
  findings.some(({ does }) => does === "block") ? [] : findings.filter(({ does }) => does === "mend");

const hasMendedOften = async (
  { tenantId, clusterId }: ClusterRecord,
  { state, clock }: WatchDriftPorts,
): Promise<boolean> => {
  const { items } = await state.operations(tenantId, { clusterId, limit: 20 });
  const lately = ({ kind, createdAt }: OperationRecord): boolean =>
    kind === "cluster.mend" && Date.parse(clock.now()) - Date.parse(createdAt) < hour;
  return items.filter(lately).length >= mostMends;
};

/** Writes down what is found, where it is not on record. @returns whether there was something @throws Conflict */
const note = async (
  cluster: ClusterRecord & { state: "running" | "degraded" },
  findings: readonly Finding[],
  { health, clock }: WatchDriftPorts,
): Promise<boolean> => {
  const fact = factOf(findings);
  const known = cluster.conditions.find(({ type }) => type === driftCondition);
  if (known?.is === fact.is && known.message === fact.message) return false;
  const at = clock.now();
  const untold = known === undefined && fact.is === "false";
  const words = `${driftCondition} ${fact.is}${fact.message === undefined ? "" : `: ${fact.message}`}`;
  await health.noteHealth(cluster, {
    ...{ state: cluster.state, conditions: merged(cluster.conditions, [fact], at), nodes: [], at },
    ...(untold ? {} : { message: words }),
  });
  return true;
};

/** An operation knows better than we what is there and what not. */
const isAtRest = (cluster: ClusterRecord): cluster is ClusterRecord & { state: "running" | "degraded" } =>
  cluster.activeOperation === undefined && (cluster.state === "running" || cluster.state === "degraded");

/**
 * Looks for what somebody has changed by hand, tells of it, and begins the operation that puts back what may be put back. May be asked
 * for by many at a time. @throws TemporaryFailure
 */
export const watchDrift = async (cluster: ClusterRecord, ports: WatchDriftPorts): Promise<DriftWatched> => {
  if (!isAtRest(cluster)) return { outcome: "busy" };
  const { findings } = await lookAtDrift(cluster, ports);
  let noted: boolean;
  try {
    noted = await note(cluster, findings, ports);
  } catch (error) {
    if (error instanceof Conflict) return { outcome: "busy" };
    throw error;
  }
  const mends = mendable(findings);
  const done = { outcome: noted ? ("noted" as const) : ("as it was" as const) };
  if (mends.length === 0 || (await hasMendedOften(cluster, ports))) return done;
  // It would take the upgrade's retry away, which goes on from where the last operation ended.
  if (isHalfUpgraded(cluster, (await ports.state.nodes(cluster.tenantId, cluster.clusterId)).items)) return done;
  const message = factOf(mends).message ?? "";
  const operation = await beginMend(cluster, message, ports);
  return operation ? { outcome: "mending", operationId: operation.id } : { outcome: "busy" };
};
