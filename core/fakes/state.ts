import { isOver } from "#contract/states.ts";
import { specAfter } from "#core/clusters/spec-after.ts";
import { AlreadyExists, Cancelled, Conflict, InvalidInput, NotFound, Superseded } from "#core/errors.ts";
import type { EventRecord } from "#core/events/event-record.ts";
import { cancelAsked, clusterUpdated, operationAsked, operationEnded, stageFailed } from "#core/events/new-events.ts";
import { endedStages, notedStage } from "#core/operations/noted-stage.ts";
import { hasBegun } from "#core/operations/runs.ts";
import { stepOf } from "#core/operations/step-of.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import { tooManyClusters, tooManyMachines } from "#core/quotas/limits.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord, OperationRecord, RequestRecord } from "#core/records.ts";
import { newestFirst, pageOf } from "./pages.ts";
import { fakeRuns, refusePast } from "./runs.ts";

/** All that is kept, for tests to look at. */
export interface Kept {
  clusters: Map<string, ClusterRecord>;
  nodeGroups: Map<string, NodeGroupRecord>;
  nodes: Map<string, NodeRecord>;
  operations: Map<string, OperationRecord>;
  requests: Map<string, RequestRecord>;
  events: Map<string, EventRecord>;
}

/** State in memory, with the port's promises (adapters/state.contract.ts holds it to them). */
export const fakeState = (): State & { kept: Kept } => {
  const kept: Kept = {
    clusters: new Map(),
    nodeGroups: new Map(),
    nodes: new Map(),
    operations: new Map(),
    requests: new Map(),
    events: new Map(),
  };
  const tell = (event: EventRecord): void => void kept.events.set(event.eventId, structuredClone(event));
  const own = <Value extends { tenantId: string }>(value: Value | undefined, tenantId: string): Value | undefined =>
    value?.tenantId === tenantId ? value : undefined;
  const held = ({ tenantId, clusterId, operationId }: StageInput): ClusterRecord => {
    const cluster = own(kept.clusters.get(clusterId), tenantId);
    if (cluster?.activeOperation !== operationId)
      throw new Superseded(`operation ${operationId} no longer holds cluster ${clusterId}`);
    return cluster;
  };
  const aliveOf = (tenant: string): ClusterRecord[] =>
    [...kept.clusters.values()].filter(({ tenantId, state }) => tenantId === tenant && state !== "deleted");
  const used = (tenant: string): { clusters: number; machines: number } => {
    const alive = aliveOf(tenant);
    return { clusters: alive.length, machines: alive.reduce((sum, { machines = 0 }) => sum + machines, 0) };
  };
  const requestKey = (tenantId: string, key: string): string => `${tenantId} ${key}`;
  const take = (request: RequestRecord): void => {
    const key = requestKey(request.tenantId, request.key);
    if (kept.requests.has(key)) throw new Conflict("the same request is being carried out");
    kept.requests.set(key, structuredClone(request));
  };

  return {
    kept,
    ...fakeRuns(({ tenantId, operationId }) => own(kept.operations.get(operationId), tenantId), tell),

    used: async (tenantId) => used(tenantId),

    async createCluster({ cluster, nodeGroups, operation, request, clusterLimit, machineLimit }) {
      const alive = aliveOf(cluster.tenantId);
      if (kept.requests.has(requestKey(request.tenantId, request.key))) take(request);
      if (alive.some(({ name }) => name === cluster.name))
        throw new AlreadyExists(`there is a cluster '${cluster.name}' already`);
      if (alive.length >= clusterLimit) throw tooManyClusters({ clusterLimit });
      const wanted = cluster.machines ?? 0;
      if (wanted > 0 && used(cluster.tenantId).machines + wanted > machineLimit)
        throw tooManyMachines(wanted, { machineLimit });
      take(request);
      kept.clusters.set(cluster.clusterId, structuredClone(cluster));
      kept.operations.set(operation.operationId, structuredClone(operation));
      tell(operationAsked(operation));
      for (const group of nodeGroups) kept.nodeGroups.set(group.nodeGroupId, structuredClone(group));
    },

    async beginOperation({ cluster, state, operation, request, nodeGroup, machines, ...noted }) {
      if (kept.requests.has(requestKey(request.tenantId, request.key))) take(request);
      const now = own(kept.clusters.get(cluster.clusterId), cluster.tenantId);
      if (now?.rev !== cluster.rev || now.activeOperation !== undefined)
        throw new Conflict(`cluster ${cluster.clusterId} has changed since it was read`);
      const more = machines ? machines.wanted - (now.machines ?? 0) : 0;
      if (machines && more > 0 && used(now.tenantId).machines + more > machines.limit)
        throw tooManyMachines(more, { machineLimit: machines.limit });
      take(request);
      if (machines) now.machines = machines.wanted;
      Object.assign(now, {
        ...structuredClone(noted),
        state,
        activeOperation: operation.operationId,
        generation: operation.generation,
        rev: now.rev + 1,
        updatedAt: operation.createdAt,
      });
      kept.operations.set(operation.operationId, structuredClone(operation));
      if (nodeGroup) kept.nodeGroups.set(nodeGroup.nodeGroupId, structuredClone(nodeGroup));
      tell(operationAsked(operation));
    },

    request: async (tenantId, key) => structuredClone(kept.requests.get(requestKey(tenantId, key))),

    clusterNamed: async (tenantId, name) => aliveOf(tenantId).find((cluster) => cluster.name === name)?.clusterId,

    async cluster(tenantId, clusterId) {
      const found = own(kept.clusters.get(clusterId), tenantId);
      if (!found) throw new NotFound(`there is no cluster ${clusterId}`);
      return structuredClone(found);
    },

    async clusters(tenantId, { limit, after, state, labels = [] }) {
      if (after !== undefined && !own(kept.clusters.get(after), tenantId))
        throw new InvalidInput("the page token is not one of ours");
      const found = aliveOf(tenantId).filter(
        (cluster) =>
          (state === undefined || cluster.state === state) &&
          labels.every(([key, value]) => cluster.spec.labels[key] === value) &&
          (after === undefined || cluster.clusterId < after),
      );
      return pageOf(
        newestFirst(found, ({ clusterId }) => clusterId),
        ({ clusterId }) => clusterId,
        limit,
      );
    },

    async changeCluster({ tenantId, clusterId, rev }, change) {
      const now = own(kept.clusters.get(clusterId), tenantId);
      if (now?.rev !== rev) throw new Conflict(`cluster ${clusterId} has changed since it was read`);
      tell(clusterUpdated(now, change));
      now.spec = specAfter(now.spec, change);
      Object.assign(now, { rev: rev + 1, updatedAt: change.at });
      return structuredClone(now);
    },

    nodeGroups: async (tenantId, clusterId) =>
      structuredClone(
        [...kept.nodeGroups.values()].filter((group) => group.tenantId === tenantId && group.clusterId === clusterId),
      ),

    nodeGroupsBetween: async (tenantId, first, last) =>
      structuredClone(
        [...kept.nodeGroups.values()].filter(
          (group) => group.tenantId === tenantId && group.clusterId >= first && group.clusterId <= last,
        ),
      ),

    async nodes(tenantId, clusterId, { limit, after } = { limit: 10_000 }) {
      const nodes = [...kept.nodes.values()].filter((one) => one.tenantId === tenantId && one.clusterId === clusterId);
      return pageOf(
        nodes.sort((a, b) => (a.nodeId < b.nodeId ? -1 : 1)),
        ({ nodeId }) => nodeId,
        limit,
        after,
      );
    },

    async operation(tenantId, operationId) {
      const found = own(kept.operations.get(operationId), tenantId);
      if (!found) throw new NotFound(`there is no operation ${operationId}`);
      return structuredClone(found);
    },

    async operations(tenantId, { limit, after, clusterId }) {
      const found = [...kept.operations.values()].filter(
        (operation) =>
          operation.tenantId === tenantId && (clusterId === undefined || operation.clusterId === clusterId),
      );
      return pageOf(
        newestFirst(found, ({ operationId }) => operationId),
        ({ operationId }) => operationId,
        limit,
        after,
      );
    },

    async events(tenantId, { limit, after, clusterId, who, since, until }) {
      if (after !== undefined && !own(kept.events.get(after), tenantId))
        throw new InvalidInput("the page token is not one of ours");
      const found = [...kept.events.values()].filter(
        (event) =>
          event.tenantId === tenantId &&
          (clusterId === undefined || event.clusterId === clusterId) &&
          (who === undefined || event.who === who) &&
          (since === undefined || event.at >= since) &&
          (until === undefined || event.at < until) &&
          (after === undefined || event.eventId < after),
      );
      return pageOf(
        newestFirst(found, ({ eventId }) => eventId),
        ({ eventId }) => eventId,
        limit,
      );
    },
    addEvent: async (event) => tell(event),

    openOperations: async () => structuredClone([...kept.operations.values()].filter(({ status }) => !isOver(status))),

    async noteStage(input, note) {
      const { stage, status, at, message, error, operationStatus } = note;
      const operation = refusePast(own(kept.operations.get(input.operationId), input.tenantId), input);
      if (operation.cancelAsked && status === "running" && operationStatus === "running")
        throw new Cancelled(`${operation.cancelAsked.by} cancelled the operation`);
      operation.startedAt ??= at;
      if (operationStatus) operation.status = operationStatus;
      if (error) operation.error = error;
      if (status === "failed") tell(stageFailed(operation, at, stage, message ?? ""));
      operation.stages = operation.stages.map((one) => (one.name === stage ? notedStage(one, note) : one));
    },

    async noteUpgrade(input, { upgrade, begins }) {
      held(input);
      const operation = refusePast(kept.operations.get(input.operationId), input);
      Object.assign(operation, stepOf(operation, structuredClone(upgrade), structuredClone(begins)));
      for (const about of ["member", "change"] as const) if (begins && !begins[about]) delete operation[about];
    },

    async updateCluster(input, { resources, version, at, ...rest }) {
      const cluster = held(input);
      if (version !== undefined) cluster.spec.version = version;
      Object.assign(cluster.resources, structuredClone(resources));
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      Object.assign(cluster, structuredClone(Object.fromEntries(given)), { updatedAt: at, rev: cluster.rev + 1 });
    },

    async setNodeGroupState(input, nodeGroupId, state) {
      held(input);
      const group = kept.nodeGroups.get(nodeGroupId);
      if (group?.clusterId !== input.clusterId) throw new NotFound(`there is no node group ${nodeGroupId}`);
      group.state = state;
    },

    async putNodes(input, nodes) {
      held(input);
      for (const node of nodes) kept.nodes.set(node.nodeId, structuredClone(node));
    },

    async forgetNodes(input, nodeIds) {
      held(input);
      for (const nodeId of nodeIds)
        if (kept.nodes.get(nodeId)?.clusterId === input.clusterId) kept.nodes.delete(nodeId);
    },

    async finishOperation(input, end) {
      const { status, clusterState, nodeGroupState, nodeGroup, cancelledBy, error, receipt, at } = end;
      const noted = own(kept.operations.get(input.operationId), input.tenantId);
      if (noted && isOver(noted.status) && noted.status === status) return;
      const cluster = held(input);
      const operation = refusePast(noted, input);
      if (status === "succeeded" && operation.cancelAsked)
        throw new Cancelled(`${operation.cancelAsked.by} cancelled the operation`);
      if (cancelledBy !== undefined) {
        if (hasBegun(operation)) throw new Conflict(`operation ${input.operationId} has begun`);
        operation.cancelAsked = { by: cancelledBy, at };
        tell(cancelAsked(operation, operation.cancelAsked));
      }
      Object.assign(operation, { status, endedAt: at, ...(error ? { error } : {}), ...(receipt ? { receipt } : {}) });
      if (end.upgrade) operation.upgrade = structuredClone(end.upgrade);
      delete operation.pause;
      operation.stages = endedStages(operation.stages, status === "succeeded", at);
      tell(operationEnded(operation, at));
      delete cluster.activeOperation;
      Object.assign(cluster, { state: clusterState, rev: cluster.rev + 1, updatedAt: at });
      if (end.access) cluster.access = structuredClone(end.access);
      if (end.machines !== undefined && end.machines < (cluster.machines ?? 0)) cluster.machines = end.machines;
      const ours = ({ clusterId }: { clusterId: string }): boolean => clusterId === input.clusterId;
      for (const group of [...kept.nodeGroups.values()].filter(ours)) {
        if (clusterState === "deleted") kept.nodeGroups.delete(group.nodeGroupId);
        else if (nodeGroupState !== undefined) group.state = nodeGroupState;
      }
      const changed = nodeGroup && kept.nodeGroups.get(nodeGroup.nodeGroupId);
      if (changed?.clusterId === input.clusterId && nodeGroup) {
        if ("forget" in nodeGroup) kept.nodeGroups.delete(changed.nodeGroupId);
        else Object.assign(changed, { state: nodeGroup.state, rev: changed.rev + 1 }, structuredClone(nodeGroup.was));
      }
      const notMade = operation.kind === "cluster.create" && status !== "succeeded";
      if (clusterState === "deleted" || notMade)
        for (const node of [...kept.nodes.values()].filter(ours)) kept.nodes.delete(node.nodeId);
    },
  };
};
