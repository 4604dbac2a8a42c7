import type { Operation } from "#contract/operations.ts";
import { isOver, operationCan } from "#contract/states.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { mayBeDeleted } from "#core/clusters/delete-cluster.ts";
import { newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { WrongState } from "#core/errors.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";
import { withHop } from "#core/upgrade/hops.ts";
import { operationView } from "./operation-view.ts";
import { newStages } from "./stages.ts";

/** An upgrade that ended half way goes on the way that it went. @throws WrongState */
const mayGoOn = (operation: OperationRecord, { clusterId, state }: ClusterRecord): void => {
  const { operationId, status } = operation;
  if (status !== "failed") throw new WrongState(`operation ${operationId} has gone back all the way; ask for it again`);
  if (operation.upgrade?.hops?.some((hop) => hop.status === "undone"))
    throw new WrongState(
      `operation ${operationId} has gone back to ${operation.upgrade.from}, and is not retried; ask for the upgrade from there`,
    );
  if (hasChangedNothing(operation))
    throw new WrongState(`operation ${operationId} has changed nothing; ask for it again`);
  if (state !== "degraded" && state !== "running")
    throw new WrongState(`cluster ${clusterId} is ${state}, not degraded`);
};

/** One whose snapshot may be kept, and whose machines may have gone: there is only the way on. @throws WrongState */
const mayGoToSleep = ({ operationId, status }: OperationRecord, { clusterId, state }: ClusterRecord): void => {
  if (status !== "failed") throw new WrongState(`operation ${operationId} has gone back all the way; ask for it again`);
  if (state !== "failed") throw new WrongState(`cluster ${clusterId} is ${state}, not failed`);
};

/** What the operation before has come to, where that matters to the one that repeats it. */
const carriedOn = (
  { kind, upgrade, backup, restoreFrom, clusterStateBefore }: OperationRecord,
  { state, hibernatedFrom }: ClusterRecord,
): Pick<OperationRecord, "upgrade" | "backup" | "restoreFrom" | "clusterStateBefore"> => {
  if (restoreFrom) return { restoreFrom, clusterStateBefore: state };
  if (upgrade) {
    const { stepsBefore: _, ...carried } = withHop(upgrade, "running", "");
    return { upgrade: { ...carried, steps: 0 }, clusterStateBefore: state };
  }
  if (kind !== "cluster.hibernate" || !backup) return { clusterStateBefore: state };
  const isProven = hibernatedFrom?.backupId === backup.backupId;
  return { backup: { ...backup, isProven }, ...(clusterStateBefore ? { clusterStateBefore } : {}) };
};

/** @throws WrongState, DeletionProtected, NotFound */
const mayBeRetried = (operation: OperationRecord, cluster: ClusterRecord): void => {
  const { operationId, kind, status, generation, change, member, backup, revocation, upgrade } = operation;
  const { clusterId, state, activeOperation } = cluster;
  const goesOn = upgrade !== undefined || kind === "cluster.hibernate";
  if (!isOver(status)) {
    const once = goesOn ? "failed" : operationCan.retry.join(" or ");
    throw new WrongState(
      `operation ${operationId} is not over: ${status}; it can be retried once it is ${once}`,
      operationId,
    );
  }
  if (status === "succeeded") throw new WrongState(`operation ${operationId} has succeeded`);
  // Its group is as it was, or says what to do: the call itself is the way to ask again, under what holds now.
  if (!goesOn && (change || member || backup || revocation))
    throw new WrongState(`a ${kind} is not retried; ask for ${backup ? "it" : "the same change"} again`);
  if (activeOperation !== undefined)
    throw new WrongState(`cluster ${clusterId} is held by operation ${activeOperation}`, activeOperation);
  if (generation !== cluster.generation)
    throw new WrongState(`another operation has been at cluster ${clusterId} since; only the last one can be retried`);
  if (kind === "cluster.delete") mayBeDeleted(cluster, undefined);
  else if (upgrade) mayGoOn(operation, cluster);
  else if (kind === "cluster.hibernate") mayGoToSleep(operation, cluster);
  else if (state !== "failed") throw new WrongState(`cluster ${clusterId} is ${state}, not failed`);
};

const whileRetried = ({ kind, upgrade }: OperationRecord): ClusterRecord["state"] => {
  if (kind === "cluster.delete") return "deleting";
  if (kind === "cluster.hibernate") return "hibernating";
  return upgrade ? "updating" : "pending";
};

/**
 * Asks for the same once more, as a new operation. Its stages find what an earlier one has left and go on from there.
 * @throws NotFound, WrongState when it cannot be retried, DeletionProtected, IdempotencyKeyReused, Conflict
 */
export const retryOperation = async (
  { caller, params, idempotencyKey }: Call<undefined, { operationId: string }>,
  ports: WritePorts,
): Promise<Operation> => {
  const now = ports.clock.now();
  const operationId = newOperationId();
  const request = requestOf(caller, idempotencyKey, { route: "operationRetry", of: params, operationId, now });
  const operation = await once(request, ports, async () => {
    const before = await ports.state.operation(caller.tenantId, params.operationId);
    const cluster = await ports.state.cluster(caller.tenantId, before.clusterId);
    mayBeRetried(before, cluster);
    const { tenantId, clusterId, clusterName, kind } = before;
    const operation: OperationRecord = {
      ...{ tenantId, operationId, clusterId, clusterName, kind },
      status: "pending",
      generation: cluster.generation + 1,
      stages: newStages(kind, before.restoreFrom),
      ...carriedOn(before, cluster),
      retryOf: before.operationId,
      requestedBy: caller.subject,
      createdAt: now,
    };
    const state = whileRetried(before);
    await ports.state.beginOperation({ cluster, state, operation, request });
    return operation;
  });
  return operationView(operation);
};
