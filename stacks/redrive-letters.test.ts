import { createHash, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { redriveLetters } from "./redrive-letters.ts";

/** Stands in for SQS and Lambda, as far as a redrive asks them: messages that are received are hidden, until somebody says otherwise. */
interface Lying {
  body: unknown;
  attributes?: Record<string, string>;
  hidden?: boolean;
}
type Json = Record<string, unknown>;

const queue = new Map<string, Lying>();
/** What a function answers; an Error is one that it throws. */
let functions: Record<string, (payload: Json) => unknown> = {};
const called: { name: string; payload: Json }[] = [];
const refused = new Set<string>();

const sqs: Record<string, (order: Json) => unknown> = {
  ReceiveMessage: () => {
    const some = [...queue].filter(([, { hidden }]) => !hidden).slice(0, 10);
    return {
      Messages: some.map(([id, lying]) => {
        lying.hidden = true;
        const Body = typeof lying.body === "string" ? lying.body : JSON.stringify(lying.body);
        const MessageAttributes = Object.fromEntries(
          Object.entries(lying.attributes ?? {}).map(([name, StringValue]) => [
            name,
            { DataType: "String", StringValue },
          ]),
        );
        const MD5OfBody = createHash("md5").update(Body).digest("hex");
        return { MessageId: id, ReceiptHandle: `handle of ${id}`, Body, MD5OfBody, MessageAttributes };
      }),
    };
  },
  DeleteMessage: ({ ReceiptHandle }) => {
    queue.delete(String(ReceiptHandle).replace("handle of ", ""));
    return {};
  },
  ChangeMessageVisibility: ({ ReceiptHandle, VisibilityTimeout }) => {
    const lying = queue.get(String(ReceiptHandle).replace("handle of ", ""));
    if (lying) lying.hidden = VisibilityTimeout !== 0;
    return {};
  },
};

let server: Server;
let url: string;
beforeEach(async () => {
  queue.clear();
  called.length = 0;
  refused.clear();
  functions = { "k-tick": () => ({ open: 2, notSettled: 0 }), "k-machine": () => null };
  server = createServer(async (request, response) => {
    const body = JSON.parse((await text(request)) || "{}") as Json;
    const target = String(request.headers["x-amz-target"] ?? "").replace("AmazonSQS.", "");
    if (target !== "") {
      if (refused.has(target))
        response.writeHead(400, { "content-type": "application/x-amz-json-1.0" }).end('{"__type":"AccessDenied"}');
      else
        response
          .writeHead(200, { "content-type": "application/x-amz-json-1.0" })
          .end(JSON.stringify(sqs[target]?.(body)));
      return;
    }
    const [, name = ""] = /functions\/([^/]+)\/invocations/.exec(request.url ?? "") ?? [];
    called.push({ name, payload: body });
    try {
      const answer = JSON.stringify(functions[name]?.(body) ?? null);
      response.writeHead(200).end(answer);
    } catch (error) {
      const { name: errorType, message: errorMessage } = error as Error;
      response.writeHead(200, { "x-amz-function-error": "Unhandled" }).end(JSON.stringify({ errorType, errorMessage }));
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const lies = (lying: Lying): string => {
  const id = randomUUID();
  queue.set(id, lying);
  return id;
};

const redrive = async () => {
  const client = {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "s" },
    maxAttempts: 1,
  };
  const said: string[] = [];
  const done = await redriveLetters({
    ...{ queueUrl: `${url}/0/dead`, tick: "k-tick", toldOnce: ["k-machine"] },
    ...{ sqs: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }), lambda: new LambdaClient(client) },
    say: (line) => said.push(line),
  });
  return { ...done, said };
};

const machineEnds = {
  "detail-type": "EC2 Instance State-change Notification",
  time: "2026-11-30T02:00:00Z",
  detail: { "instance-id": "i-0123456789abcdef0", state: "shutting-down" },
};
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
/** As EventBridge leaves an event that it could not hand over. */
const undelivered = (name = "k-machine", body: unknown = machineEnds): Lying => ({
  body,
  attributes: {
    RULE_ARN: "arn:aws:events:us-east-1:123456789012:rule/MachineEnds",
    TARGET_ARN: arnOf(name),
    ERROR_CODE: "NO_PERMISSIONS",
    RETRY_ATTEMPTS: "0",
  },
});
/** As Lambda leaves an event that a function has failed with three times. */
const failed: Lying = {
  body: {
    version: "1.0",
    timestamp: "2026-11-30T02:04:00.000Z",
    requestContext: {
      requestId: "r",
      functionArn: `${arnOf("k-machine")}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: 3,
    },
    requestPayload: machineEnds,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: { errorMessage: "throttled" },
  },
};
const fromStream: Lying = {
  body: {
    requestContext: {
      requestId: "r",
      functionArn: arnOf("k-start"),
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 11,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: "2026-11-30T02:04:00.000Z",
    DDBStreamBatchInfo: {
      ...{ shardId: "shardId-1", startSequenceNumber: "1", endSequenceNumber: "2", batchSize: 2, streamArn: "arn" },
      ...{
        approximateArrivalOfFirstRecord: "2026-11-30T02:00:00Z",
        approximateArrivalOfLastRecord: "2026-11-30T02:00:00Z",
      },
    },
  },
};

test("an event gets to its function as it was, whoever has kept it, and is taken out; a second run finds nothing", async () => {
  lies(undelivered());
  lies(failed);
  expect(await redrive()).toMatchObject({ handled: 2, left: 0 });
  expect(called).toEqual([
    { name: "k-machine", payload: machineEnds },
    { name: "k-machine", payload: machineEnds },
  ]);
  expect(queue.size).toBe(0);
  expect(await redrive()).toEqual({ handled: 0, left: 0, said: [] });
});

test("what fails again stays, with its reason, keeps nothing else waiting, and is there for the next run at once", async () => {
  const id = lies(undelivered("k-machine", { ...machineEnds, detail: { ...machineEnds.detail, state: "bad" } }));
  for (let i = 0; i < 25; i += 1) lies(undelivered());
  const { "k-machine": well } = functions;
  functions["k-machine"] = ({ detail }) => {
    if ((detail as Json)["state"] === "bad") throw new RangeError("no such state");
  };
  const { said, ...counts } = await redrive();
  expect(counts).toEqual({ handled: 25, left: 1 });
  expect(said).toContain(`stays (${id}): k-machine has failed: RangeError: no such state`);
  functions["k-machine"] = well ?? (() => null);
  expect(await redrive()).toMatchObject({ handled: 1, left: 0 });
});

test("a run that goes on for longer than messages are hidden does not stop at those that it has seen", async () => {
  const bad = { ...machineEnds, detail: { ...machineEnds.detail, state: "bad" } };
  for (let i = 0; i < 10; i += 1) lies(undelivered("k-machine", bad));
  for (let i = 0; i < 5; i += 1) lies(undelivered());
  let failures = 0;
  functions["k-machine"] = ({ detail }) => {
    if ((detail as Json)["state"] !== "bad") return null;
    failures += 1;
    // By the tenth the quarter of an hour is over.
    if (failures === 10) for (const lying of queue.values()) lying.hidden = false;
    throw new RangeError("no such state");
  };
  expect(await redrive()).toMatchObject({ handled: 5, left: 10 });
  expect(failures).toBe(10);
});

test("a position in the stream is done with once the tick has looked after all operations, and not before", async () => {
  lies(fromStream);
  functions["k-tick"] = () => ({ open: 3, notSettled: 1 });
  expect(await redrive()).toMatchObject({
    handled: 0,
    left: 1,
    said: [expect.stringContaining("nothing about 1 of 3")],
  });
  functions["k-tick"] = () => {
    throw new Error("away");
  };
  expect(await redrive()).toMatchObject({ handled: 0, left: 1 });
  functions["k-tick"] = () => ({ open: 3, notSettled: 0 });
  expect(await redrive()).toMatchObject({
    handled: 1,
    left: 0,
    said: [expect.stringContaining("all 3 open operations")],
  });
  expect(called.map(({ name }) => name)).toEqual(["k-tick", "k-tick", "k-tick"]);
});

test("no other function is called, and nothing taken out, by what somebody else has put there", async () => {
  for (const lying of [
    undelivered("k-delete-everything"),
    { body: "not JSON" },
    { body: { hello: "there" } },
    { body: "null" },
  ])
    lies(lying);
  expect(await redrive()).toMatchObject({ handled: 0, left: 4 });
  expect(called).toEqual([]);
  expect(queue.size).toBe(4);
});

test("what was handled and could not be taken out is handled again, and counted as left", async () => {
  lies(undelivered());
  refused.add("DeleteMessage");
  expect(await redrive()).toMatchObject({ handled: 0, left: 1 });
  refused.clear();
  expect(await redrive()).toMatchObject({ handled: 1, left: 0 });
  expect(called).toHaveLength(2);
});
