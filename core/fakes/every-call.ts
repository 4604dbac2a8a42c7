import { CreateCluster } from "#contract/clusters.ts";
import { NodeGroupSpec, UpdateNodeGroup } from "#contract/node-groups.ts";
import type { routes } from "#contract/routes.ts";
import type { BackupRecord } from "#core/backups/backup-record.ts";
import { createBackup } from "#core/backups/create-backup.ts";
import { drillBackup } from "#core/backups/drill-backup.ts";
import { type BackupPorts, deleteBackup, listBackups, viewBackup } from "#core/backups/read-backups.ts";
import { restoreCluster } from "#core/backups/restore-cluster.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { billingEstimate } from "#core/billing/estimate.ts";
import { billingFocus } from "#core/billing/focus-rows.ts";
import { type BillingPorts, billingCharges, clusterCharges, clusterUsage } from "#core/billing/read-charges.ts";
import { billingStatements, clusterBudget, clusterStatements } from "#core/billing/read-statements.ts";
import { billingReconcile } from "#core/billing/reconcile-bill.ts";
import { billingStatement } from "#core/billing/tenant-statement.ts";
import { clusterCredentials } from "#core/clusters/cluster-credentials.ts";
import type { CredentialPorts } from "#core/clusters/command.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { listClusters, listNodes, viewCluster } from "#core/clusters/read-clusters.ts";
import { revokeCredentials } from "#core/clusters/revoke-credentials.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import { clusterEvents, listEvents } from "#core/events/read-events.ts";
import { hibernateOrPlan, wakeOrPlan } from "#core/hibernation/switch-or-plan.ts";
import { rotateKeysOrPlan } from "#core/keys/rotate-keys.ts";
import { createNodeGroup } from "#core/node-groups/create-node-group.ts";
import { deleteNodeGroup } from "#core/node-groups/delete-node-group.ts";
import { listNodeGroups, viewNodeGroup } from "#core/node-groups/read-node-groups.ts";
import { rollNodeGroup } from "#core/node-groups/roll-node-group.ts";
import { updateNodeGroup } from "#core/node-groups/update-node-group.ts";
import { drainNode, removeNode, replaceNode } from "#core/nodes/change-node.ts";
import { type ViewNodePorts, viewNode } from "#core/nodes/view-node.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { pauseOperation, resumeOperation } from "#core/operations/pause-operation.ts";
import { listOperations, viewOperation } from "#core/operations/read-operations.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import type { Snapshots } from "#core/ports/backups.ts";
import type { Bills } from "#core/ports/bills.ts";
import { listQuotas } from "#core/quotas/list-quotas.ts";
import { rollBackOrPlan } from "#core/upgrade/roll-back-cluster.ts";
import { upgradeCluster } from "#core/upgrade/upgrade-cluster.ts";
import { ada, callOf, type FakeRulePorts } from "./calls.ts";

export type CallPorts = FakeRulePorts &
  CredentialPorts &
  BillingPorts &
  ViewNodePorts &
  BackupPorts & { bills: Bills; snapshots: Snapshots; backupRecords: Map<string, BackupRecord> };
export const emptyCall = (tenantId: string, key: string | undefined) => ({
  ...callOf({ caller: { ...ada, tenantId }, idempotencyKey: key }),
  body: undefined,
});

/** Any things that were ever made, whoever's they are. */
export interface Picked {
  clusterId: string;
  operationId: string;
  onGroup: { clusterId: string; nodeGroupId: string };
  onNode: { clusterId: string; nodeId: string };
  onBackup: { clusterId: string; backupId: string };
  name: string;
  pick: number;
}
type Verb = (call: ReturnType<typeof emptyCall>, picked: Picked, ports: CallPorts) => Promise<unknown>;

const query = { pageSize: 2 };
const body = { force: false };
const currency = "USD";
const page = { pageSize: 500 };
/** What is the same for every tenant. */
type Catalog = "catalogVersions" | "catalogMachineTypes" | "catalogZones";

