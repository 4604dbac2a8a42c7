import { backupRoutes } from "#contract/backups.ts";
import { createBackup } from "#core/backups/create-backup.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(backupRoutes.backupCreate, createBackup, connectWrite);
