import { backupRoutes } from "#contract/backups.ts";
import { restoreCluster } from "#core/backups/restore-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRestore } from "#functions/api-ports.ts";

export const handler = apiHandler(backupRoutes.clusterRestore, restoreCluster, connectRestore);
