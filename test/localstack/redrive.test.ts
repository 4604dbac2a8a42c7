// What a function could not take gets to the dead-letter queue, and `npm run redrive` hands it over again.
import { randomBytes } from "node:crypto";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { InvokeCommand, LambdaClient, UpdateFunctionEventInvokeConfigCommand } from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { functionFaults } from "#local/function-faults.ts";
import { run } from "#test/run-program.ts";
import { service } from "#test/service.ts";
import { until } from "./functions.ts";

const lambda = new LambdaClient({});
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const faults = functionFaults(service.localstackUrl);
const orders: string[] = [];
let FunctionName: string;
let QueueUrl: string;

/** By default Lambda tries twice more, a minute and two minutes later. */
const retries = (MaximumRetryAttempts: number) =>
  lambda.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts }));

beforeAll(async () => {
  const described = new DescribeStacksCommand({ StackName: "KubewrightEvents" });
  const { Stacks: [stack] = [] } = await new CloudFormationClient({}).send(described);
  const output = (key: string) => stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? "";
  [FunctionName, QueueUrl] = [output("MachineChangedName"), output("DeadLetterQueue")];
  await retries(0);
}, 30_000);
afterAll(async () => {
  for (const id of orders) await faults.takeBack(id);
  await retries(2);
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
}, 30_000);

const lying = async (): Promise<number> => {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["ApproximateNumberOfMessages"] });
  return Number((await sqs.send(asked)).Attributes?.["ApproximateNumberOfMessages"]);
};
/** As an operator does, who has the credentials of an account. */
const redrive = () => {
  const names = ["AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  const env = Object.fromEntries(names.map((name) => [name, process.env[name] ?? ""]));
  return run(process.execPath, ["stacks/redrive.ts"], { env });
};

test("an event that its function has failed with lies in the queue, and is handled by a redrive, once", async () => {
  const instance = `i-${randomBytes(9).toString("hex").slice(1)}`;
  const event = {
    "detail-type": "EC2 Instance State-change Notification",
    source: "aws.ec2",
    time: new Date().toISOString(),
    detail: { "instance-id": instance, state: "shutting-down" },
  };
  const matches = { function: "machine-changed", event: { "detail.instance-id": instance } };
  const killed = await faults.order({ ...matches, kind: "kill", at: "begin" });
  orders.push(killed.id);
  await lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: JSON.stringify(event) }));
  await until(lying, (count) => count === 1);
  expect((await faults.seen(killed.id)).fired).toBe(1);

  const watched = await faults.order({ ...matches, kind: "watch", at: "end", count: null });
  orders.push(watched.id);
  const { code, out } = await redrive();
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringMatching(
      /^handled: EC2 Instance State-change Notification of .*\(RetriesExhausted\)\n1 handled, 0 left\n$/,
    ),
  });
  expect((await faults.seen(watched.id)).taken).toHaveLength(1);
  expect(await redrive()).toMatchObject({ code: 0, out: "0 handled, 0 left\n" });
}, 60_000);

test("a position in the stream is done with by the tick; what nobody knows stays, and the exit code says so", async () => {
  const position = { shardId: "shardId-1", approximateArrivalOfFirstRecord: "2026-11-30T02:00:00Z", batchSize: 1 };
  const requestContext = { condition: "RetryAttemptsExhausted" };
  for (const body of [{ requestContext, DDBStreamBatchInfo: position }, { nobody: "knows" }])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
  const { code, out } = await redrive();
  expect(code).toBe(1);
  expect(out).toMatch(/handled: 1 of the stream of .* open operations have been looked after/);
  expect(out).toMatch(/stays \(.*\): a message of nobody/);
  expect(out).toMatch(/1 handled, 1 left\n$/);
  expect(await lying()).toBe(1);
}, 60_000);
