import type { Operation, UpgradeReason } from "#contract/operations.ts";
import type { UpgradeCluster } from "#contract/upgrades.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { backupIdOf, newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { Conflict } from "#core/errors.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { OperationRecord } from "#core/records.ts";
import { newHops } from "./hops.ts";
import { mayUpgrade } from "./may-upgrade.ts";

/** Of an upgrade that the service begins by itself. */
export interface Automatic {
  /** Revision of the cluster at which it was decided: of one that has changed since, it is decided anew. */
  rev: number;
  reason: UpgradeReason;
  /** When its window closes. */
  until: string;
}

/**
 * Begins the upgrade of a cluster: one transaction writes the operation, which holds the cluster, and the request; of one that the service
 * begins by itself also that it was tried.
 * @throws NotFound, WrongState, InvalidInput, Conflict, IdempotencyKeyReused
 */
export const upgradeCluster = async (
  { caller, params: { clusterId }, body, idempotencyKey }: Call<UpgradeCluster, { clusterId: string }, unknown>,
  ports: WritePorts,
  automatic?: Automatic,
): Promise<Operation> => {
  const { tenantId, subject } = caller;
  const now = ports.clock.now();
  const operationId = newOperationId();
  const of = { clusterId, ...body };
  const request = requestOf(caller, idempotencyKey, { route: "clusterUpgrade", of, operationId, now });
  const operation = await once(request, ports, async () => {
    const cluster = await ports.state.cluster(tenantId, clusterId);
    if (automatic && cluster.rev !== automatic.rev)
      throw new Conflict(`cluster ${clusterId} has changed since it was looked at`);
    const nodes = (await ports.state.nodes(tenantId, clusterId)).items.filter((node) => !isKept(node));
    const { from, path } = mayUpgrade(cluster, nodes, body);
    const [to = ""] = path;
    const hops = newHops(from, path, now);
    const operation: OperationRecord = {
      ...{ tenantId, operationId, clusterId, clusterName: cluster.name, kind: "cluster.upgrade" },
      status: "pending",
      generation: cluster.generation + 1,
      clusterStateBefore: cluster.state,
      stages: newStages("cluster.upgrade"),
      upgrade: {
        ...{ from, to, force: body.force, steps: 0, machines: { done: 0, total: nodes.length }, short: {} },
        ...(hops ? { hops } : {}),
        ...(automatic ? { until: automatic.until } : {}),
      },
      backup: { backupId: backupIdOf(operationId), reason: "upgrade" },
      ...(automatic ? { reason: automatic.reason } : {}),
      requestedBy: subject,
      createdAt: now,
    };
    await ports.state.beginOperation({
      ...{ cluster, state: "updating", operation, request },
      ...(automatic ? { upgradeTried: { version: to, at: now, operationId } } : {}),
    });
    return operation;
  });
  return operationView(operation);
};
