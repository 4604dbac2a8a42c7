import { kubernetesVersions, resolveVersion } from "#contract/catalog.ts";
import type { CreateCluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import { machinesWanted } from "#core/quotas/limits.ts";
import type { OperationRecord } from "#core/records.ts";
import type { Call, WritePorts } from "./command.ts";
import { newClusterId, newNodeGroupId, newOperationId } from "./ids.ts";
import { once, requestOf } from "./request.ts";

/** @throws AlreadyExists, QuotaExceeded, IdempotencyKeyReused */
export const createCluster = async (
  { caller, body, idempotencyKey }: Call<CreateCluster>,
  ports: WritePorts,
): Promise<Operation> => {
  const { tenantId, subject } = caller;
  const { name, version, nodeGroups, ...rest } = body;
  const now = ports.clock.now();
  const operationId = newOperationId();
  const clusterId = newClusterId();
  const request = requestOf(caller, idempotencyKey, { route: "clusterCreate", of: body, operationId, now });
  const operation = await once(request, ports, async () => {
    const operation: OperationRecord = {
      tenantId,
      operationId,
      clusterId,
      clusterName: name,
      kind: "cluster.create",
      status: "pending",
      generation: 1,
      stages: newStages("cluster.create"),
      requestedBy: subject,
      createdAt: now,
    };
    await ports.state.createCluster({
      cluster: {
        tenantId,
        clusterId,
        name,
        spec: { ...rest, version: (version && resolveVersion(version)) ?? kubernetesVersions[0] },
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
      })),
      operation,
      request,
      clusterLimit: ports.clusterLimit,
      machineLimit: ports.machineLimit,
    });
    return operation;
  });
  return operationView(operation);
};
