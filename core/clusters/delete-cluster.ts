import type { Operation } from "#contract/operations.ts";
import { allows } from "#contract/states.ts";
import { DeletionProtected, NotFound, PreconditionFailed, WrongState } from "#core/errors.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import type { Call, WritePorts } from "./command.ts";
import { newOperationId } from "./ids.ts";
import { once, requestOf } from "./request.ts";

/** @throws NotFound, WrongState, PreconditionFailed */
export const mayBeDeleted = (cluster: ClusterRecord, ifMatch: number | undefined): void => {
  const { clusterId, state, rev, activeOperation, spec } = cluster;
  if (state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  if (ifMatch !== undefined && ifMatch !== rev)
    throw new PreconditionFailed(`cluster ${clusterId} is at revision ${rev}, not ${ifMatch}`);
  if (activeOperation !== undefined)
    throw new WrongState(
      `cluster ${clusterId} is held by operation ${activeOperation}; wait until it is over`,
      activeOperation,
    );
  if (spec.deletionProtection)
    throw new DeletionProtected(
      `cluster ${clusterId} is protected from deletion; PATCH /clusters/${clusterId} with {"deletionProtection": false} lifts that`,
    );
  if (!allows(state, "delete")) throw new WrongState(`cluster ${clusterId} cannot be deleted while it is ${state}`);
};

/** @throws NotFound, WrongState, PreconditionFailed, IdempotencyKeyReused, Conflict */
export const deleteCluster = async (
  { caller, params, idempotencyKey, ifMatch }: Call<undefined, { clusterId: string }>,
  ports: WritePorts,
): Promise<Operation> => {
  const { tenantId, subject } = caller;
  const { clusterId } = params;
  const now = ports.clock.now();
  const operationId = newOperationId();
  const request = requestOf(caller, idempotencyKey, { route: "clusterDelete", of: { clusterId }, operationId, now });
  const operation = await once(request, ports, async () => {
    const cluster = await ports.state.cluster(tenantId, clusterId);
    mayBeDeleted(cluster, ifMatch);
    const operation: OperationRecord = {
      tenantId,
      operationId,
      clusterId,
      clusterName: cluster.name,
      kind: "cluster.delete",
      status: "pending",
      generation: cluster.generation + 1,
      clusterStateBefore: cluster.state,
      stages: newStages("cluster.delete"),
      requestedBy: subject,
      createdAt: now,
    };
    await ports.state.beginOperation({ cluster, state: "deleting", operation, request });
    return operation;
  });
  return operationView(operation);
};
