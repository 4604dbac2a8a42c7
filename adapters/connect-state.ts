import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Backups } from "#core/ports/backups.ts";
import type { Bills } from "#core/ports/bills.ts";
import type { CatalogStore } from "#core/ports/catalog.ts";
import type { HealthRecords } from "#core/ports/health.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { PriceStore } from "#core/ports/prices.ts";
import type { State } from "#core/ports/state.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { dynamoBackups } from "./dynamo-backups.ts";
import { dynamoBills } from "./dynamo-bills.ts";
import { dynamoCatalog } from "./dynamo-catalog.ts";
import { dynamoHealth } from "./dynamo-health.ts";
import { dynamoLedger } from "./dynamo-ledger.ts";
import { dynamoPrices } from "./dynamo-prices.ts";
import { dynamoState } from "./dynamo-state.ts";

export interface StateEnv {
  TABLE_NAME: string;
}

let shared: DynamoDBDocumentClient | undefined;

/** One a process: all that is kept lies in one table, and its connections serve all. */
const documents = (): DynamoDBDocumentClient => {
  shared ??= DynamoDBDocumentClient.from(withCoreErrors(new DynamoDBClient(awsSettings)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return shared;
};

export const connectState = ({ TABLE_NAME }: StateEnv): State => dynamoState(documents(), TABLE_NAME);

export const connectCatalogStore = ({ TABLE_NAME }: StateEnv): CatalogStore => dynamoCatalog(documents(), TABLE_NAME);

export const connectLedger = ({ TABLE_NAME }: StateEnv): Ledger => dynamoLedger(documents(), TABLE_NAME);

export const connectBills = ({ TABLE_NAME }: StateEnv): Bills => dynamoBills(documents(), TABLE_NAME);

export const connectPriceStore = ({ TABLE_NAME }: StateEnv): PriceStore => dynamoPrices(documents(), TABLE_NAME);

export const connectHealth = ({ TABLE_NAME }: StateEnv): HealthRecords => dynamoHealth(documents(), TABLE_NAME);

export const connectBackupRecords = ({ TABLE_NAME }: StateEnv): Backups => dynamoBackups(documents(), TABLE_NAME);
