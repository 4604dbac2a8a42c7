// What AWS Step Functions promises and the workflows rely on; those that LocalStack 4.8.1 lacks are mended in local/localstack/plugin.
import { randomUUID } from "node:crypto";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, expect, test } from "@jest/globals";
import { functionFaults } from "#local/function-faults.ts";
import { service } from "#test/service.ts";
import { functionOf, removeFunctions, until } from "./functions.ts";

const sfn = new SFNClient({});
const made: string[] = [];
afterAll(async () => {
  for (const stateMachineArn of made) await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  await removeFunctions();
});

/** Runs states from the first one on, to their end. */
const run = async (states: Record<string, unknown>, input: unknown = {}) => {
  const { stateMachineArn = "" } = await sfn.send(
    new CreateStateMachineCommand({
      name: `test-${randomUUID()}`,
      roleArn: "arn:aws:iam::000000000000:role/test",
      definition: JSON.stringify({ QueryLanguage: "JSONata", StartAt: Object.keys(states)[0], States: states }),
    }),
  );
  made.push(stateMachineArn);
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  const { status, output, error, cause } = await until(
    () => sfn.send(new DescribeExecutionCommand({ executionArn })),
    (seen) => seen.status !== "RUNNING",
  );
  return { status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
};

const invoke = (FunctionName: string, how = "") => ({
  Type: "Task",
  Resource: `arn:aws:states:::lambda:invoke${how}`,
  Arguments: { FunctionName, Payload: "{% $states.input %}" },
  Output: "{% $states.result.Payload %}",
});

/** Waits for an answer under a token, which it hands to a function. */
const awaiting = (FunctionName: string, more: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Arguments: { FunctionName, Payload: { token: "{% $states.context.Task.Token %}" } },
  End: true,
  ...more,
});

test("JSONata makes arguments, output, variables and choices", async () => {
  const outcome = await run(
    {
      Sum: {
        Type: "Pass",
        Assign: { total: "{% $sum($states.input.prices) %}" },
        Output:
          "{% $merge([$states.input, { 'dear': $count($filter($states.input.prices, function($price) { $price > 3 })) }]) %}",
        Next: "IsMuch",
      },
      IsMuch: { Type: "Choice", Choices: [{ Condition: "{% $total > 10 %}", Next: "Much" }], Default: "Little" },
      Much: { Type: "Succeed", Output: "{% { 'total': $total, 'dear': $states.input.dear } %}" },
      Little: { Type: "Fail", Error: "Little" },
    },
    { prices: [2, 4, 8] },
  );
  expect(outcome).toEqual({ status: "SUCCEEDED", output: { total: 14, dear: 2 } });
});

test.each(["direct", "invoke"] as const)(
  "where the Lambda service fails, Retry matches its error's name (%s)",
  async (how) => {
    const name = await functionOf("export const handler = async (event) => event;");
    const faults = functionFaults(service.localstackUrl);
    const { id } = await faults.order({ kind: "unreachable", at: "end", function: name, count: 2 });
    const Resource = `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
    const task = how === "direct" ? { Type: "Task", Resource } : invoke(name);
    const Retry = [{ ErrorEquals: ["Lambda.ServiceException"], IntervalSeconds: 1, MaxAttempts: 1 }];
    const outcome = await run({ Ask: { ...task, Retry, End: true } });
    expect(outcome).toMatchObject({ status: "FAILED", error: "Lambda.ServiceException" });
    expect((await faults.seen(id)).fired).toBe(2);
    await faults.takeBack(id);
  },
);

test("an error of a function keeps its name: Retry and Catch match it", async () => {
  const name = await functionOf(`
    let calls = 0;
    export const handler = async () => {
      calls += 1;
      throw Object.assign(new Error("call " + calls), { name: calls < 3 ? "TemporaryFailure" : "NoCapacity" });
    };`);
  const outcome = await run({
    Try: {
      ...invoke(name),
      Retry: [{ ErrorEquals: ["TemporaryFailure"], IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 1 }],
      Catch: [{ ErrorEquals: ["NoCapacity"], Output: "{% $states.errorOutput %}", Next: "Caught" }],
      End: true,
    },
    Caught: { Type: "Succeed" },
  });
  expect(outcome).toMatchObject({ status: "SUCCEEDED", output: { Error: "NoCapacity" } });
  expect(JSON.parse(outcome.output.Cause)).toMatchObject({ errorType: "NoCapacity", errorMessage: "call 3" });
});

test("a task token may be answered before the function that got it has returned", async () => {
  const name = await functionOf(`
    export const handler = async ({ token }) => {
      const response = await fetch(process.env.AWS_ENDPOINT_URL, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.0", "x-amz-target": "AWSStepFunctions.SendTaskSuccess",
          authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0",
        },
        body: JSON.stringify({ taskToken: token, output: JSON.stringify({ early: true }) }),
      });
      if (!response.ok) throw new Error(await response.text());
    };`);
  const outcome = await run({ Await: awaiting(name, { HeartbeatSeconds: 15 }) });
  expect(outcome).toMatchObject({ status: "SUCCEEDED", output: { early: true } });
});

test("a token that nobody answers fails by its heartbeat, and the error goes on under its name", async () => {
  const name = await functionOf("export const handler = async () => {};");
  const outcome = await run({
    Await: awaiting(name, {
      HeartbeatSeconds: 1,
      Catch: [
        {
          ErrorEquals: ["States.ALL"],
          Assign: { failure: "{% $states.errorOutput %}" },
          Output: "{% $states.input %}",
          Next: "Failed",
        },
      ],
    }),
    Failed: { Type: "Fail", Error: "{% $failure.Error %}", Cause: "{% $failure.Error & ' it was' %}" },
  });
  expect(outcome).toMatchObject({ status: "FAILED", error: expect.stringMatching(/^States\.(Heartbeat)?Timeout$/) });
  expect(outcome.cause).toBe(`${outcome.error} it was`);
});

test("what one iteration of a Map fails with is what the Map fails with", async () => {
  const name = await functionOf(`
    export const handler = async (item) => {
      if (item === 2) throw Object.assign(new Error("the second"), { name: "BootFailed" });
      return item;
    };`);
  const outcome = await run(
    {
      Each: {
        Type: "Map",
        Items: "{% $states.input %}",
        ItemProcessor: {
          ProcessorConfig: { Mode: "INLINE" },
          StartAt: "One",
          States: { One: { ...invoke(name), End: true } },
        },
        Catch: [{ ErrorEquals: ["BootFailed"], Output: "{% $states.errorOutput.Error %}", Next: "Caught" }],
        End: true,
      },
      Caught: { Type: "Succeed" },
    },
    [1, 2, 3],
  );
  expect(outcome).toMatchObject({ status: "SUCCEEDED", output: "BootFailed" });
});

test("the same name with the same input is one execution; with another it is refused", async () => {
  const { stateMachineArn = "" } = await sfn.send(
    new CreateStateMachineCommand({
      name: `test-${randomUUID()}`,
      roleArn: "arn:aws:iam::000000000000:role/test",
      definition: JSON.stringify({ StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 60, End: true } } }),
    }),
  );
  made.push(stateMachineArn);
  const start = (input: string) => sfn.send(new StartExecutionCommand({ stateMachineArn, name: "one", input }));
  const first = await start(`{"a":1}`);
  expect((await start(`{"a":1}`)).executionArn).toBe(first.executionArn);
  await expect(start(`{"a":2}`)).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
});
