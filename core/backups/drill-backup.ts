import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import type { Backups } from "#core/ports/backups.ts";
import { beginBackupOperation } from "./begin-backup-operation.ts";

/** @throws NotFound, WrongState, Conflict, IdempotencyKeyReused */
export const drillBackup = (
  call: Call<undefined, { clusterId: string; backupId: string }>,
  ports: WritePorts & { backups: Backups },
): Promise<Operation> => {
  const { clusterId, backupId } = call.params;
  return beginBackupOperation(call, ports, {
    kind: "backup.drill",
    route: "backupDrill",
    of: call.params,
    async decide({ tenantId }) {
      await ports.backups.backup(tenantId, clusterId, backupId);
      return { backupId };
    },
  });
};
