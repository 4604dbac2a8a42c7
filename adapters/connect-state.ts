import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { State } from "#core/ports/state.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { dynamoState } from "./dynamo-state.ts";

export interface StateEnv {
  TABLE_NAME: string;
}

export const connectState = ({ TABLE_NAME }: StateEnv): State =>
  dynamoState(
    DynamoDBDocumentClient.from(withCoreErrors(new DynamoDBClient(awsSettings)), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    TABLE_NAME,
  );
