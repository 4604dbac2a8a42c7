import type { Operation } from "#contract/operations.ts";
import { createBackup } from "#core/backups/create-backup.ts";
import { drillBackup } from "#core/backups/drill-backup.ts";
import { restoreCluster } from "#core/backups/restore-cluster.ts";
import { revokeCredentials } from "#core/clusters/revoke-credentials.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import type { Service } from "./service.ts";

// What callers may ask of a cluster as a whole.
const call = callOf({});

export const backUp = (service: Service, clusterId: string): Promise<Operation> =>
  createBackup({ ...call, params: { clusterId } }, service.write);

/** A small running cluster, and a backup of it. */
export const backedUp = async (service: Service): Promise<{ clusterId: string; backupId: string }> => {
  const { clusterId } = await withCluster(service, { nodeGroups: [{ name: "default", size: 1 }] }, false);
  const operation = await backUp(service, clusterId);
  const { status } = await ended(service, operation);
  if (status !== "succeeded") throw new Error(`the backup is ${status}`);
  return { clusterId, backupId: operation.backupId ?? "" };
};

export const restore = (service: Service, clusterId: string, backupId: string): Promise<Operation> =>
  restoreCluster(
    { ...call, params: { clusterId }, body: { backupId } },
    { ...service.write, backups: service.ports.backups },
  );

export const drill = (service: Service, params: { clusterId: string; backupId: string }): Promise<Operation> =>
  drillBackup({ ...call, params }, { ...service.write, backups: service.ports.backups });

export const revoke = (service: Service, clusterId: string): Promise<Operation> =>
  revokeCredentials({ ...call, body: { roles: ["operator"] }, params: { clusterId } }, service.write);

/** Groups with rights inside the cluster. */
export const bound = ({ ports }: Service, clusterId: string): string[] => [
  ...new Set(
    ports.kubernetes
      .objects(clusterId)
      .filter(({ kind }) => kind === "ClusterRoleBinding")
      .flatMap((object) => (object["subjects"] as { name: string }[]).map(({ name }) => name)),
  ),
];
