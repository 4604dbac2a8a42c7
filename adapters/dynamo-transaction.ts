import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { TemporaryFailure } from "#core/errors.ts";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** A write and the error that its condition stands for. */
export interface Guarded {
  write: Write;
  otherwise: () => Error;
}

/**
 * All or nothing.
 * @throws what the first write whose condition failed stands for; TemporaryFailure when another transaction was in the way
 */
export const transact = async (client: DynamoDBDocumentClient, guarded: Guarded[]): Promise<void> => {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: guarded.map(({ write }) => write) }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const failed = reasons.findIndex(({ Code }) => Code === "ConditionalCheckFailed");
    const guard = guarded[failed];
    if (guard) throw Object.assign(guard.otherwise(), { cause: error });
    throw new TemporaryFailure("the table is busy with the same records", { cause: error });
  }
};
