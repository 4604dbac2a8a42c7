// Point-in-time recovery is AWS's: what it would restore beside is a copy of the table here. All from then on is what an operator does.
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { PurgeQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import { tenantOf } from "#local/tenant.ts";
import { madeBy } from "#stacks/state/doors.ts";
import { type Ran, run } from "#test/run-program.ts";
import { service } from "#test/service.ts";

const dynamo = new DynamoDBClient({});
const cloudFormation = new CloudFormationClient({});
const beside = "restored-beside";

const slowBoots = (seconds: number) => orderFault(service.regionUrl, { kind: "slow-boot", seconds });

afterAll(async () => {
  await slowBoots(0);
  await dynamo.send(new DeleteTableCommand({ TableName: beside }));
  // What events told of while all was closed.
  const { Stacks: [stack] = [] } = await cloudFormation.send(
    new DescribeStacksCommand({ StackName: "KubewrightEvents" }),
  );
  const QueueUrl = stack?.Outputs?.find(({ OutputKey }) => OutputKey === "DeadLetterQueue")?.OutputValue;
  await new SQSClient({ useQueueUrlAsEndpoint: false }).send(new PurgeQueueCommand({ QueueUrl }));
}, 30_000);

const copyTable = async (): Promise<void> => {
  const [live] = await madeBy(cloudFormation, "KubewrightData", "AWS::DynamoDB::Table");
  const names = ["pk", "sk"] as const;
  await dynamo.send(
    new CreateTableCommand({
      TableName: beside,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: names.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? "HASH" : "RANGE" })),
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    }),
  );
  await waitUntilTableExists({ client: dynamo, maxWaitTime: 30 }, { TableName: beside });
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: live }))
    for (const Item of Items) await dynamo.send(new PutItemCommand({ TableName: beside, Item }));
};

const runningMachines = async (clusterId: string): Promise<string[]> => {
  const { Reservations = [] } = await new EC2Client({}).send(
    new DescribeInstancesCommand({
      Filters: [
        { Name: "tag:kubewright:cluster", Values: [clusterId] },
        { Name: "instance-state-name", Values: ["running"] },
      ],
    }),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId = "" }) => InstanceId)).sort();
};

const restore = (...words: string[]): Promise<Ran> => {
  const names = ["AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
  const env = Object.fromEntries(names.map((name) => [name, process.env[name] ?? ""]));
  return run(process.execPath, ["stacks/restore-state.ts", ...words], { env });
};

test("the service's state comes back from a copy beside; what an operation has made since stays, and goes with its cluster", async () => {
  const tenant = await tenantOf(service, "restored-state");
  const clusterId = await tenant.running({ name: "restored", nodeGroups: [{ name: "default", size: 1 }] });
  const [group] = (await tenant.cluster(clusterId)).nodeGroups;
  await slowBoots(15);
  const asked = await tenant.call<Operation>("PATCH", `/clusters/${clusterId}/node-groups/${group?.id}`, { size: 2 });
  const view = () => tenant.call<Operation>("GET", `/operations/${asked.id}`);
  await eventually(view, ({ status }) => status === "running", { seconds: 30, pause: 100 });
  await copyTable();
  expect(await view()).toMatchObject({ status: "running" });
  expect(await tenant.over(asked)).toMatchObject({ status: "succeeded" });
  await slowBoots(0);
  const machines = await runningMachines(clusterId);
  expect(machines).toHaveLength(5);
  await tenant.call("PATCH", `/clusters/${clusterId}`, { labels: { made: "since" } });

  const told = await restore("--from", beside);
  expect(told).toMatchObject({ code: 0, out: expect.stringContaining("nothing was changed; --yes does it") });
  expect(told.out).toContain(`${asked.id} (node-group.update)`);
  expect(await view()).toMatchObject({ status: "succeeded" });

  const begun = restore("--from", beside, "--yes");
  // While it is closed nobody gets in.
  await eventually(
    () =>
      tenant.call("GET", `/clusters/${clusterId}`).then(
        () => "open",
        () => "closed",
      ),
    (is) => is === "closed",
    { seconds: 60, pause: 300 },
  );
  expect(await begun).toMatchObject({ code: 0, err: "", out: expect.stringContaining("open again") });
  expect((await tenant.cluster(clusterId)).labels).toEqual({});

  const settled = await eventually(view, ({ status }) => status === "failed", { seconds: 180, pause: 1000 });
  expect(settled.error).toMatchObject({
    code: "WorkflowEnded",
    message: expect.stringContaining("may have been restored"),
  });
  expect(await runningMachines(clusterId)).toEqual(machines);
  expect(await restore("--from", beside, "--yes")).toMatchObject({
    ...{ code: 0, out: expect.stringContaining("and is not again") },
  });
  expect(await view()).toMatchObject({ status: "failed" });

  expect(await tenant.over(await tenant.remove(clusterId))).toMatchObject({
    ...{ status: "succeeded", receipt: { left: [] } },
  });
  expect(await runningMachines(clusterId)).toEqual([]);
}, 540_000);
