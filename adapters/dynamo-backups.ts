import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { BackupRecord } from "#core/backups/backup-record.ts";
import { NotFound } from "#core/errors.ts";
import type { Backups } from "#core/ports/backups.ts";
import { unless } from "./aws-errors.ts";
import { holds, superseded } from "./dynamo-fence.ts";
import { backupPrefix, keys, record, startsWith, tenantKey } from "./dynamo-keys.ts";
import { queryPage } from "./dynamo-pages.ts";
import { transact } from "./dynamo-transaction.ts";

/** The table forgets items by an attribute that a backup has too: here it is only what callers are told. */
const recordOf = (item: Record<string, unknown>): BackupRecord => {
  const { keptUntil, ...rest } = record<Omit<BackupRecord, "expiresAt"> & { keptUntil: string }>(item);
  return { ...rest, expiresAt: keptUntil };
};

export const dynamoBackups = (client: DynamoDBDocumentClient, table: string): Backups => ({
  async keep({ expiresAt: keptUntil, ...backup }, by) {
    const { tenantId, clusterId, backupId } = backup;
    const Item = { ...keys.backup(tenantId, clusterId, backupId), ...backup, keptUntil };
    const put = { TableName: table, Item };
    if (by) await transact(client, [holds(table, by), { write: { Put: put }, otherwise: () => superseded(by) }]);
    else await client.send(new PutCommand(put));
  },

  async backup(tenantId, clusterId, backupId) {
    const Key = keys.backup(tenantId, clusterId, backupId);
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    if (!Item) throw new NotFound(`cluster ${clusterId} has no backup ${backupId}`);
    return recordOf(Item);
  },

  async backups(tenantId, clusterId, { limit, after }) {
    const prefix = backupPrefix(clusterId);
    const { items, next } = await queryPage(
      client,
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: startsWith.condition,
        ExpressionAttributeValues: startsWith.values(tenantId, prefix),
        ScanIndexForward: false,
      },
      { limit, after, belongs: { pk: tenantKey(tenantId) }, prefix, keyNames: ["pk", "sk"] },
    );
    return { items: items.map(recordOf), ...(next === undefined ? {} : { next }) };
  },

  async noteDrill(tenantId, clusterId, backupId, drill) {
    const note = new UpdateCommand({
      TableName: table,
      Key: keys.backup(tenantId, clusterId, backupId),
      UpdateExpression: "SET drill = :drill",
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":drill": drill },
    });
    await unless(/^ConditionalCheckFailedException$/, client.send(note));
  },

  async forget(tenantId, clusterId, backupId) {
    await client.send(new DeleteCommand({ TableName: table, Key: keys.backup(tenantId, clusterId, backupId) }));
  },
});
