import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { NotFound } from "#core/errors.ts";
import { stageFailed } from "#core/events/new-events.ts";
import { notedStage } from "#core/operations/noted-stage.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import type {
  ClusterRecord,
  NodeGroupRecord,
  NodeRecord,
  OperationRecord,
  RequestRecord,
  StageRecord,
} from "#core/records.ts";
import { askCancel, refuseCancelled } from "./dynamo-cancel.ts";
import { changeCluster, listClusters } from "./dynamo-clusters.ts";
import { listEvents, writeEvent } from "./dynamo-events.ts";
import { holds, superseded } from "./dynamo-fence.ts";
import { keys, record, startsWith, tenantKey } from "./dynamo-keys.ts";
import { nodeItem } from "./dynamo-nodes.ts";
import { listOperations, openOperations } from "./dynamo-operation-lists.ts";
import { begin, create, finish } from "./dynamo-operations.ts";
import { queryPage } from "./dynamo-pages.ts";
import { readUsed } from "./dynamo-quotas.ts";
import { askPause, beginPart, inRun, pause, resume } from "./dynamo-runs.ts";
import { type Guarded, transact } from "./dynamo-transaction.ts";
import { noteUpgrade } from "./dynamo-upgrades.ts";

/** DynamoDB takes 100 writes in a transaction; one is the fence. */
const nodesAtOnce = 99;

