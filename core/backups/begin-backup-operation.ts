import type { Operation, OperationKind } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { WrongState } from "#core/errors.ts";
import { mayBeChanged } from "#core/nodes/begin-change.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { BackupChange, ClusterRecord, OperationRecord } from "#core/records.ts";
import { halfText, isHalfUpgraded } from "#core/upgrade/is-half-upgraded.ts";

interface Begun {
  kind: Extract<OperationKind, "backup.create" | "backup.drill" | "cluster.restore">;
  route: "backupCreate" | "backupDrill" | "clusterRestore";
  /** All that the caller said; a repeat says the same. */
  of: unknown;
  /** May refuse. */
  decide(cluster: ClusterRecord, operationId: string): BackupChange | Promise<BackupChange>;
}

/**
 * Begins an operation that takes a backup, drills one or restores one: it holds the cluster, so that no member comes or goes meanwhile.
 * @throws NotFound, WrongState, Conflict, IdempotencyKeyReused, and what the decision throws
 */
export const beginBackupOperation = async (
  { caller, params: { clusterId }, idempotencyKey }: Call<unknown, { clusterId: string }, unknown>,
  ports: WritePorts,
  { kind, route, of, decide }: Begun,
): Promise<Operation> => {
  const { tenantId, subject } = caller;
  const now = ports.clock.now();
  const operationId = newOperationId();
  const request = requestOf(caller, idempotencyKey, { route, of, operationId, now });
  const operation = await once(request, ports, async () => {
    const cluster = await ports.state.cluster(tenantId, clusterId);
    mayBeChanged(cluster, route);
    // What is written then may be of either version, and would not be read by the other one.
    const { items: nodes } = await ports.state.nodes(tenantId, clusterId);
    if (isHalfUpgraded(cluster, nodes)) throw new WrongState(halfText(cluster, nodes));
    const operation: OperationRecord = {
      ...{ tenantId, operationId, clusterId, clusterName: cluster.name, kind },
      status: "pending",
      generation: cluster.generation + 1,
      clusterStateBefore: cluster.state,
      stages: newStages(kind),
      backup: await decide(cluster, operationId),
      requestedBy: subject,
      createdAt: now,
    };
    // Only a restore changes the cluster.
    const state = kind === "cluster.restore" ? "updating" : cluster.state;
    await ports.state.beginOperation({ cluster, state, operation, request });
    return operation;
  });
  return operationView(operation);
};
