import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { CreateCluster } from "#contract/clusters.ts";
import { NodeGroupSpec, UpdateNodeGroup } from "#contract/node-groups.ts";
import type { routes } from "#contract/routes.ts";
import { isOver } from "#contract/states.ts";
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
import { isExpected } from "#core/errors.ts";
import { clusterEvents, listEvents } from "#core/events/read-events.ts";
import { ada, callOf, type FakeRulePorts } from "#core/fakes/calls.ts";
import { fakeCloud } from "#core/fakes/cloud.ts";
import { fakeBackups } from "#core/fakes/snapshots.ts";
import { fakeWorkflows } from "#core/fakes/workflows.ts";
import { hibernateOrPlan, wakeOrPlan } from "#core/hibernation/switch-or-plan.ts";
import { createNodeGroup } from "#core/node-groups/create-node-group.ts";
import { deleteNodeGroup } from "#core/node-groups/delete-node-group.ts";
import { listNodeGroups, viewNodeGroup } from "#core/node-groups/read-node-groups.ts";
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
import type { NodeRecord, OperationRecord } from "#core/records.ts";
import { rollBackOrPlan } from "#core/upgrade/roll-back-cluster.ts";
import { upgradeCluster } from "#core/upgrade/upgrade-cluster.ts";
import { clusterCredentials } from "./cluster-credentials.ts";
import type { CredentialPorts } from "./command.ts";
import { createCluster } from "./create-cluster.ts";
import { deleteCluster } from "./delete-cluster.ts";
import { planCluster } from "./plan-cluster.ts";
import { listClusters, listNodes, viewCluster } from "./read-clusters.ts";
import { revokeCredentials } from "./revoke-credentials.ts";
import { updateCluster } from "./update-cluster.ts";

type Ports = FakeRulePorts &
  CredentialPorts &
  BillingPorts &
  ViewNodePorts &
  BackupPorts & { bills: Bills; snapshots: Snapshots; backupRecords: Map<string, BackupRecord> };
type Tenant = "blue" | "red";
const emptyCall = (tenantId: string, key: string | undefined) => ({
  ...callOf({ caller: { ...ada, tenantId }, idempotencyKey: key }),
  body: undefined,
});

/** Any things that were ever made, whoever's they are. */
interface Picked {
  clusterId: string;
  operationId: string;
  onGroup: { clusterId: string; nodeGroupId: string };
  onNode: { clusterId: string; nodeId: string };
  onBackup: { clusterId: string; backupId: string };
  name: string;
  pick: number;
}
type Verb = (call: ReturnType<typeof emptyCall>, picked: Picked, ports: Ports) => Promise<unknown>;

const query = { pageSize: 2 };
const body = { force: false };
const currency = "USD";
const page = { pageSize: 500 };
/** What is the same for every tenant. */
type Catalog = "catalogVersions" | "catalogMachineTypes" | "catalogZones";

