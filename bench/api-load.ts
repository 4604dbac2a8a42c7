import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoBackups } from "#adapters/dynamo-backups.ts";
import { keys, livingKey } from "#adapters/dynamo-keys.ts";
import { dynamoState } from "#adapters/dynamo-state.ts";
import { CreateCluster } from "#contract/clusters.ts";
import { newCluster } from "#core/clusters/new-cluster.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { State } from "#core/ports/state.ts";

export const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });

export const tableOf = async (client: DynamoDBClient): Promise<string> => {
  const { TableNames: [name] = [] } = await client.send(new ListTablesCommand({}));
  if (!name) throw new Error("there is no table");
  return name;
};

/**
 * What is written when a cluster is there: its own record and its group's. One that runs is left out of the index that the minute's watch
 * reads, as it would find no machines; one that sleeps has none, and is in there.
 */
const itemsOf = (tenantId: string, number: number, state: "running" | "hibernated") => {
  const spec = CreateCluster.parse({ name: `many-${number}`, nodeGroups: [{ name: "default", size: 2 }] });
  const { cluster, nodeGroups } = newCluster(
    { tenantId, subject: "bench", role: "admin" },
    spec,
    new Date().toISOString(),
  );
  const { activeOperation: _, ...rest } = cluster;
  const living = state === "hibernated" ? { gsi1pk: livingKey, gsi1sk: cluster.clusterId } : {};
  return [
    { ...rest, state, ...keys.cluster(tenantId, cluster.clusterId), ...living },
    ...nodeGroups.map((group) => ({
      ...group,
      state,
      ...keys.group(tenantId, cluster.clusterId, group.nodeGroupId),
    })),
  ];
};

/** Lays a tenant's clusters into the table. @returns the id of one in the middle */
export const layClusters = async (
  endpoint: string,
  tenantId: string,
  count: number,
  state: "running" | "hibernated" = "running",
): Promise<string> => {
  const client = clientOf(endpoint);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const table = await tableOf(client);
  let middle = "";
  const batches: Record<string, unknown>[][] = [[]];
  for (let i = 0; i < count; i++) {
    const items = itemsOf(tenantId, i, state);
    if (i === Math.floor(count / 2)) middle = String((items[0] as { clusterId: string }).clusterId);
    if ((batches.at(-1)?.length ?? 0) + items.length > 25) batches.push([]);
    batches.at(-1)?.push(...items);
  }
  const lane = async (): Promise<void> => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const requests = batch.map((item) => ({ PutRequest: { Item: item } }));
      await documents.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return middle;
};

/** The state as functions read it, and what its reads have cost since the last question, in DynamoDB's read units. */
export const meteredState = async (endpoint: string): Promise<{ state: State; backups: Backups; units(): number }> => {
  const client = clientOf(endpoint);
  let used = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } as never });
      const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      used += ConsumedCapacity?.CapacityUnits ?? 0;
      return answer;
    },
    { step: "initialize" },
  );
  const documents = DynamoDBDocumentClient.from(client);
  const table = await tableOf(client);
  return {
    state: dynamoState(documents, table),
    backups: dynamoBackups(documents, table),
    units: () => {
      const units = used;
      used = 0;
      return units;
    },
  };
};
