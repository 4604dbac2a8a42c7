import type { EventKind } from "#contract/events.ts";
import { rollText } from "#core/node-groups/roll-text.ts";
import type { ReconciliationRecord } from "#core/ports/bills.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord, ClusterSpec, OperationRecord } from "#core/records.ts";
import { newEventId } from "./event-id.ts";
import type { EventRecord } from "./event-record.ts";

/** Who does what the service does by itself. */
export const service = "system:kubewright";

const ofOperation = (
  { tenantId, clusterId, clusterName, operationId }: OperationRecord,
  event: { at: string; kind: EventKind; who: string; message: string; stage?: string },
): EventRecord => ({ tenantId, eventId: newEventId(event.at), clusterId, clusterName, operationId, ...event });

const ofCluster = (
  { tenantId, clusterId, name }: Pick<ClusterRecord, "tenantId" | "clusterId" | "name">,
  event: { at: string; kind: EventKind; who: string; message: string },
): EventRecord => ({ tenantId, eventId: newEventId(event.at), clusterId, clusterName: name, ...event });

const reasonOf = ({ change, member, reason }: OperationRecord): string[] => {
  const why = reason ?? (change ?? member)?.reason;
  return why ? [why.message] : [];
};

export const operationAsked = (operation: OperationRecord): EventRecord =>
  ofOperation(operation, {
    at: operation.createdAt,
    kind: "operation.asked",
    who: operation.requestedBy,
    message: [operation.kind, ...reasonOf(operation)].join(": "),
  });

export const cancelAsked = (operation: OperationRecord, { by, at }: { by: string; at: string }): EventRecord =>
  ofOperation(operation, { at, kind: "operation.cancel-asked", who: by, message: operation.kind });

export const pauseAsked = (operation: OperationRecord, { by, at }: { by: string; at: string }): EventRecord =>
  ofOperation(operation, { at, kind: "operation.pause-asked", who: by, message: operation.kind });

export const operationPaused = (operation: OperationRecord, at: string): EventRecord =>
  ofOperation(operation, { at, kind: "operation.paused", who: service, message: operation.kind });

export const operationResumed = (operation: OperationRecord, { by, at }: { by: string; at: string }): EventRecord =>
  ofOperation(operation, { at, kind: "operation.resumed", who: by, message: operation.kind });

/** @param operation as it was before @param next what the part that begins is about */
export const partDone = (
  operation: OperationRecord,
  { at, ...next }: Parameters<State["beginPart"]>[1],
): EventRecord => {
  const { from = "", to = "" } = operation.upgrade ?? {};
  const roll = "change" in next ? next.change.roll : undefined;
  const message = roll ? rollText(roll) : `${from} → ${to} is done`;
  return ofOperation(operation, { at, kind: "operation.checkpoint", who: service, message });
};

/** @param message fit for the caller, as on the operation's stage */
export const stageFailed = (operation: OperationRecord, at: string, stage: string, message: string): EventRecord =>
  ofOperation(operation, { at, kind: "stage.failed", who: service, stage, message });

/** @param operation as it ended */
export const operationEnded = (operation: OperationRecord, at: string): EventRecord => {
  const { kind, status, error } = operation;
  const why = error ? `: ${error.stage ? `${error.stage}: ` : ""}${error.message}` : "";
  return ofOperation(operation, { at, kind: "operation.ended", who: service, message: `${kind} ${status}${why}` });
};

const scheduleText = (hibernation: ClusterSpec["hibernation"]): string => {
  if (!hibernation) return "no schedule of hibernation";
  const { sleep, wake, timeZone } = hibernation;
  return `hibernation: sleep ${sleep ?? "never"}, wake ${wake ?? "never"}, ${timeZone}`;
};

const maintenanceText = (maintenance: ClusterSpec["maintenance"]): string => {
  if (!maintenance) return "no automatic upgrades";
  const { channel, window, exclusions } = maintenance;
  return [
    `maintenance: channel ${channel}`,
    window ? `window ${window.schedule} ${window.timeZone} for ${window.durationMinutes} min` : "no window",
    ...exclusions.map(({ from, to, reason }) => `excluded ${from} to ${to} (${reason})`),
  ].join(", ");
};

/** @param cluster as it was before */
export const clusterUpdated = (
  cluster: ClusterRecord,
  { labels, deletionProtection, hibernation, maintenance, by, at }: Parameters<State["changeCluster"]>[1],
): EventRecord => {
  const before = cluster.spec.labels;
  const parts = [
    ...Object.keys(labels)
      .filter((key) => labels[key] !== before[key])
      .map((key) => `label ${key}=${labels[key]}`),
    ...Object.keys(before)
      .filter((key) => !(key in labels))
      .map((key) => `label ${key} gone`),
    ...(deletionProtection === cluster.spec.deletionProtection
      ? []
      : [`deletion protection ${deletionProtection ? "on" : "off"}`]),
    ...(JSON.stringify(hibernation) === JSON.stringify(cluster.spec.hibernation) ? [] : [scheduleText(hibernation)]),
    ...(JSON.stringify(maintenance) === JSON.stringify(cluster.spec.maintenance) ? [] : [maintenanceText(maintenance)]),
  ];
  return ofCluster(cluster, { at, kind: "cluster.updated", who: by, message: parts.join(", ") });
};

/** @param state that the cluster is in from now on */
export const healthChanged = (
  cluster: ClusterRecord,
  { state, message, at }: { state: string; message: string; at: string },
): EventRecord => ofCluster(cluster, { at, kind: "cluster.health", who: service, message: `${state}: ${message}` });

const dollars = (micros: number): string => `${(micros / 1e6).toFixed(2)} USD`;

/** So much of the month's budget is used. @param percent the share that is passed */
export const budgetUsed = (
  cluster: Pick<ClusterRecord, "tenantId" | "clusterId" | "name">,
  {
    at,
    percent,
    micros,
    forecast,
    budget,
  }: { at: string; percent: number; micros: number; forecast: number; budget: number },
): EventRecord =>
  ofCluster(cluster, {
    at,
    kind: "budget.used",
    who: service,
    message: `${percent} % of ${dollars(budget)} for this month are used: ${dollars(micros)}, forecast ${dollars(forecast)}`,
  });

/** AWS's bill says something else than the ledger. */
export const billDiffers = (
  cluster: Pick<ClusterRecord, "tenantId" | "clusterId" | "name">,
  { at, since, until, unitSeconds, micros }: ReconciliationRecord,
): EventRecord =>
  ofCluster(cluster, {
    at,
    kind: "bill.residual",
    who: service,
    message: `AWS's bill from ${since} to ${until} differs from the ledger by ${unitSeconds} s and ${dollars(micros)}`,
  });

/** The ledger is not what the cloud shows. */
export const ledgerDiffers = (
  cluster: Pick<ClusterRecord, "tenantId" | "clusterId" | "name">,
  { at, residualSeconds }: { at: string; residualSeconds: number },
): EventRecord =>
  ofCluster(cluster, {
    at,
    kind: "bill.residual",
    who: service,
    message: `the ledger differs from what the cloud shows by ${residualSeconds} s`,
  });

/** Who got in, with which rights, until when; of the credentials themselves nothing. */
export const credentialsIssued = (
  cluster: ClusterRecord,
  { by, groups, expiresAt, at }: { by: string; groups: string[]; expiresAt: string; at: string },
): EventRecord =>
  ofCluster(cluster, {
    at,
    kind: "credentials.issued",
    who: by,
    message: `for ${groups.join(", ")} until ${expiresAt}`,
  });
