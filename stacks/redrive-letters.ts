import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import { deadLetterOf } from "./dead-letters.ts";

export interface RedriveOrder {
  queueUrl: string;
  /** Name of the function that looks after operations. */
  tick: string;
  /** Names of those whose events are kept. Nothing else is called, whatever a message says. */
  toldOnce: readonly string[];
  sqs: SQSClient;
  lambda: LambdaClient;
  say: (line: string) => void;
}

/** Seconds in which nobody else gets a message: ten of them, one after the other, each with a function of 50 s. */
const ours = 900;

const TickAnswer = z.looseObject({ open: z.number(), notSettled: z.number() });
const Failure = z.looseObject({ errorType: z.string(), errorMessage: z.string() });

const call = async (lambda: LambdaClient, FunctionName: string, payload: unknown): Promise<unknown> => {
  const order = { FunctionName, Payload: JSON.stringify(payload) };
  const { FunctionError, Payload = new Uint8Array() } = await lambda.send(new InvokeCommand(order));
  const text = Buffer.from(Payload).toString();
  const answer: unknown = text === "" ? undefined : JSON.parse(text);
  if (FunctionError === undefined) return answer;
  const { data } = Failure.safeParse(answer);
  throw new Error(`${FunctionName} has failed: ${data ? `${data.errorType}: ${data.errorMessage}` : FunctionError}`);
};

/** @returns what has been done @throws Error that says why nothing has */
const handle = async (message: Message, { tick, toldOnce, lambda }: RedriveOrder): Promise<string> => {
  const letter = deadLetterOf(message);
  if (letter.is === "unknown") throw new Error(letter.about);
  if (letter.is === "event") {
    if (!toldOnce.includes(letter.functionName)) throw new Error(`${letter.about}: no function of ours`);
    await call(lambda, letter.functionName, letter.payload);
    return letter.about;
  }
  // The stream told of operations that were asked for. Those that are not over are in the table, and the tick starts what has not begun.
  const { open, notSettled } = TickAnswer.parse(await call(lambda, tick, {}));
  if (notSettled > 0)
    throw new Error(`${letter.about}: ${tick} could do nothing about ${notSettled} of ${open} operations`);
  return `${letter.about}: all ${open} open operations have been looked after`;
};

/**
 * Hands everything that lies in the dead-letter queue over once more, and takes a message out once its event has been handled. A repeat,
 * and somebody else's run at the same time, do no harm: functions take an event twice as once.
 * @returns how many messages were handled, and how many stay
 * @throws what SQS says when messages cannot be received
 */
export const redriveLetters = async (order: RedriveOrder): Promise<{ handled: number; left: number }> => {
  const { queueUrl: QueueUrl, sqs, say } = order;
  const left = new Map<string, string | undefined>();
  let handled = 0;
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: ours, WaitTimeSeconds: 2 },
        MessageAttributeNames: ["All"],
      }),
    );
    const fresh = Messages.filter(({ MessageId = "" }) => !left.has(MessageId));
    for (const { MessageId = "", ReceiptHandle } of Messages) left.set(MessageId, ReceiptHandle);
    // What this run could do nothing about comes again after a quarter of an hour, and is hidden then for another one: others may lie
    // behind it.
    if (Messages.length === 0) break;
    for (const message of fresh) {
      const { MessageId = "", ReceiptHandle } = message;
      try {
        const done = await handle(message, order);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        left.delete(MessageId);
        handled += 1;
        say(`handled: ${done}`);
      } catch (error) {
        say(`stays (${MessageId}): ${(error as Error).message}`);
      }
    }
  }
  // Else the next run would not see them for a quarter of an hour.
  for (const ReceiptHandle of left.values())
    await sqs
      .send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))
      .catch((error: Error) => say(`is seen again in ${ours / 60} minutes only: ${error.message}`));
  return { handled, left: left.size };
};
