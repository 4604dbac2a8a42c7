import { backupRoutes } from "#contract/backups.ts";
import { viewBackup } from "#core/backups/read-backups.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBackups } from "#functions/api-ports.ts";

export const handler = apiHandler(backupRoutes.backupView, viewBackup, connectBackups);
