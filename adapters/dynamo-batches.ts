import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { TemporaryFailure } from "#core/errors.ts";

/** As many as DynamoDB takes in one call. */
const readsAtOnce = 100;
const tries = 5;

/**
 * The items that there are of these keys, in no order. As of now.
 * @param keys each once: DynamoDB refuses a key that is asked for twice
 * @throws TemporaryFailure when the table goes on leaving some out
 */
export const readItems = async (
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Record<string, unknown>[],
): Promise<Record<string, unknown>[]> => {
  const found: Record<string, unknown>[] = [];
  for (let i = 0; i < keys.length; i += readsAtOnce) {
    let Keys: Record<string, unknown>[] = keys.slice(i, i + readsAtOnce);
    for (let left = tries; Keys.length > 0; left -= 1) {
      if (left === 0) throw new TemporaryFailure("the table leaves out what is asked for");
      const order = { RequestItems: { [table]: { Keys, ConsistentRead: true } } };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand(order));
      found.push(...(Responses?.[table] ?? []));
      Keys = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  }
  return found;
};
