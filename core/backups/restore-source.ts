import { kubernetesVersions, resolveVersion } from "#contract/catalog.ts";
import type { CreateCluster } from "#contract/clusters.ts";
import { type FieldFault, InvalidInput, NotFound, WrongState } from "#core/errors.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { Clock, State } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { etcdMinorOn, shippedEtcd } from "#core/upgrade/etcd-version.ts";
import type { BackupRecord } from "./backup-record.ts";
import { minorOf } from "./restore-cluster.ts";

interface SourcePorts {
  state: State;
  backups: Backups;
  clock: Clock;
}

/** The backup and its cluster, as long as both are there to stay. @throws NotFound, WrongState */
const sourceOf = async (
  tenantId: string,
  { clusterId, backupId }: NonNullable<CreateCluster["restoreFrom"]>,
  { state, backups, clock }: SourcePorts,
): Promise<{ source: ClusterRecord; backup: BackupRecord }> => {
  const source = await state.cluster(tenantId, clusterId);
  if (source.state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  if (source.state === "deleting")
    throw new WrongState(
      `cluster ${clusterId} is being deleted, and its backups with it; restore a backup of another cluster`,
      source.activeOperation,
    );
  const backup = await backups.backup(tenantId, clusterId, backupId);
  if (backup.expiresAt <= clock.now())
    throw new WrongState(
      `backup ${backupId} has expired at ${backup.expiresAt}; restore a later backup of cluster ${clusterId}`,
    );
  return { source, backup };
};

/** The version that is to read what another one of its minor has written. @returns undefined, and the fault, where there is none */
const versionFor = (
  { backupId, kubernetesVersion }: BackupRecord,
  asked: string | undefined,
): { version: string | undefined; faults: FieldFault[] } => {
  const minor = minorOf(kubernetesVersion).slice(1);
  const version = resolveVersion(asked ?? minor);
  if (version && minorOf(version) === minorOf(kubernetesVersion)) return { version, faults: [] };
  const offered = kubernetesVersions.map((one) => minorOf(one).slice(1)).join(", ");
  const fault =
    asked === undefined
      ? {
          field: "restoreFrom.backupId",
          value: backupId,
          allowed: `a backup of Kubernetes ${offered}, not of ${minor}`,
        }
      : { field: "version", value: asked, allowed: `${minor}, which the backup is of (${kubernetesVersion})` };
  return { version: undefined, faults: [fault] };
};

/**
 * The new cluster as it is to be born: as it was asked for or, from a backup of another one, of the backup's version, with an etcd that reads
 * it. Services keep their addresses, so it has the range that these are of.
 * @throws NotFound, also for another tenant's; WrongState for a backup that is about to go; InvalidInput for what does not fit it
 */
export const bornFrom = async (
  cluster: ClusterRecord,
  { restoreFrom, version: asked, network }: Pick<CreateCluster, "restoreFrom" | "version" | "network">,
  ports: SourcePorts,
): Promise<ClusterRecord> => {
  if (!restoreFrom) return cluster;
  const { source, backup } = await sourceOf(cluster.tenantId, restoreFrom, ports);
  const { version, faults } = versionFor(backup, asked);
  const { serviceCidr } = source.spec.network;
  if (network.serviceCidr !== serviceCidr)
    faults.push({
      ...{ field: "network.serviceCidr", value: network.serviceCidr },
      allowed: `${serviceCidr}, which the addresses of the backup's Services are of`,
    });
  if (version === undefined || faults.length > 0)
    throw new InvalidInput(`backup ${backup.backupId} cannot be restored as this cluster`, faults);
  const etcdMinor = etcdMinorOn(version, minorOf(backup.etcdVersion));
  return {
    ...cluster,
    spec: { ...cluster.spec, version },
    restoredFrom: { ...restoreFrom, sha256: backup.sha256 },
    ...(etcdMinor === undefined || etcdMinor === shippedEtcd(version) ? {} : { etcdMinor }),
  };
};
