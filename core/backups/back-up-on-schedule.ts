import type { Operation } from "#contract/operations.ts";
import { Conflict, NotFound, WrongState } from "#core/errors.ts";
import { noLimits } from "#core/healing/begin-repair.ts";
import type { SettlePorts } from "#core/operations/settle.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { ClusterRecord } from "#core/records.ts";
import { createBackup } from "./create-backup.ts";
import { backupIsDue, scheduleOf } from "./schedule.ts";
import { serviceCall } from "./service-call.ts";

export type SchedulePorts = SettlePorts & { backups: Backups };

/** Operations among which the last one of a kind is looked for. */
export const lookedAt = 20;

/**
 * Begins a backup when one is due, as a caller's is begun, in the service's own name. Asked for each minute.
 * @returns undefined when none is due, or the cluster is busy: the next minute will do
 */
export const backUpOnSchedule = async (
  { tenantId, clusterId }: Pick<ClusterRecord, "tenantId" | "clusterId">,
  ports: SchedulePorts,
): Promise<Operation | undefined> => {
  const cluster = await ports.state.cluster(tenantId, clusterId);
  if (scheduleOf(cluster).everyHours === 0) return undefined;
  const now = ports.clock.now();
  const { items } = await ports.backups.backups(tenantId, clusterId, { limit: 1 });
  const newestAt = items[0]?.takenAt;
  if (!backupIsDue(cluster, { newestAt, triedAt: undefined, now })) return undefined;
  const { items: operations } = await ports.state.operations(tenantId, { limit: lookedAt, clusterId });
  const tried = operations.find(({ kind }) => kind === "backup.create");
  const triedAt = tried?.endedAt ?? tried?.createdAt;
  if (!backupIsDue(cluster, { newestAt, triedAt, now })) return undefined;
  try {
    return await createBackup(serviceCall(tenantId, { clusterId }), { ...ports, ...noLimits }, "schedule");
  } catch (error) {
    if (error instanceof Conflict || error instanceof WrongState || error instanceof NotFound) return undefined;
    throw error;
  }
};
