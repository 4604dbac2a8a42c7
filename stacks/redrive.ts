/** Hands events that no function could take over again: `npm run redrive -- --help`. */
import { parseArgs } from "node:util";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { redriveLetters } from "./redrive-letters.ts";

const help = `npm run redrive -- [--stack NAME]: hands events that lie in the dead-letter queue to their functions again

  --stack NAME    the stack of the service's events; default: KubewrightEvents

What has been handled is taken out of the queue; what fails again stays, and the exit code is 1. Any number of runs does no harm.
It acts with the AWS credentials, the profile and the region of its environment, and needs cloudformation:DescribeStacks,
sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility and lambda:InvokeFunction.`;

const outputsOf = async (StackName: string): Promise<(key: string) => string> => {
  const { Stacks: [stack] = [] } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName }));
  return (key) => {
    const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (value === undefined)
      throw new Error(
        `stack ${StackName} says no ${key}: deploy this version of it first, or name the one of the events`,
      );
    return value;
  };
};

const { values } = parseArgs({
  options: { stack: { type: "string", default: "KubewrightEvents" }, help: { type: "boolean" } },
});

if (values.help) console.log(help);
else {
  try {
    const output = await outputsOf(values.stack);
    const { handled, left } = await redriveLetters({
      ...{ queueUrl: output("DeadLetterQueue"), tick: output("TickName"), toldOnce: [output("MachineChangedName")] },
      // Queues are found by their path at the region's endpoint, which AWS_ENDPOINT_URL may name another one.
      ...{ sqs: new SQSClient({ useQueueUrlAsEndpoint: false }), lambda: new LambdaClient({}) },
      say: console.log,
    });
    console.log(`${handled} handled, ${left} left`);
    process.exitCode = left > 0 ? 1 : 0;
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}
