import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { backupIdOf, newOperationId } from "#core/clusters/ids.ts";
import { once, requestOf } from "#core/clusters/request.ts";
import { PreconditionFailed, WrongState } from "#core/errors.ts";
import { mayBeChanged } from "#core/nodes/begin-change.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { newStages } from "#core/operations/stages.ts";
import type { BackupChange, ClusterRecord, OperationRecord } from "#core/records.ts";
import { halfText, isHalfUpgraded } from "#core/upgrade/is-half-upgraded.ts";
import type { Switch } from "./due.ts";

export type SwitchCall = Call<undefined, { clusterId: string }, unknown>;

const ways = {
  "cluster.hibernate": { route: "clusterHibernate", state: "hibernating" },
  "cluster.wake": { route: "clusterWake", state: "waking" },
} as const satisfies Record<Switch, object>;

/** @throws NotFound, WrongState, PreconditionFailed */
export const mayBeSwitched = async (
  kind: Switch,
  cluster: ClusterRecord,
  { ifMatch }: Pick<SwitchCall, "ifMatch">,
  { state }: Pick<WritePorts, "state">,
): Promise<void> => {
  const { tenantId, clusterId, rev } = cluster;
  if (ifMatch !== undefined && ifMatch !== rev)
    throw new PreconditionFailed(`cluster ${clusterId} is at revision ${rev}, not ${ifMatch}`);
  mayBeChanged(cluster, ways[kind].route);
  if (kind !== "cluster.hibernate") return;
  // Machines come back of the one version that the cluster is of, and with its keys.
  const { items: nodes } = await state.nodes(tenantId, clusterId);
  if (isHalfUpgraded(cluster, nodes)) throw new WrongState(halfText(cluster, nodes));
};

/** The snapshot that is taken now, or the one that was. */
const backupOf = (kind: Switch, operationId: string, { clusterId, hibernatedFrom }: ClusterRecord): BackupChange => {
  if (kind === "cluster.hibernate") return { backupId: backupIdOf(operationId), reason: "hibernation" };
  if (!hibernatedFrom) throw new Error(`cluster ${clusterId} is hibernated and has nothing to wake from`);
  return { backupId: hibernatedFrom.backupId };
};

/**
 * Begins to hibernate a cluster, or to wake it. Its machines stay counted against the quota, so that there is room to wake.
 * @throws NotFound, WrongState, PreconditionFailed, Conflict, IdempotencyKeyReused
 */
export const switchCluster =
  (kind: Switch) =>
  async (call: SwitchCall, ports: WritePorts): Promise<Operation> => {
    const { caller, params, idempotencyKey } = call;
    const { tenantId, subject } = caller;
    const { clusterId } = params;
    const now = ports.clock.now();
    const operationId = newOperationId();
    const request = requestOf(caller, idempotencyKey, {
      ...{ route: ways[kind].route, of: { clusterId }, operationId, now },
    });
    const operation = await once(request, ports, async () => {
      const cluster = await ports.state.cluster(tenantId, clusterId);
      await mayBeSwitched(kind, cluster, call, ports);
      const operation: OperationRecord = {
        ...{ tenantId, operationId, clusterId, clusterName: cluster.name, kind },
        status: "pending",
        generation: cluster.generation + 1,
        clusterStateBefore: cluster.state,
        stages: newStages(kind),
        backup: backupOf(kind, operationId, cluster),
        requestedBy: subject,
        createdAt: now,
      };
      const { state } = ways[kind];
      await ports.state.beginOperation({ cluster, state, operation, request, hibernationAskedAt: now });
      return operation;
    });
    return operationView(operation);
  };
