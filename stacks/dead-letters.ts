import type { Message } from "@aws-sdk/client-sqs";
import * as z from "zod";

/** What lies in the dead-letter queue, by who has put it there. */
export type DeadLetter =
  /** Told once: the function can take it as it is. */
  | { is: "event"; functionName: string; payload: unknown; about: string }
  /** Where in the table's stream something stands that was not taken, and not what it is. */
  | { is: "stream"; about: string }
  | { is: "unknown"; about: string };

/**
 * As Lambda writes down an asynchronous invocation that has failed for good.
 * Source: AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
 */
const Invocation = z.looseObject({
  requestContext: z.looseObject({ functionArn: z.string(), condition: z.string() }),
  requestPayload: z.unknown().refine((payload) => payload !== undefined),
});

/** Source: AWS Lambda Developer Guide, "Retain discarded records of DynamoDB event source". */
const StreamPosition = z.looseObject({
  DDBStreamBatchInfo: z.looseObject({
    shardId: z.string(),
    approximateArrivalOfFirstRecord: z.string(),
    batchSize: z.number(),
  }),
});

/** `arn:aws:lambda:<region>:<account>:function:<name>`, and `:<version>` where it is said. */
const functionNameOf = (arn: string): string => arn.split(":")[6] ?? "";

const EventHead = z.looseObject({ "detail-type": z.string(), time: z.string() });

const eventIn = (functionName: string, payload: unknown, why: string): DeadLetter => {
  const { data } = EventHead.safeParse(payload);
  const about = data ? `${data["detail-type"]} of ${data.time}` : "an event";
  return { is: "event", functionName, payload, about: `${about} for ${functionName} (${why})` };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads a message. EventBridge puts the event itself there, and says in attributes whom it was for and why it did not get there
 * (Amazon EventBridge User Guide, "Using dead-letter queues to process undelivered events"); Lambda wraps it.
 */
export const deadLetterOf = ({ Body = "", MessageAttributes = {} }: Message): DeadLetter => {
  const body = parsed(Body);
  const attribute = (name: string) => MessageAttributes[name]?.StringValue;
  const target = attribute("TARGET_ARN");
  if (target !== undefined && body !== undefined)
    return eventIn(functionNameOf(target), body, attribute("ERROR_CODE") ?? "not handed over");
  const position = StreamPosition.safeParse(body);
  if (position.success) {
    const { shardId, approximateArrivalOfFirstRecord, batchSize } = position.data.DDBStreamBatchInfo;
    return { is: "stream", about: `${batchSize} of the stream of ${approximateArrivalOfFirstRecord} (${shardId})` };
  }
  const invocation = Invocation.safeParse(body);
  if (!invocation.success) return { is: "unknown", about: "a message of nobody who puts any here" };
  const { requestContext, requestPayload } = invocation.data;
  return eventIn(functionNameOf(requestContext.functionArn), requestPayload, requestContext.condition);
};
