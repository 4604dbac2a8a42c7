import type { Operation } from "#contract/operations.ts";
import { newOperationId } from "#core/clusters/ids.ts";
import { requestOf } from "#core/clusters/request.ts";
import { Conflict, NotFound } from "#core/errors.ts";
import { service } from "#core/events/new-events.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { Clock, State, Workflows } from "#core/ports/state.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";

export interface MendPorts {
  state: State;
  workflows: Workflows;
  clock: Clock;
}

const kind = "cluster.mend";

/**
 * Begins the operation that puts back what was changed by hand.
 * @param looked as it was looked at: what has been changed by an operation since is looked at anew first
 * @returns undefined when the cluster is busy, or not what it was: the next look decides again
 */
export const beginMend = async (
  { tenantId, clusterId, generation }: ClusterRecord,
  message: string,
  { state, workflows, clock }: MendPorts,
): Promise<Operation | undefined> => {
  try {
    const cluster = await state.cluster(tenantId, clusterId);
    if (cluster.activeOperation !== undefined || cluster.generation !== generation) return undefined;
    const now = clock.now();
    const operation: OperationRecord = {
      ...{ tenantId, operationId: newOperationId(), clusterId, clusterName: cluster.name, kind, status: "pending" },
      generation: generation + 1,
      clusterStateBefore: cluster.state,
      stages: newStages(kind),
      reason: { code: "DriftDetected", message },
      requestedBy: service,
      createdAt: now,
    };
    const { operationId } = operation;
    const caller = { tenantId, subject: service, role: "operator" as const };
    const request = requestOf(caller, undefined, { route: kind, of: { clusterId }, operationId, now });
    await state.beginOperation({ cluster, state: "updating", operation, request });
    await workflows.start(operation);
    return operationView(operation);
  } catch (error) {
    if (error instanceof Conflict || error instanceof NotFound) return undefined;
    throw error;
  }
};
