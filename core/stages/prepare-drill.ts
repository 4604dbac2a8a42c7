import { backupOperation } from "./backup-operation.ts";
import type { Stage } from "./stage.ts";

/** Rights to read this one snapshot, and what Secrets are encrypted with in it: a backup whose Secrets nobody can read proves nothing. */
export const prepareDrill: Stage = async (input, ports) => {
  const { clusterId } = input;
  const { backup } = await backupOperation(input, ports);
  await ports.identities.ensureDrill({ clusterId, snapshotKey: ports.snapshots.place(clusterId, backup.backupId).key });
  await ports.secrets.ensureDrill(clusterId);
};

export const undoPrepareDrill: Stage = async ({ clusterId }, ports) => {
  await ports.secrets.removeDrill(clusterId);
  await ports.identities.removeDrill(clusterId);
};
