import { backupRoutes } from "#contract/backups.ts";
import { drillBackup } from "#core/backups/drill-backup.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRestore } from "#functions/api-ports.ts";

export const handler = apiHandler(backupRoutes.backupDrill, drillBackup, connectRestore);
