import {
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

const name = "canary";

/** Takes down every event on the account's bus from now on. @returns what has been heard; listens no more */
export const listenToBus = async (): Promise<() => Promise<string[]>> => {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const bus = new EventBridgeClient({});
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const EventPattern = JSON.stringify({ source: [{ prefix: "" }] });
  await bus.send(new PutRuleCommand({ Name: name, EventPattern }));
  await bus.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: name, Arn: Attributes?.["QueueArn"] }] }));
  return async () => {
    await bus.send(new RemoveTargetsCommand({ Rule: name, Ids: [name] }));
    await bus.send(new DeleteRuleCommand({ Name: name }));
    const heard: string[] = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      if (Messages.length === 0) break;
      heard.push(...Messages.map(({ Body = "" }) => Body));
      const Entries = Messages.map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    return heard;
  };
};
