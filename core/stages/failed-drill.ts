import { backupsCondition } from "#contract/conditions.ts";
import type { OperationError } from "#contract/operations.ts";
import { NotFound } from "#core/errors.ts";
import { merged } from "#core/healing/conditions.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { backupOperation } from "./backup-operation.ts";
import type { Ports } from "./stage.ts";

/** Steps of the machine that have the snapshot in their hands: see node/files (drill). */
const hasFile = /^(restore|api-server|read|ready): /;

/** Whether it is the backup that cannot be restored; else the drill could not be held, which says nothing of the backup. */
const isVerdict = ({ stage, code, message }: OperationError): boolean =>
  (stage === "PlanDrill" && code === "WrongState") ||
  (stage === "AwaitMachines" && code === "BootFailed" && (hasFile.test(message) || message.startsWith("snapshot: ")));

/** A drill that has not come to its end is told on the cluster and, where that is what failed, on the backup. */
export const noteFailedDrill = async (
  input: StageInput,
  { operation, error }: { operation: OperationRecord; error: OperationError },
  ports: Ports,
): Promise<void> => {
  const { tenantId, clusterId, operationId } = operation;
  const at = ports.clock.now();
  const { backup } = await backupOperation(input, ports);
  const verdict = isVerdict(error);
  const message = `${backup.backupId}: ${error.message}`;
  if (verdict)
    await ports.backups.noteDrill(tenantId, clusterId, backup.backupId, {
      ...{ operationId, at, ok: false, message: error.message, hashVerified: hasFile.test(error.message) },
    });
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const record = await ports.backups.backup(tenantId, clusterId, backup.backupId).catch((why: unknown) => {
    if (why instanceof NotFound) return undefined;
    throw why;
  });
  // It was proven before what failed could fail.
  if (record?.drill?.operationId === operationId && record.drill.ok) return;
  const fact = verdict
    ? { type: backupsCondition, is: "false" as const, reason: "DrillFailed", message }
    : { type: backupsCondition, is: "unknown" as const, reason: "DrillNotHeld", message };
  await ports.state.updateCluster(input, { conditions: merged(cluster.conditions, [fact], at), at });
};
