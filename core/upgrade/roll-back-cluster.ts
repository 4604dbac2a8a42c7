import type { Operation } from "#contract/operations.ts";
import type { RollBackCluster, UpgradePlan } from "#contract/upgrades.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { backupIdOf, newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { OperationRecord } from "#core/records.ts";
import { mayRollBack } from "./may-roll-back.ts";
import { planBetween, type UpgradePlanPorts } from "./plan-upgrade.ts";

type RollBackCall = Call<RollBackCluster, { clusterId: string }, { validateOnly?: "true" | "false" | undefined }>;

/**
 * Begins the way back of an upgrade that is over: the loop of an upgrade, with the version before as its target. One transaction writes the
 * operation, which holds the cluster, the request, and that the service is not to begin the upgrade again by itself for a week.
 */
const rollBackCluster = async (
  { caller, params: { clusterId }, body, idempotencyKey }: RollBackCall,
  ports: WritePorts,
): Promise<Operation> => {
  const { tenantId, subject } = caller;
  const now = ports.clock.now();
  const operationId = newOperationId();
  const request = requestOf(caller, idempotencyKey, {
    ...{ route: "clusterRollback", of: { clusterId, ...body }, operationId, now },
  });
  const operation = await once(request, ports, async () => {
    const cluster = await ports.state.cluster(tenantId, clusterId);
    const nodes = (await ports.state.nodes(tenantId, clusterId)).items.filter((node) => !isKept(node));
    const { from, to } = mayRollBack(cluster, nodes, now);
    const operation: OperationRecord = {
      ...{ tenantId, operationId, clusterId, clusterName: cluster.name, kind: "cluster.rollback" },
      status: "pending",
      generation: cluster.generation + 1,
      clusterStateBefore: cluster.state,
      stages: newStages("cluster.rollback"),
      upgrade: { from, to, force: body.force, steps: 0, machines: { done: 0, total: nodes.length }, short: {} },
      backup: { backupId: backupIdOf(operationId), reason: "upgrade" },
      requestedBy: subject,
      createdAt: now,
    };
    const upgradeTried = { version: from, at: now, operationId };
    await ports.state.beginOperation({ cluster, state: "updating", operation, request, upgradeTried });
    return operation;
  });
  return operationView(operation);
};

/** With `validateOnly` the plan, else the operation that carries it out. @throws NotFound, WrongState naming why not, IdempotencyKeyReused */
export const rollBackOrPlan = (
  call: RollBackCall,
  ports: WritePorts & UpgradePlanPorts,
): Promise<Operation | UpgradePlan> =>
  call.query.validateOnly === "true"
    ? planBetween(call, ports, {
        kind: "cluster.rollback",
        decide: (cluster, nodes) => {
          const { from, to } = mayRollBack(cluster, nodes, ports.clock.now());
          return { from, path: [to] };
        },
      })
    : rollBackCluster(call, ports);
