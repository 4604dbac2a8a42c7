import type { Backup } from "#contract/backups.ts";
import type { PageQuery } from "#contract/pages.ts";
import { isOver } from "#contract/states.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { WrongState } from "#core/errors.ts";
import { wakesFrom } from "#core/hibernation/hibernation-view.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import type { Backups, Snapshots } from "#core/ports/backups.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { BackupRecord } from "./backup-record.ts";

export interface BackupPorts extends ReadPorts {
  backups: Backups;
}

/** What callers see of a backup. */
const backupView = ({ tenantId: _, backupId, ...rest }: BackupRecord): Backup => ({ id: backupId, ...rest });

type OneBackup = Call<undefined, { clusterId: string; backupId: string }>;

/** @throws NotFound, InvalidInput for a page token that is not ours */
export const listBackups = async (
  { caller: { tenantId }, params: { clusterId }, query }: Call<undefined, { clusterId: string }, PageQuery>,
  { state, backups }: BackupPorts,
): Promise<{ items: Backup[]; nextPageToken?: string }> => {
  const scope = { tenantId, list: "backups", clusterId };
  await state.cluster(tenantId, clusterId);
  const { items, next } = await backups.backups(tenantId, clusterId, openPage(scope, query));
  return closePage(scope, items.map(backupView), next);
};

/** @throws NotFound */
export const viewBackup = async (
  { caller: { tenantId }, params: { clusterId, backupId } }: OneBackup,
  { backups }: BackupPorts,
): Promise<Backup> => backupView(await backups.backup(tenantId, clusterId, backupId));

/** @throws WrongState for the one that a cluster which sleeps, or is on the way to it, wakes from */
const mayBeDeleted = ({ backupId, reason }: BackupRecord, cluster: ClusterRecord): void => {
  // What a hibernation takes is not on the cluster's record before it is proven.
  const isBeingProven = cluster.state === "hibernating" && reason === "hibernation";
  if (backupId === wakesFrom(cluster) || isBeingProven)
    throw new WrongState(`cluster ${cluster.clusterId} is ${cluster.state} and wakes from backup ${backupId}`);
};

/** Operations that would be without a way back, or without a way on. */
const holding = ["cluster.restore", "cluster.upgrade", "cluster.rollback"];

/** @throws WrongState for one that the cluster is being restored from, or upgraded after */
const mayBeTakenAway = async (
  { tenantId, backupId }: BackupRecord,
  { clusterId, activeOperation }: ClusterRecord,
  { state }: ReadPorts,
): Promise<void> => {
  if (activeOperation === undefined) return;
  const { kind, backup, status } = await state.operation(tenantId, activeOperation);
  if (isOver(status) || !holding.includes(kind) || backup?.backupId !== backupId) return;
  const what = kind === "cluster.restore" ? "is being restored from" : "is being brought to another version, after";
  throw new WrongState(`cluster ${clusterId} ${what} backup ${backupId}; wait until that is over`, activeOperation);
};

/** The record first: a file without one is cleared away with the next backup. @throws NotFound, WrongState */
export const deleteBackup = async (
  { caller: { tenantId }, params: { clusterId, backupId } }: OneBackup,
  { backups, snapshots, state }: BackupPorts & { snapshots: Snapshots },
): Promise<Backup> => {
  const backup = await backups.backup(tenantId, clusterId, backupId);
  // After the backup: one that a hibernation takes is there only once its cluster is hibernating.
  const cluster = await state.cluster(tenantId, clusterId);
  mayBeDeleted(backup, cluster);
  await mayBeTakenAway(backup, cluster, { state });
  await backups.forget(tenantId, clusterId, backupId);
  await snapshots.remove(clusterId, backupId);
  return backupView(backup);
};
