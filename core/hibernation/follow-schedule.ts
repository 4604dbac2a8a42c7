import type { Operation } from "#contract/operations.ts";
import { Conflict, NotFound, WrongState } from "#core/errors.ts";
import { service } from "#core/events/new-events.ts";
import { noLimits } from "#core/healing/begin-repair.ts";
import type { SettlePorts } from "#core/operations/settle.ts";
import type { ClusterRecord } from "#core/records.ts";
import { dueSwitch, type Switch } from "./due.ts";
import { switchCluster } from "./switch-cluster.ts";

/** Operations among which the last one is looked for. */
const looked = 20;
/** One that failed is not tried again before. */
const pauseMilliseconds = 30 * 60 * 1000;

/** What the service itself has last tried came to nothing, some time ago. */
const failedLately = async (
  { tenantId, clusterId }: ClusterRecord,
  kind: Switch,
  now: string,
  { state }: SettlePorts,
): Promise<boolean> => {
  const { items } = await state.operations(tenantId, { limit: looked, clusterId });
  const last = items.find((one) => one.kind === "cluster.hibernate" || one.kind === "cluster.wake");
  if (last?.kind !== kind || last.requestedBy !== service || last.endedAt === undefined) return false;
  const failed = last.status === "failed" || last.status === "rolled-back";
  return failed && Date.parse(now) - Date.parse(last.endedAt) >= pauseMilliseconds;
};

/**
 * Begins what a cluster's schedule asks for, as a caller's call is begun, in the service's own name. Asked for each minute: what was missed,
 * because the service was away or the cluster busy, is carried out once.
 * @returns undefined when nothing is due, or the cluster is busy: the next minute will do
 */
export const followSchedule = async (
  { tenantId, clusterId }: Pick<ClusterRecord, "tenantId" | "clusterId">,
  ports: SettlePorts,
): Promise<Operation | undefined> => {
  try {
    const cluster = await ports.state.cluster(tenantId, clusterId);
    const now = ports.clock.now();
    const due = cluster.activeOperation === undefined ? dueSwitch(cluster, now) : undefined;
    if (!due || (due.isRepeat && !(await failedLately(cluster, due.kind, now, ports)))) return undefined;
    const call = {
      ...{ caller: { tenantId, subject: service, role: "operator" as const }, params: { clusterId } },
      ...{ body: undefined, query: undefined, idempotencyKey: undefined, ifMatch: undefined },
    };
    return await switchCluster(due.kind)(call, { ...ports, ...noLimits });
  } catch (error) {
    if (error instanceof Conflict || error instanceof WrongState || error instanceof NotFound) return undefined;
    throw error;
  }
};
