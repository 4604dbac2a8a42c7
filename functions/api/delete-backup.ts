import { backupRoutes } from "#contract/backups.ts";
import { deleteBackup } from "#core/backups/read-backups.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBackupFiles } from "#functions/api-ports.ts";

export const handler = apiHandler(backupRoutes.backupDelete, deleteBackup, connectBackupFiles);
