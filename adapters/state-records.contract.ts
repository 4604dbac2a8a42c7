import { randomUUID } from "node:crypto";
import { NodeGroupSpec } from "#contract/node-groups.ts";
import { newClusterId, newNodeGroupId, newOperationId } from "#core/clusters/ids.ts";
import { newEventId } from "#core/events/event-id.ts";
import type { EventRecord } from "#core/events/event-record.ts";
import { newStages } from "#core/operations/stages.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import type { ClusterRecord, NodeRecord, OperationRecord, RequestRecord } from "#core/records.ts";

export const at = "2026-01-01T00:00:00.000Z";
export const later = "2026-01-01T00:01:00.000Z";

/** A tenant that nobody has used. */
export const newTenant = (): string => `tenant-${randomUUID()}`;

export const newRequest = (operation: OperationRecord): RequestRecord => ({
  tenantId: operation.tenantId,
  key: `key-${randomUUID()}`,
  fingerprint: "00",
  operationId: operation.operationId,
  expiresAt: Math.floor(Date.now() / 1000) + 3600,
});

/** What createCluster is given for a new cluster. */
export const newMade = (tenantId: string, name = "one", clusterLimit = 20): Parameters<State["createCluster"]>[0] => {
  const clusterId = newClusterId();
  const operation: OperationRecord = {
    tenantId,
    operationId: newOperationId(),
    clusterId,
    clusterName: name,
    kind: "cluster.create",
    status: "pending",
    generation: 1,
    stages: newStages("cluster.create"),
    requestedBy: "ada",
    createdAt: at,
  };
  const cluster: ClusterRecord = {
    tenantId,
    clusterId,
    name,
    spec: {
      version: "v1.37.2",
      labels: { team: "blue" },
      network: {
        cidr: "10.0.0.0/16",
        podCidr: "10.244.0.0/16",
        serviceCidr: "10.96.0.0/16",
        apiAccessCidrs: ["0.0.0.0/0"],
      },
      controlPlane: { machines: 3, machineType: "t3.large", etcdDiskGiB: 20 },
      deletionProtection: false,
    },
    state: "pending",
    conditions: [],
    resources: {},
    machines: 6,
    activeOperation: operation.operationId,
    generation: 1,
    rev: 1,
    createdAt: at,
    updatedAt: at,
  };
  const group = {
    tenantId,
    clusterId,
    nodeGroupId: newNodeGroupId(),
    spec: NodeGroupSpec.parse({ name: "default" }),
    state: "pending" as const,
    template: 1,
    rev: 1,
  };
  return { cluster, nodeGroups: [group], operation, request: newRequest(operation), clusterLimit, machineLimit: 500 };
};

export const inputOf = ({ tenantId, clusterId, operationId }: OperationRecord): StageInput => ({
  tenantId,
  clusterId,
  operationId,
});

export const deletionOf = (cluster: ClusterRecord): OperationRecord => ({
  tenantId: cluster.tenantId,
  operationId: newOperationId(),
  clusterId: cluster.clusterId,
  clusterName: cluster.name,
  kind: "cluster.delete",
  status: "pending",
  generation: cluster.generation + 1,
  stages: newStages("cluster.delete"),
  requestedBy: "ada",
  createdAt: at,
});

export const newEvent = ({ tenantId, clusterId, name }: ClusterRecord, when: string): EventRecord => ({
  tenantId,
  eventId: newEventId(when),
  at: when,
  kind: "credentials.issued",
  clusterId,
  clusterName: name,
  who: "eve",
  message: "for viewers",
});

export const newNode = ({ tenantId, clusterId }: ClusterRecord, nodeId: string): NodeRecord => ({
  tenantId,
  clusterId,
  nodeId,
  role: "worker",
  zone: "us-east-1a",
  machineType: "t3.large",
  address: "10.0.64.4",
  version: "v1.37.2",
  state: "launching",
  createdAt: at,
});

const ended = {
  running: { status: "succeeded", clusterState: "running", nodeGroupState: "running" },
  failed: { status: "failed", clusterState: "failed", nodeGroupState: "failed" },
  deleted: { status: "succeeded", clusterState: "deleted", nodeGroupState: "deleted" },
} as const;

/** How an operation ends, by what becomes of its cluster. */
export const end = (outcome: keyof typeof ended): Parameters<State["finishOperation"]>[1] => ({
  ...ended[outcome],
  at: later,
});
