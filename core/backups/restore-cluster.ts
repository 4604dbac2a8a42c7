import type { RestoreCluster } from "#contract/backups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { WrongState } from "#core/errors.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { BackupRecord } from "./backup-record.ts";
import { beginBackupOperation } from "./begin-backup-operation.ts";

export const minorOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** An API server reads what another one of its minor version has written. @throws WrongState */
export const mayBeRestored = ({ backupId, kubernetesVersion }: BackupRecord, { spec }: ClusterRecord): void => {
  const [taken, runs] = [minorOf(kubernetesVersion), minorOf(spec.version)];
  if (taken !== runs)
    throw new WrongState(
      `backup ${backupId} is of Kubernetes ${kubernetesVersion}, the cluster runs ${spec.version}; restore a backup of ${runs}`,
    );
};

/** @throws NotFound, WrongState (also for a backup of another minor version), Conflict, IdempotencyKeyReused */
export const restoreCluster = (
  call: Call<RestoreCluster, { clusterId: string }>,
  ports: WritePorts & { backups: Backups },
): Promise<Operation> => {
  const { clusterId } = call.params;
  const { backupId } = call.body;
  return beginBackupOperation(call, ports, {
    kind: "cluster.restore",
    route: "clusterRestore",
    of: { clusterId, backupId },
    async decide(cluster) {
      mayBeRestored(await ports.backups.backup(cluster.tenantId, clusterId, backupId), cluster);
      return { backupId };
    },
  });
};
