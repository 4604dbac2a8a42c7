import { backupsCondition } from "#contract/conditions.ts";
import type { Operation } from "#contract/operations.ts";
import { Conflict, NotFound, WrongState } from "#core/errors.ts";
import { noLimits } from "#core/healing/begin-repair.ts";
import type { ClusterRecord } from "#core/records.ts";
import { lookedAt, type SchedulePorts } from "./back-up-on-schedule.ts";
import { drillBackup } from "./drill-backup.ts";
import { scheduleOf } from "./schedule.ts";
import { serviceCall } from "./service-call.ts";

const hourMilliseconds = 3600 * 1000;
const dayMilliseconds = 24 * hourMilliseconds;

/**
 * Whether a drill is due: so long after the last one, or after the cluster was made; a day after one that proved nothing. One that is
 * degraded has more urgent things to do than to be held by a drill.
 */
export const drillIsDue = (
  {
    spec,
    state,
    createdAt,
    drilledAt,
    conditions,
  }: Pick<ClusterRecord, "spec" | "state" | "createdAt" | "drilledAt" | "conditions">,
  now: string,
): boolean => {
  const { drillEveryDays } = scheduleOf({ spec });
  if (drillEveryDays === 0 || state !== "running") return false;
  const unproven = conditions.some(({ type, is }) => type === backupsCondition && is !== "true");
  const days = drilledAt !== undefined && unproven ? 1 : drillEveryDays;
  return Date.parse(now) - Date.parse(drilledAt ?? createdAt) >= days * dayMilliseconds;
};

/**
 * Begins a drill of the newest backup when one is due, in the service's own name. Asked for each minute.
 * @returns undefined when none is due, there is no backup yet, or the cluster is busy: the next minute will do
 */
export const drillOnSchedule = async (
  { tenantId, clusterId }: Pick<ClusterRecord, "tenantId" | "clusterId">,
  ports: SchedulePorts,
): Promise<Operation | undefined> => {
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const now = ports.clock.now();
  if (!drillIsDue(cluster, now)) return undefined;
  const { items: operations } = await ports.state.operations(tenantId, { limit: lookedAt, clusterId });
  // One that could not even note that it had begun.
  const tried = operations.find(({ kind }) => kind === "backup.drill");
  if (tried && Date.parse(now) - Date.parse(tried.createdAt) < hourMilliseconds) return undefined;
  const { items } = await ports.backups.backups(tenantId, clusterId, { limit: 1 });
  const [newest] = items;
  if (!newest) return undefined;
  try {
    const params = { clusterId, backupId: newest.backupId };
    return await drillBackup(serviceCall(tenantId, params), { ...ports, ...noLimits });
  } catch (error) {
    if (error instanceof Conflict || error instanceof WrongState || error instanceof NotFound) return undefined;
    throw error;
  }
};
