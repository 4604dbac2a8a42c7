import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import type { SettlePorts } from "#core/operations/settle.ts";
import { connectEvents } from "#functions/event-ports.ts";

const logger = new Logger();

/** The stream tells of an operation as it was; whether its workflow has to be started is read from the table. */
const start = async ({ dynamodb }: DynamoDBRecord, { state, workflows }: SettlePorts): Promise<void> => {
  const { tenantId, operationId } = dynamodb?.NewImage ?? {};
  if (tenantId?.S === undefined || operationId?.S === undefined) return;
  const operation = await state.operation(tenantId.S, operationId.S);
  if (operation.status === "pending") await workflows.start(operation);
};

/**
 * Starts what has been asked for, should the caller's function have died between its write and the start of the workflow; and what goes on,
 * or back, after a pause, and the next hop of an upgrade, which nobody else starts but the tick.
 */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const ports = connectEvents();
    const results = await Promise.allSettled(Records.map((record) => start(record, ports)));
    const failed = results.flatMap((result, i) => {
      if (result.status === "fulfilled") return [];
      logger.error("not started", { why: String(result.reason) });
      return [{ itemIdentifier: Records[i]?.dynamodb?.SequenceNumber ?? "" }];
    });
    return { batchItemFailures: failed };
  },
);
