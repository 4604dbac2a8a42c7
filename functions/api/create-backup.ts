import { routes } from "#contract/routes.ts";
import { createBackup } from "#core/backups/create-backup.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.backupCreate, createBackup, connectWrite);
