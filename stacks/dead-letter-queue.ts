import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Duration, type Stack, Validations } from "aws-cdk-lib/core";
import { removalOf, type Service } from "./service.ts";

/** Where events lie that nobody could handle, as long as SQS keeps them. The id is part of the contract: another one would be an empty queue. */
export const deadLetterQueue = (stack: Stack, { config }: Service): Queue => {
  const queue = new Queue(stack, "DeadLetters", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    removalPolicy: removalOf(config),
  });
  Validations.of(queue).acknowledge({ id: "AwsSolutions-SQS3", reason: "it is the dead-letter queue" });
  return queue;
};
