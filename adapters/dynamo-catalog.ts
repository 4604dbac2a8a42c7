import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { CatalogRecord, CatalogStore } from "#core/ports/catalog.ts";
import { keys, record } from "./dynamo-keys.ts";

export const dynamoCatalog = (client: DynamoDBDocumentClient, table: string): CatalogStore => ({
  async catalog() {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: keys.catalog }));
    return Item && record<CatalogRecord>(Item);
  },

  async keepCatalog(catalog) {
    const order = {
      TableName: table,
      Item: { ...keys.catalog, ...catalog },
      ConditionExpression: "attribute_not_exists(pk) OR #at < :at",
      ExpressionAttributeNames: { "#at": "at" },
      ExpressionAttributeValues: { ":at": catalog.at },
    };
    try {
      await client.send(new PutCommand(order));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },
});