/** Every call of the API; one that is missing is a fault of types. */
const verbs: Record<Exclude<keyof typeof routes, Catalog>, Verb> = {
  clusterCreate: (call, { name, pick }, ports) =>
    (pick % 4 === 0 ? planCluster : createCluster)(
      { ...call, body: CreateCluster.parse({ name, version: "1.36" }) },
      ports,
    ),
  clusterList: (call, _, ports) => listClusters({ ...call, query }, ports),
  clusterView: (call, { clusterId }, ports) => viewCluster({ ...call, params: { clusterId } }, ports),
  clusterUpdate: (call, { clusterId, name }, ports) =>
    updateCluster({ ...call, body: { labels: { by: name } }, params: { clusterId } }, ports),
  clusterUpgrade: (call, { clusterId }, ports) =>
    upgradeCluster({ ...call, body: { version: "1.37", chain: false, force: [] }, params: { clusterId } }, ports),
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

/** A workflow that ends, as far as callers see it: machines have become nodes, and the cluster has an API. */
const finish = async (operation: OperationRecord, tenantId: string, pick: number, ports: Ports): Promise<void> => {
  const input = { ...operation, tenantId };
  const at = ports.clock.now();
  const { clusterId, operationId } = operation;
  const failed = pick % 3 === 0;
  if (operation.kind === "cluster.create" && !failed) {
    const { files } = await ports.secrets.ensureKeys(clusterId, ports.authority.newKeys);
    const resources = { certificateAuthority: files["pki/ca.crt"] ?? "" };
    await ports.state.updateCluster(input, { resources, endpoint: `https://${clusterId}:6443`, at });
    // Some have been upgraded since: by chance alone hardly one would come so far that it could be rolled back.
    const [from, to] = ["v1.36.3", "v1.37.2"] as const;
    const upgraded = { upgraded: { from, to, at, operationId }, etcdMinor: "3.6", version: to };
    if (pick % 3 === 1) await ports.state.updateCluster(input, { ...upgraded, at });
    const groups = await ports.state.nodeGroups(tenantId, clusterId);
    const { version } = (await ports.state.cluster(tenantId, clusterId)).spec;
    const node = { role: "worker", zone: "a", machineType: "t3.large", address: "10.0.0.9", version } as const;
    const nodes = groups.map(
      ({ nodeGroupId }): NodeRecord => ({
        ...{ ...node, tenantId, clusterId, operationId, nodeGroupId, createdAt: at },
        ...{ nodeId: `i-${nodeGroupId}`, state: "ready" },
      }),
    );
    await ports.state.putNodes(input, nodes);
  }
  if (operation.kind === "backup.create" && operation.backup && !failed) {
    const { version: kubernetesVersion } = (await ports.state.cluster(tenantId, clusterId)).spec;
    const { backupId, reason = "caller" } = operation.backup;
    await ports.backups.keep({
      ...{ tenantId, clusterId, backupId, reason, requestedBy: operation.requestedBy, takenAt: at, expiresAt: at },
      ...{ sizeBytes: 1, sha256: "", revision: 1, keys: 1, etcdVersion: "3.7.0", kubernetesVersion },
    });
  }
  if (operation.kind === "cluster.hibernate" && operation.backup && !failed) {
    const { backupId } = operation.backup;
    await ports.state.updateCluster(input, { hibernatedFrom: { backupId, operationId }, at });
  }
  const done = operation.kind === "cluster.hibernate" ? "hibernated" : "running";
  await ports.state.finishOperation(
    input,
    failed
      ? { status: "failed", clusterState: "failed", nodeGroupState: "failed", at }
      : { status: "succeeded", clusterState: done, nodeGroupState: done, at },
  );
};

interface Step {
  tenant: Tenant;
  verb: keyof typeof verbs | "finish";
  pick: number;
  name: string;
  key: string | undefined;
}
const makes = [
  ...(["clusterCreate", "clusterHibernate", "clusterWake", "backupCreate"] as const),
  ...Array<"finish">(4).fill("finish"),
] as const;
/** They need a backup, or an upgrade, which needs a cluster: by chance alone they come too late or too early. */
const late = [
  ...(["backupCreate", "backupDrill", "clusterRestore"] as const),
  ...(["clusterUpgrade", "operationPause", "operationResume"] as const),
] as const;
const step: fc.Arbitrary<Step> = fc.record({
  tenant: fc.constantFrom<Tenant>("blue", "red"),
  verb: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...makes) },
    { weight: 4, arbitrary: fc.constantFrom(...(Object.keys(verbs) as (keyof typeof verbs)[])) },
    { weight: 2, arbitrary: fc.constantFrom(...late) },
  ),
  pick: fc.nat(),
  name: fc.constantFrom("one", "two", "three"),
  key: fc.option(fc.constantFrom("k", "l"), { nil: undefined }),
});

const ids = ["clusterId", "operationId", "nodeGroupId", "nodeId", "backupId"];

