import { kubernetesVersions, resolveVersion } from "#contract/catalog.ts";
import type { CreateCluster } from "#contract/clusters.ts";
import { newStages } from "#core/operations/stages.ts";
import { machinesWanted } from "#core/quotas/limits.ts";
import type { ClusterRecord, NodeGroupRecord, OperationRecord } from "#core/records.ts";
import type { Caller } from "./command.ts";
import { newClusterId, newNodeGroupId, newOperationId } from "./ids.ts";

/** A cluster as it is asked for, held by the operation that is to make it. */
export const newCluster = (
  { tenantId, subject }: Caller,
  { name, version, nodeGroups, hibernation, restoreFrom, ...rest }: CreateCluster,
  now: string,
): { cluster: ClusterRecord; nodeGroups: NodeGroupRecord[]; operation: OperationRecord } => {
  const [clusterId, operationId] = [newClusterId(), newOperationId()];
  return {
    cluster: {
      tenantId,
      clusterId,
      name,
      spec: {
        ...rest,
        ...(hibernation ? { hibernation: { ...hibernation, since: now } } : {}),
        version: (version && resolveVersion(version)) ?? kubernetesVersions[0],
      },
      state: "pending",
      conditions: [],
      resources: {},
      machines: machinesWanted(rest.controlPlane, nodeGroups),
      activeOperation: operationId,
      generation: 1,
      rev: 1,
      createdAt: now,
      updatedAt: now,
    },
    nodeGroups: nodeGroups.map((spec) => ({
      tenantId,
      clusterId,
      nodeGroupId: newNodeGroupId(),
      spec,
      state: "pending",
      template: 1,
      rev: 1,
    })),
    operation: {
      tenantId,
      operationId,
      clusterId,
      clusterName: name,
      kind: "cluster.create",
      status: "pending",
      generation: 1,
      stages: newStages("cluster.create", restoreFrom),
      ...(restoreFrom ? { restoreFrom } : {}),
      requestedBy: subject,
      createdAt: now,
    },
  };
};
