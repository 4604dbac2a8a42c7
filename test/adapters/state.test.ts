import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, jest } from "@jest/globals";
import { typeid } from "typeid-js";
import { withCoreErrors } from "#adapters/aws-errors.ts";
import { backupsContract } from "#adapters/backups.contract.ts";
import { billsContract } from "#adapters/bills.contract.ts";
import { catalogStoreContract } from "#adapters/catalog.contract.ts";
import { dynamoBackups } from "#adapters/dynamo-backups.ts";
import { dynamoBills } from "#adapters/dynamo-bills.ts";
import { dynamoCatalog } from "#adapters/dynamo-catalog.ts";
import { dynamoHealth } from "#adapters/dynamo-health.ts";
import { dynamoLedger } from "#adapters/dynamo-ledger.ts";
import { dynamoPrices } from "#adapters/dynamo-prices.ts";
import { dynamoState } from "#adapters/dynamo-state.ts";
import { healthContract } from "#adapters/health.contract.ts";
import { ledgerContract } from "#adapters/ledger.contract.ts";
import { priceStoreContract } from "#adapters/prices.contract.ts";
import { stateContract } from "#adapters/state.contract.ts";
import { tableKeys } from "#stacks/data-stack.ts";

jest.setTimeout(60_000);

const TableName = `state-${typeid("t")}`;
const client = new DynamoDBClient({});

/** The very keys that the stack gives the table. */
const keySchema = ([hash, range]: readonly [string, string]) => [
  { AttributeName: hash, KeyType: "HASH" as const },
  { AttributeName: range, KeyType: "RANGE" as const },
];
const indexes = Object.entries(tableKeys.indexes);

beforeAll(async () => {
  const names = [tableKeys.partition, tableKeys.sort, ...indexes.flatMap(([, keys]) => keys)];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
      KeySchema: keySchema([tableKeys.partition, tableKeys.sort]),
      GlobalSecondaryIndexes: indexes.map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: keySchema(keys),
        Projection: { ProjectionType: "ALL" as const },
      })),
    }),
  );
});
afterAll(() => client.send(new DeleteTableCommand({ TableName })));

const documents = DynamoDBDocumentClient.from(withCoreErrors(new DynamoDBClient({})), {
  marshallOptions: { removeUndefinedValues: true },
});
const state = dynamoState(documents, TableName);
const catalogs = dynamoCatalog(documents, TableName);

describe("state on DynamoDB", () => stateContract(() => state));
describe("the catalog on DynamoDB", () => catalogStoreContract(() => catalogs));
describe("bills on DynamoDB", () =>
  billsContract(
    () => dynamoBills(documents, TableName),
    () => state,
  ));
describe("prices on DynamoDB", () => priceStoreContract(() => dynamoPrices(documents, TableName)));
describe("the ledger on DynamoDB", () => ledgerContract(() => dynamoLedger(documents, TableName)));
describe("backups on DynamoDB", () =>
  backupsContract(
    () => dynamoBackups(documents, TableName),
    () => typeid("cls").toString(),
  ));
describe("health on DynamoDB", () =>
  healthContract(
    () => dynamoHealth(documents, TableName),
    () => state,
  ));
