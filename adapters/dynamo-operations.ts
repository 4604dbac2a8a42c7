import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { isOver } from "#contract/states.ts";
import { AlreadyExists, Conflict, Superseded, TemporaryFailure } from "#core/errors.ts";
import { cancelAsked, operationAsked, operationEnded } from "#core/events/new-events.ts";
import { endedStages } from "#core/operations/noted-stage.ts";
import { hasBegun, isPast } from "#core/operations/runs.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import { tooManyClusters, tooManyMachines } from "#core/quotas/limits.ts";
import type { ClusterRecord, OperationRecord, RequestRecord } from "#core/records.ts";
import { cancelled } from "./dynamo-cancel.ts";
import { writeEvent } from "./dynamo-events.ts";
import { clusterOperationsKey, keptSeconds, keys, livingKey, openKey, record, startsWith } from "./dynamo-keys.ts";
import { deleteItems, endGroup, putGroup } from "./dynamo-node-groups.ts";
import { count, giveBack } from "./dynamo-quotas.ts";
import { inRun } from "./dynamo-runs.ts";
import { type Guarded, transact } from "./dynamo-transaction.ts";

/** The three transactions that begin and end operations: here the lock on a cluster is taken and given back. */

const put = (
  table: string,
  item: { pk: string; sk: string; [more: string]: unknown },
  otherwise: () => Error,
): Guarded => ({
  write: { Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" } },
  otherwise,
});

const clusterItem = (cluster: ClusterRecord) => ({
  ...keys.cluster(cluster.tenantId, cluster.clusterId),
  ...(cluster.state === "deleted" ? {} : { gsi1pk: livingKey, gsi1sk: cluster.clusterId }),
  ...cluster,
});

const operationItem = (operation: OperationRecord) => ({
  ...keys.operation(operation.tenantId, operation.operationId),
  gsi1pk: openKey,
  gsi1sk: operation.operationId,
  gsi2pk: clusterOperationsKey(operation.tenantId, operation.clusterId),
  gsi2sk: operation.operationId,
  ...operation,
});

const requestItem = (request: RequestRecord) => ({ ...keys.request(request.tenantId, request.key), ...request });

const countMachines = (table: string, tenantId: string, by: number, machineLimit: number): Guarded[] =>
  by === 0
    ? []
    : [
        count(table, keys.machineQuota(tenantId), { by, limit: machineLimit }, () =>
          tooManyMachines(by, { machineLimit }),
        ),
      ];

const repeated = (): Conflict => new Conflict("the same request is being carried out");

export const create = async (
  client: DynamoDBDocumentClient,
  table: string,
  { cluster, nodeGroups, operation, request, clusterLimit, machineLimit }: Parameters<State["createCluster"]>[0],
): Promise<void> => {
  const { tenantId, clusterId, name, machines = 0 } = cluster;
  await transact(client, [
    // First, so that a repeat is known as a repeat, and not as a taken name.
    put(table, requestItem(request), repeated),
    put(
      table,
      { ...keys.name(tenantId, name), clusterId },
      () => new AlreadyExists(`there is a cluster '${name}' already`),
    ),
    count(table, keys.clusterQuota(tenantId), { by: 1, limit: clusterLimit }, () => tooManyClusters({ clusterLimit })),
    ...countMachines(table, tenantId, machines, machineLimit),
    put(table, clusterItem(cluster), repeated),
    put(table, operationItem(operation), repeated),
    writeEvent(table, operationAsked(operation)),
    ...nodeGroups.map((group) =>
      put(table, { ...keys.group(tenantId, clusterId, group.nodeGroupId), ...group }, repeated),
    ),
  ]);
};

export const begin = async (
  client: DynamoDBDocumentClient,
  table: string,
  {
    cluster,
    state,
    operation,
    request,
    nodeGroup,
    machines,
    membersRepairedAt: repaired,
    hibernationAskedAt: asked,
    upgradeTried: tried,
  }: Parameters<State["beginOperation"]>[0],
): Promise<void> =>
  transact(client, [
    put(table, requestItem(request), repeated),
    {
      write: {
        Update: {
          TableName: table,
          Key: keys.cluster(cluster.tenantId, cluster.clusterId),
          UpdateExpression: `SET #state = :state, activeOperation = :operation, generation = :generation, rev = rev + :one, updatedAt = :at${machines ? ", machines = :machines" : ""}${repaired ? ", membersRepairedAt = :repaired" : ""}${asked === undefined ? "" : ", hibernationAskedAt = :asked"}${tried ? ", upgradeTried = :tried" : ""}`,
          ConditionExpression: "rev = :rev AND attribute_not_exists(activeOperation)",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ":state": state,
            ":operation": operation.operationId,
            ":generation": operation.generation,
            ":one": 1,
            ":rev": cluster.rev,
            ":at": operation.createdAt,
            ...(machines ? { ":machines": machines.wanted } : {}),
            ...(repaired ? { ":repaired": repaired } : {}),
            ...(asked === undefined ? {} : { ":asked": asked }),
            ...(tried ? { ":tried": tried } : {}),
          },
        },
      },
      otherwise: () => new Conflict(`cluster ${cluster.clusterId} has changed since it was read`),
    },
    put(table, operationItem(operation), repeated),
    ...(nodeGroup ? [putGroup(table, nodeGroup)] : []),
    writeEvent(table, operationAsked(operation)),
    ...(machines
      ? countMachines(table, cluster.tenantId, machines.wanted - (cluster.machines ?? 0), machines.limit)
      : []),
  ]);