/** The service's state in one DynamoDB table; keys are told in dynamo-keys.ts. */
export const dynamoState = (client: DynamoDBDocumentClient, table: string): State => {
  const get = async <Shape>(Key: { pk: string; sk: string }): Promise<Shape | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && record<Shape>(Item);
  };

  const fence = (input: StageInput): Guarded => holds(table, input);

  const fencedUpdate = async (
    input: StageInput,
    update: ConstructorParameters<typeof UpdateCommand>[0],
  ): Promise<void> => {
    try {
      await client.send(new UpdateCommand(update));
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw Object.assign(superseded(input), { cause: error });
      throw error;
    }
  };

  const all = async <Shape>(tenantId: string, prefix: string, last = prefix): Promise<Shape[]> => {
    // Consistent: whether a name is taken is decided by what is read here.
    const more = { ConsistentRead: true, ExpressionAttributeValues: startsWith.values(tenantId, prefix, last) };
    const { items } = await page(tenantId, prefix, { limit: 10_000 }, more);
    return items.map((item) => record<Shape>(item));
  };

  const page = (
    tenantId: string,
    prefix: string,
    { limit, after }: { limit: number; after?: string },
    more: object = {},
  ) =>
    queryPage(
      client,
      {
        TableName: table,
        KeyConditionExpression: startsWith.condition,
        ExpressionAttributeValues: startsWith.values(tenantId, prefix),
        ...more,
      },
      { limit, after, belongs: { pk: tenantKey(tenantId) }, prefix, keyNames: ["pk", "sk"] },
    );

  return {
    createCluster: (made) => create(client, table, made),
    beginOperation: (begun) => begin(client, table, begun),
    askCancel: (input, asked, beyondReturn) => askCancel(client, table, input, asked, beyondReturn),
    askPause: (input, asked) => askPause(client, table, input, asked),
    pause: (input, stopped) => pause(client, table, input, stopped, fence(input)),
    beginPart: (input, next) => beginPart(client, table, input, next, fence(input)),
    resume: (input, asked) => resume(client, table, input, asked),
    finishOperation: (input, end) => finish(client, table, input, end),

    used: (tenantId) => readUsed(client, table, tenantId),
    request: (tenantId, key) => get<RequestRecord>(keys.request(tenantId, key)),

    clusterNamed: async (tenantId, name) => (await get<{ clusterId: string }>(keys.name(tenantId, name)))?.clusterId,

    async cluster(tenantId, clusterId) {
      const found = await get<ClusterRecord>(keys.cluster(tenantId, clusterId));
      if (!found) throw new NotFound(`there is no cluster ${clusterId}`);
      return found;
    },

    clusters: (tenantId, asked) => listClusters(client, table, tenantId, asked),
    changeCluster: (cluster, change) => changeCluster(client, table, cluster, change),

    nodeGroups: (tenantId, clusterId) => all<NodeGroupRecord>(tenantId, `GROUP#${clusterId}#`),
    nodeGroupsBetween: (tenantId, first, last) => all<NodeGroupRecord>(tenantId, `GROUP#${first}#`, `GROUP#${last}#`),

    async nodes(tenantId, clusterId, asked = { limit: 10_000 }) {
      const { items, next } = await page(tenantId, `NODE#${clusterId}#`, asked);
      return { items: items.map((item) => record<NodeRecord>(item)), ...(next === undefined ? {} : { next }) };
    },

    async operation(tenantId, operationId) {
      const found = await get<OperationRecord>(keys.operation(tenantId, operationId));
      if (!found) throw new NotFound(`there is no operation ${operationId}`);
      return found;
    },

    operations: (tenantId, asked) => listOperations(client, table, tenantId, asked),
    openOperations: () => openOperations(client, table),

    events: (tenantId, asked) => listEvents(client, table, tenantId, asked),
    addEvent: (event) => transact(client, [writeEvent(table, event)]),

    async noteStage(input, note) {
      const { stage, status, at, message, error, operationStatus } = note;
      const operation = await this.operation(input.tenantId, input.operationId);
      const { stages } = operation;
      const goesOn = status === "running" && operationStatus === "running";
      if (goesOn) refuseCancelled(operation);
      const i = stages.findIndex(({ name }) => name === stage);
      // Stages that people do not see as progress (ReportFailure) leave their mark on the operation's status only.
      const sets = ["startedAt = if_not_exists(startedAt, :at)"];
      const values: Record<string, unknown> = {
        ":at": at,
        ":pending": "pending",
        ":running": "running",
        ":back": "rolling-back",
      };
      const same = inRun(input.run);
      Object.assign(values, same.values);
      const names: Record<string, string> = { "#status": "status", "#run": "run" };
      if (operationStatus) {
        sets.push("#status = :operationStatus");
        values[":operationStatus"] = operationStatus;
      }
      if (error) {
        sets.push("#error = :error");
        names["#error"] = "error";
        values[":error"] = error;
      }
      if (i >= 0) {
        const before = stages[i] as StageRecord;
        const { name: _, ...now } = notedStage(before, note);
        // Several machines' boots are noted at once, as one stage: only what becomes another is written.
        const known: Record<string, unknown> = before;
        for (const [field, value] of Object.entries(now)) {
          if (known[field] === value && field !== "status") continue;
          sets.push(`stages[${i}].#${field} = :stage_${field}`);
          names[`#${field}`] = field;
          values[`:stage_${field}`] = value;
        }
      }
      const drop =
        i >= 0 && status === "succeeded" && stages[i]?.message !== undefined ? ` REMOVE stages[${i}].message` : "";
      const update = {
        TableName: table,
        Key: keys.operation(input.tenantId, input.operationId),
        UpdateExpression: `SET ${sets.join(", ")}${drop}`,
        ConditionExpression: `#status IN (:pending, :running, :back) AND ${same.condition}${goesOn ? " AND attribute_not_exists(cancelAsked)" : ""}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      };
      if (goesOn)
        return fencedUpdate(input, update).catch(async (error: unknown) => {
          // The note was refused: because it is over, or because somebody has just cancelled it?
          refuseCancelled(await this.operation(input.tenantId, input.operationId));
          throw error;
        });
      if (status !== "failed") return fencedUpdate(input, update);
      const event = stageFailed(operation, at, stage, message ?? "");
      await transact(client, [
        { write: { Update: update }, otherwise: () => superseded(input) },
        writeEvent(table, event),
      ]);
    },

    async updateCluster(input, { resources = {}, version, at, ...rest }) {
      const sets = ["updatedAt = :at", "rev = rev + :one"];
      const names: Record<string, string> = {};
      const values: Record<string, unknown> = { ":at": at, ":one": 1, ":operation": input.operationId };
      for (const [i, [name, value]] of Object.entries(resources).entries()) {
        sets.push(`resources.#r${i} = :r${i}`);
        names[`#r${i}`] = name;
        values[`:r${i}`] = value;
      }
      if (version !== undefined) {
        sets.push("spec.version = :version");
        values[":version"] = version;
      }
      // Names of the record's own fields: none is a reserved word.
      for (const [name, value] of Object.entries(rest))
        if (value !== undefined) {
          sets.push(`${name} = :${name}`);
          values[`:${name}`] = value;
        }
      await fencedUpdate(input, {
        TableName: table,
        Key: keys.cluster(input.tenantId, input.clusterId),
        UpdateExpression: `SET ${sets.join(", ")}`,
        ConditionExpression: "activeOperation = :operation",
        ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
        ExpressionAttributeValues: values,
      });
    },

    noteUpgrade: (input, note) => noteUpgrade(client, table, input, note, fence(input)),

    async setNodeGroupState(input, nodeGroupId, state) {
      const update: Guarded = {
        write: {
          Update: {
            TableName: table,
            Key: keys.group(input.tenantId, input.clusterId, nodeGroupId),
            UpdateExpression: "SET #state = :state",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeNames: { "#state": "state" },
            ExpressionAttributeValues: { ":state": state },
          },
        },
        otherwise: () => new NotFound(`there is no node group ${nodeGroupId}`),
      };
      await transact(client, [fence(input), update]);
    },

    async putNodes(input, nodes) {
      for (let i = 0; i < nodes.length; i += nodesAtOnce)
        await transact(client, [
          fence(input),
          ...nodes.slice(i, i + nodesAtOnce).map(
            (node): Guarded => ({
              write: {
                Put: { TableName: table, Item: nodeItem(node) },
              },
              otherwise: () => superseded(input),
            }),
          ),
        ]);
    },

    async forgetNodes(input, nodeIds) {
      for (let i = 0; i < nodeIds.length; i += nodesAtOnce)
        await transact(client, [
          fence(input),
          ...nodeIds.slice(i, i + nodesAtOnce).map(
            (nodeId): Guarded => ({
              write: { Delete: { TableName: table, Key: keys.node(input.tenantId, input.clusterId, nodeId) } },
              otherwise: () => superseded(input),
            }),
          ),
        ]);
    },
  };
};
