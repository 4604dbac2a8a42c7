import { expect } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { backUp } from "./cluster-calls.ts";
import { memberPicture } from "./member-changes.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, type Service } from "./service.ts";

export const small = { nodeGroups: [{ name: "default", size: 1 }] };

/** A cluster with an object in it, a pod, and a backup of both. */
export const backedUp = async (service: Service, more: object = {}) => {
  const { clusterId, nodes } = await withCluster(service, { ...small, ...more });
  const keep = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kept", namespace: "default" } };
  await (await nodes.api()).apply(keep);
  const { backupId = "", ...operation } = await backUp(service, clusterId);
  expect((await ended(service, operation)).status).toBe("succeeded");
  return { clusterId, backupId };
};
export type Source = Awaited<ReturnType<typeof backedUp>>;

export const createFrom = (service: Service, { clusterId, backupId }: Source, more: object = {}): Promise<Operation> =>
  service.create({ name: "two", ...small, restoreFrom: { clusterId, backupId }, ...more });

export const keysOf = (service: Service, clusterId: string): Promise<ClusterKeys> =>
  service.ports.secrets.keys(clusterId);
export const recordOf = (service: Service, clusterId: string) =>
  service.ports.state.cluster(caller.tenantId, clusterId);
export const namesIn = (service: Service, clusterId: string, kind: string): string[] =>
  service.ports.kubernetes
    .objects(clusterId)
    .filter((object) => object.kind === kind)
    .map(({ metadata }) => metadata.name);
export const filesOf = ({ world }: Service, clusterId: string): string[] =>
  [...world.snapshots.keys()].filter((key) => key.startsWith(`etcd/${clusterId}/`));

/** All that there is to be seen of a cluster; `counted` is its tenant's. */
export const pictureOf = async (service: Service, clusterId: string) => ({
  ...{ ...(await memberPicture(service, clusterId)), counted: undefined },
  ...{ record: await recordOf(service, clusterId), keys: await keysOf(service, clusterId) },
  ...{ left: await service.ports.sweep.leftovers(clusterId), files: filesOf(service, clusterId) },
  objects: service.ports.kubernetes.objects(clusterId),
});
