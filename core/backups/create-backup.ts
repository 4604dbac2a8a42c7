import type { BackupReason } from "#contract/backups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { backupIdOf } from "#core/clusters/ids.ts";
import { beginBackupOperation } from "./begin-backup-operation.ts";

/** @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const createBackup = (
  call: Call<undefined, { clusterId: string }>,
  ports: WritePorts,
  reason: BackupReason = "caller",
): Promise<Operation> =>
  beginBackupOperation(call, ports, {
    kind: "backup.create",
    route: "backupCreate",
    of: call.params,
    decide: (_, operationId) => ({ backupId: backupIdOf(operationId), reason }),
  });