/** All that is kept of a tenant. */
const ownedBy = ({ state: { kept }, backupRecords }: Ports, tenant: Tenant): string =>
  JSON.stringify(
    [...Object.values(kept), backupRecords].map((things: Map<string, { tenantId: string }>) =>
      [...things.values()].filter(({ tenantId }) => tenantId === tenant),
    ),
  );

const pickOf = <Thing>(things: Map<string, Thing>, pick: number): Thing | undefined =>
  [...things.values()][pick % Math.max(things.size, 1)];

const take = async ({ tenant, verb, pick, name, key }: Step, ports: Ports): Promise<unknown> => {
  const { kept } = ports.state;
  const upgrades = [...kept.operations].filter(([, { kind, status }]) => kind === "cluster.upgrade" && !isOver(status));
  const stops = verb === "operationPause" || verb === "operationResume";
  const operation = pickOf(stops ? new Map(upgrades) : kept.operations, pick);
  if (verb === "finish") {
    // One that runs, mostly: else whatever comes after it would hardly be reached.
    const open = new Map([...kept.operations].filter(([, { status }]) => !isOver(status)));
    const ends = pick % 4 === 1 ? operation : pickOf(open, pick);
    // A stage whose input may name the wrong tenant.
    return ends && finish(ends, tenant, pick, ports);
  }
  const [cluster, group, node] = [kept.clusters, kept.nodeGroups, kept.nodes].map((things) =>
    pickOf(things as Map<string, { clusterId: string; nodeGroupId?: string; nodeId?: string }>, pick),
  );
  const backup = pickOf(ports.backupRecords, pick);
  const picked: Picked = {
    ...{ name, pick, operationId: operation?.operationId ?? "op_none", clusterId: cluster?.clusterId ?? "cls_none" },
    onGroup: { clusterId: group?.clusterId ?? "cls_none", nodeGroupId: group?.nodeGroupId ?? "ng_none" },
    onNode: { clusterId: node?.clusterId ?? "cls_none", nodeId: node?.nodeId ?? "i-none" },
    onBackup: { clusterId: backup?.clusterId ?? "cls_none", backupId: backup?.backupId ?? "bkp_none" },
  };
  return verbs[verb](emptyCall(tenant, key), picked, ports);
};

const newPorts = (): Ports => {
  const { state, clock, secrets, authority, kubernetes, ledger, bills, prices, snapshots } = fakeCloud().ports;
  const backupRecords = new Map<string, BackupRecord>();
  const limits = { clusterLimit: 5, machineLimit: 500 };
  return {
    ...{ state, clock, secrets, authority, kubernetes, ledger, bills, prices, snapshots, ...limits },
    ...{ backupRecords, backups: fakeBackups(() => false, backupRecords), workflows: fakeWorkflows() },
  };
};

test("whatever a tenant calls, with whosever ids, it sees and touches its own things only", async () => {
  const succeeded = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 50, maxLength: 80 }), async (steps) => {
      const ports = newPorts();
      for (const one of steps) {
        const other = one.tenant === "blue" ? "red" : "blue";
        const before = ownedBy(ports, other);
        const foreign = [...JSON.parse(before)]
          .flat()
          .flatMap((thing: Record<string, string | undefined>) => ids.map((id) => thing[id]));
        const answer = await take(one, ports).catch((error: unknown) => {
          if (!isExpected(error)) throw error;
          // The caller named it; what an error must not tell is whether it is there, or what holds it.
          expect(
            ["WrongState", "PreconditionFailed"].includes(error.name) && foreign.includes(error.message.split(" ")[1]),
          ).toBe(false);
          return undefined;
        });
        if (answer !== undefined) succeeded.add(one.verb);
        const told = JSON.stringify(answer ?? null);
        for (const id of foreign) if (id !== undefined) expect(told.includes(id)).toBe(false);
        expect(ownedBy(ports, other)).toBe(before);
      }
    }),
    { numRuns: 400, seed: 8 },
  );
  // A call that never gets anywhere would prove nothing.
  expect(Object.keys(verbs).filter((verb) => !succeeded.has(verb))).toEqual([]);
});