/** Every call of the API; one that is missing is a fault of types. */
export const verbs: Record<Exclude<keyof typeof routes, Catalog>, Verb> = {
  clusterCreate: (call, { name, pick, onBackup }, ports) => {
    const body = CreateCluster.parse({ name, version: "1.36" });
    const create = pick % 4 === 0 ? planCluster : createCluster;
    return create({ ...call, body: pick % 3 === 0 ? { ...body, restoreFrom: onBackup } : body }, ports);
  },
  clusterList: (call, _, ports) => listClusters({ ...call, query }, ports),
  clusterView: (call, { clusterId }, ports) => viewCluster({ ...call, params: { clusterId } }, ports),
  clusterUpdate: (call, { clusterId, name }, ports) =>
    updateCluster({ ...call, body: { labels: { by: name } }, params: { clusterId } }, ports),
  clusterUpgrade: (call, { clusterId }, ports) =>
    upgradeCluster({ ...call, body: { version: "1.37", chain: false, force: [] }, params: { clusterId } }, ports),
  clusterKeysRotate: (call, { clusterId }, ports) =>
    rotateKeysOrPlan({ ...call, query: {}, body: { phase: "add", force: [] }, params: { clusterId } }, ports),
  clusterRollback: (call, { clusterId }, ports) =>
    rollBackOrPlan({ ...call, query: {}, body: { force: [] }, params: { clusterId } }, ports),
  clusterHibernate: (call, { clusterId }, ports) =>
    hibernateOrPlan({ ...call, query: {}, params: { clusterId } }, ports),
  clusterWake: (call, { clusterId }, ports) => wakeOrPlan({ ...call, query: {}, params: { clusterId } }, ports),
  clusterDelete: (call, { clusterId }, ports) => deleteCluster({ ...call, params: { clusterId } }, ports),
  clusterCredentials: (call, { clusterId }, ports) => clusterCredentials({ ...call, params: { clusterId } }, ports),
  clusterCredentialsRevoke: (call, { clusterId }, ports) =>
    revokeCredentials({ ...call, body: { roles: ["viewer"] }, params: { clusterId } }, ports),
  clusterEvents: (call, { clusterId }, ports) => clusterEvents({ ...call, params: { clusterId }, query }, ports),
  nodeList: (call, { clusterId }, ports) => listNodes({ ...call, params: { clusterId }, query }, ports),
  nodeView: (call, { onNode }, ports) => viewNode({ ...call, params: onNode }, ports),
  nodeDrain: (call, { onNode }, ports) => drainNode({ ...call, params: onNode, body }, ports),
  nodeReplace: (call, { onNode }, ports) => replaceNode({ ...call, params: onNode, body }, ports),
  nodeRemove: (call, { onNode }, ports) => removeNode({ ...call, params: onNode, body }, ports),
  nodeGroupCreate: (call, { clusterId, name }, ports) =>
    createNodeGroup({ ...call, body: NodeGroupSpec.parse({ name }), params: { clusterId } }, ports),
  nodeGroupList: (call, { clusterId }, ports) => listNodeGroups({ ...call, params: { clusterId }, query }, ports),
  nodeGroupView: (call, { onGroup }, ports) => viewNodeGroup({ ...call, params: onGroup }, ports),
  nodeGroupUpdate: (call, { onGroup, pick }, ports) =>
    updateNodeGroup({ ...call, body: UpdateNodeGroup.parse({ size: pick % 5 }), params: onGroup }, ports),
  nodeGroupRoll: (call, { onGroup, pick }, ports) =>
    rollNodeGroup({ ...call, body: { force: false, maxSurge: 1 + (pick % 2) }, params: onGroup }, ports),
  nodeGroupDelete: (call, { onGroup }, ports) =>
    deleteNodeGroup({ ...call, params: onGroup, query: { force: "false" } }, ports),
  backupCreate: (call, { clusterId }, ports) => createBackup({ ...call, params: { clusterId } }, ports),
  backupList: (call, { onBackup: { clusterId } }, ports) =>
    listBackups({ ...call, params: { clusterId }, query }, ports),
  backupView: (call, { onBackup }, ports) => viewBackup({ ...call, params: onBackup }, ports),
  backupDelete: (call, { onBackup }, ports) => deleteBackup({ ...call, params: onBackup }, ports),
  backupDrill: (call, { onBackup }, ports) => drillBackup({ ...call, params: onBackup }, ports),
  clusterRestore: (call, { onBackup: { clusterId, backupId } }, ports) =>
    restoreCluster({ ...call, body: { backupId }, params: { clusterId } }, ports),
  eventList: (call, _, ports) => listEvents({ ...call, query }, ports),
  operationList: (call, { clusterId }, ports) => listOperations({ ...call, query: { ...query, clusterId } }, ports),
  operationView: (call, { operationId }, ports) => viewOperation({ ...call, params: { operationId } }, ports),
  operationCancel: (call, { operationId }, ports) => cancelOperation({ ...call, params: { operationId } }, ports),
  operationPause: (call, { operationId }, ports) => pauseOperation({ ...call, params: { operationId } }, ports),
  operationResume: (call, { operationId }, ports) => resumeOperation({ ...call, params: { operationId } }, ports),
  operationRetry: (call, { operationId }, ports) => retryOperation({ ...call, params: { operationId } }, ports),
  quotaList: (call, _, ports) => listQuotas(call, ports),
  clusterUsage: (call, { clusterId }, ports) =>
    clusterUsage({ ...call, params: { clusterId }, query: { by: "day", currency } }, ports),
  clusterCharges: (call, { clusterId }, ports) =>
    clusterCharges({ ...call, params: { clusterId }, query: { by: "day", currency } }, ports),
  clusterCost: (call, { clusterId }, ports) => clusterCost({ ...call, params: { clusterId } }, ports),
  clusterStatements: (call, { clusterId }, ports) =>
    clusterStatements({ ...call, params: { clusterId }, query: { currency, ...page } }, ports),
  clusterBudget: (call, { clusterId, pick }, ports) =>
    clusterBudget({ ...call, body: { monthlyMicros: pick }, params: { clusterId } }, ports),
  clusterPlan: (call, { name }, ports) => planCluster({ ...call, body: CreateCluster.parse({ name }) }, ports),
  billingEstimate: (call, { name }, ports) => billingEstimate({ ...call, body: CreateCluster.parse({ name }) }, ports),
  billingCharges: (call, _, ports) => billingCharges({ ...call, query: { currency } }, ports),
  billingStatement: (call, _, ports) => billingStatement({ ...call, query: { currency } }, ports),
  billingStatements: (call, _, ports) => billingStatements({ ...call, query: { currency, ...page } }, ports),
  billingReconcile: (call, { clusterId }, ports) => {
    const line = { resourceId: "i-1", usageType: "BoxUsage", kind: "machine" as const, unitSeconds: 1, micros: 1 };
    const at = new Date(Math.floor(Date.parse(ports.clock.now()) / 3600_000) * 3600_000).toISOString();
    const since = new Date(Date.parse(at) - 3600_000).toISOString();
    return billingReconcile({ ...call, body: { since, until: at, lines: [{ ...line, clusterId }] } }, ports);
  },
  billingFocus: (call, _, ports) => billingFocus({ ...call, query: { currency, ...page } }, ports),
};
