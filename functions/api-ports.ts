import { connectSnapshots } from "#adapters/connect-snapshots.ts";
import { connectBackupRecords, connectCatalogStore, connectState } from "#adapters/connect-state.ts";
import { connectWorkflows } from "#adapters/connect-workflows.ts";
import { serviceClock } from "#adapters/service-clock.ts";
import type { BackupPorts } from "#core/backups/read-backups.ts";
import type { CatalogPorts } from "#core/catalog/read-catalog.ts";
import type { ReadPorts, WritePorts } from "#core/clusters/command.ts";
import type { UpdatePorts } from "#core/clusters/update-cluster.ts";
import type { Backups, Snapshots } from "#core/ports/backups.ts";
import type { Clock } from "#core/ports/state.ts";
import type { Limits } from "#core/quotas/limits.ts";
import { BackupEnv, QuotaEnv, ReadEnv, WriteEnv } from "./env.ts";

export const connectRead = (): ReadPorts => ({ state: connectState(ReadEnv.parse(process.env)) });

export const connectBackups = (): BackupPorts => {
  const env = ReadEnv.parse(process.env);
  return { state: connectState(env), backups: connectBackupRecords(env) };
};

export const connectRecovery = (): BackupPorts & { clock: Clock } => ({ ...connectBackups(), clock: serviceClock });

export const connectBackupFiles = (): BackupPorts & { snapshots: Snapshots } => ({
  ...connectBackups(),
  snapshots: connectSnapshots(BackupEnv.parse(process.env)),
});

export const connectRestore = (): WritePorts & { backups: Backups } => ({
  ...connectWrite(),
  backups: connectBackupRecords(ReadEnv.parse(process.env)),
});

export const connectCatalog = (): CatalogPorts => ({ catalogs: connectCatalogStore(ReadEnv.parse(process.env)) });

export const connectChange = (): UpdatePorts => ({ ...connectRead(), clock: serviceClock });

const limitsOf = (env: { CLUSTER_LIMIT: number; MACHINE_LIMIT: number }): Limits => ({
  clusterLimit: env.CLUSTER_LIMIT,
  machineLimit: env.MACHINE_LIMIT,
});

export const connectQuotas = (): ReadPorts & Limits => ({
  ...connectRead(),
  ...limitsOf(QuotaEnv.parse(process.env)),
});

export const connectWrite = (): WritePorts => {
  const env = WriteEnv.parse(process.env);
  return {
    state: connectState(env),
    workflows: connectWorkflows(env),
    clock: serviceClock,
    ...limitsOf(env),
  };
};