const partsOf = async (client: DynamoDBDocumentClient, table: string, tenantId: string, prefix: string) => {
  const found: { pk: string; sk: string }[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: startsWith.condition,
        ExpressionAttributeValues: startsWith.values(tenantId, prefix),
        ProjectionExpression: "pk, sk",
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    found.push(...((Items ?? []) as { pk: string; sk: string }[]));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
};

/** Of a cluster that is no more its nodes and node groups; of one that was not made its nodes: whatever is made next makes its own. */
const forgottenParts = (
  { kind }: OperationRecord,
  { status, clusterState }: Parameters<State["finishOperation"]>[1],
): string[] => {
  if (clusterState === "deleted") return ["NODE", "GROUP"];
  return kind === "cluster.create" && status !== "succeeded" ? ["NODE"] : [];
};

const forgetParts = async (
  client: DynamoDBDocumentClient,
  table: string,
  { tenantId, clusterId }: StageInput,
  kinds: string[],
): Promise<void> => {
  const found = await Promise.all(kinds.map((kind) => partsOf(client, table, tenantId, `${kind}#${clusterId}#`)));
  await deleteItems(client, table, found.flat());
};

/** How many machines an operation that ends counts no more. */
const fewerMachines = (
  { machines = 0 }: ClusterRecord,
  end: Pick<Parameters<State["finishOperation"]>[1], "machines">,
): number => Math.max(machines - (end.machines ?? machines), 0);

export const finish = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  end: Parameters<State["finishOperation"]>[1],
): Promise<void> => {
  const { status, clusterState, nodeGroupState, nodeGroup, cancelledBy, error, receipt, at } = end;
  const { tenantId, clusterId, operationId } = input;
  const read = async (Key: { pk: string; sk: string }) =>
    (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  const [operationNow, clusterNow] = await Promise.all([
    read(keys.operation(tenantId, operationId)),
    read(keys.cluster(tenantId, clusterId)),
  ]);
  const superseded = () => new Superseded(`operation ${operationId} no longer holds cluster ${clusterId}`);
  if (!operationNow || !clusterNow) throw superseded();
  const operation = record<OperationRecord>(operationNow);
  const cluster = record<ClusterRecord>(clusterNow);
  const gone = clusterState === "deleted";
  const forgotten = forgottenParts(operation, end);
  if (isOver(operation.status)) {
    if (operation.status !== status) throw superseded();
    return forgetParts(client, table, input, forgotten);
  }
  if (cluster.activeOperation !== operationId || isPast(operation, input)) throw superseded();
  if (status === "succeeded" && operation.cancelAsked) throw cancelled(operation.cancelAsked);
  if (cancelledBy !== undefined && hasBegun(operation)) throw new Conflict(`operation ${operationId} has begun`);
  const same = inRun(operation.run);
  const expiresAt = Math.floor(Date.parse(at) / 1000) + keptSeconds;
  // What was to stop is over instead.
  const { pause: _, ...asItWas } = operation;
  const ended: OperationRecord = {
    ...asItWas,
    status,
    stages: endedStages(operation.stages, status === "succeeded", at),
    endedAt: at,
    ...(error ? { error } : {}),
    ...(receipt ? { receipt } : {}),
    ...(end.upgrade ? { upgrade: end.upgrade } : {}),
    ...(cancelledBy === undefined ? {} : { cancelAsked: { by: cancelledBy, at } }),
  };
  const { activeOperation: __, ...free } = cluster;
  const machinesGone = gone ? 0 : fewerMachines(cluster, end);
  const clusterAfter: ClusterRecord = {
    ...free,
    ...(end.access ? { access: end.access } : {}),
    ...(machinesGone > 0 ? { machines: (cluster.machines ?? 0) - machinesGone } : {}),
    state: clusterState,
    rev: cluster.rev + 1,
    updatedAt: at,
  };
  const { gsi1pk: _1, gsi1sk: _2, ...closed } = operationItem(ended);
  const groups =
    gone || nodeGroupState === undefined ? [] : await partsOf(client, table, tenantId, `GROUP#${clusterId}#`);
  await transact(client, [
    {
      write: {
        Put: {
          TableName: table,
          Item: { ...clusterItem(clusterAfter), ...(gone ? { expiresAt } : {}) },
          ConditionExpression: "activeOperation = :operation AND rev = :rev",
          ExpressionAttributeValues: { ":operation": operationId, ":rev": cluster.rev },
        },
      },
      otherwise: () => new TemporaryFailure(`cluster ${clusterId} has changed while its operation was ending`),
    },
    {
      write: {
        Put: {
          TableName: table,
          Item: { ...closed, expiresAt },
          // What is written was read: neither a stage that begins nor a cancel in between may be overwritten.
          ConditionExpression: `#status = :before AND attribute_${operation.cancelAsked ? "" : "not_"}exists(cancelAsked) AND ${same.condition}`,
          ExpressionAttributeNames: { "#status": "status", "#run": "run" },
          ExpressionAttributeValues: { ":before": operation.status, ...same.values },
        },
      },
      otherwise: () => new TemporaryFailure(`operation ${operationId} has changed while it was ending`),
    },
    ...(cancelledBy === undefined ? [] : [writeEvent(table, cancelAsked(operation, { by: cancelledBy, at }))]),
    writeEvent(table, operationEnded(ended, at)),
    ...groups.map(
      (Key): Guarded => ({
        write: {
          Update: {
            TableName: table,
            Key,
            UpdateExpression: "SET #state = :state",
            ExpressionAttributeNames: { "#state": "state" },
            ExpressionAttributeValues: { ":state": nodeGroupState },
          },
        },
        otherwise: superseded,
      }),
    ),
    ...(nodeGroup ? [endGroup(table, input, nodeGroup)] : []),
    ...(gone
      ? [
          { write: { Delete: { TableName: table, Key: keys.name(tenantId, cluster.name) } }, otherwise: superseded },
          ...giveBack(table, tenantId, { clusters: 1, machines: cluster.machines }),
        ]
      : giveBack(table, tenantId, { machines: machinesGone })),
  ]);
  await forgetParts(client, table, input, forgotten);
};
