import type { Operation, UpgradeReason } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { backupIdOf, newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { ClusterRecord, NodeRecord, OperationRecord, Upgrade } from "#core/records.ts";

interface VersionChange {
  kind: "cluster.upgrade" | "cluster.rollback" | "keys.rotate";
  route: "clusterUpgrade" | "clusterRollback" | "clusterKeysRotate";
  /** From where to where, once the cluster is seen. @param nodes that are in service */
  decide(
    cluster: ClusterRecord,
    nodes: readonly NodeRecord[],
    now: string,
  ): Pick<Upgrade, "from" | "to" | "hops" | "until" | "keys">;
  /** Which version the service is not to begin by itself again for a week. */
  tried?(versions: Pick<Upgrade, "from" | "to">): string;
  /** Where nobody has asked for it. */
  reason?: UpgradeReason;
}

/**
 * Begins to bring a cluster to another version, or to other keys: one transaction writes the operation, which holds the cluster, the request, and what was
 * tried.
 * @throws Conflict, IdempotencyKeyReused, and what the decision throws
 */
export const beginVersionChange = async (
  { caller, params: { clusterId }, body, idempotencyKey }: Call<{ force: string[] }, { clusterId: string }, unknown>,
  ports: WritePorts,
  { kind, route, decide, tried, reason }: VersionChange,
): Promise<Operation> => {
  const { tenantId, subject } = caller;
  const now = ports.clock.now();
  const operationId = newOperationId();
  const request = requestOf(caller, idempotencyKey, { route, of: { clusterId, ...body }, operationId, now });
  const operation = await once(request, ports, async () => {
    const cluster = await ports.state.cluster(tenantId, clusterId);
    const nodes = (await ports.state.nodes(tenantId, clusterId)).items.filter((node) => !isKept(node));
    const versions = decide(cluster, nodes, now);
    const operation: OperationRecord = {
      ...{ tenantId, operationId, clusterId, clusterName: cluster.name, kind },
      status: "pending",
      generation: cluster.generation + 1,
      clusterStateBefore: cluster.state,
      stages: newStages(kind),
      upgrade: { ...versions, force: body.force, steps: 0, machines: { done: 0, total: nodes.length }, short: {} },
      // Keys are not in etcd: nothing of it is written otherwise by those that come.
      ...(versions.keys ? {} : { backup: { backupId: backupIdOf(operationId), reason: "upgrade" as const } }),
      ...(reason ? { reason } : {}),
      requestedBy: subject,
      createdAt: now,
    };
    await ports.state.beginOperation({
      ...{ cluster, state: "updating", operation, request },
      ...(tried ? { upgradeTried: { version: tried(versions), at: now, operationId } } : {}),
    });
    return operation;
  });
  return operationView(operation);
};
