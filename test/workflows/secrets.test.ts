import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { DescribeInstanceAttributeCommand, DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListStateMachines,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "#test/service.ts";

const cloud = connectCloud({ AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1", BACKUP_BUCKET: "" });
const ec2 = new EC2Client({});

/** Where a secret could have got to, by name; each text of it. */
type Places = Map<string, string[]>;

/** All texts in a value, however deep. */
const textsOf = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

const logs = async (since: number): Promise<Places> => {
  const client = new CloudWatchLogsClient({});
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client }, {}))
    names.push(...logGroups.map(({ logGroupName = "" }) => logGroupName));
  const linesOf = async (logGroupName: string): Promise<[string, string[]]> => {
    const lines: string[] = [];
    for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName, startTime: since }))
      lines.push(...events.map(({ message = "" }) => message));
    return [`log ${logGroupName}`, lines];
  };
  return new Map(await Promise.all(names.map(linesOf)));
};

const histories = async (operationIds: ReadonlySet<string>): Promise<Places> => {
  const client = new SFNClient({});
  const found: Places = new Map();
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
    for (const { stateMachineArn } of stateMachines)
      for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn }))
        for (const { executionArn, name = "" } of executions) {
          if (!operationIds.has(name)) continue;
          const told: string[] = [];
          for await (const { events } of paginateGetExecutionHistory({ client }, { executionArn }))
            told.push(...textsOf(events));
          found.set(`history ${name}`, told);
        }
  return found;
};

const table = async (): Promise<Places> => {
  const client = new DynamoDBClient({});
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const found: Places = new Map();
  for (const TableName of TableNames) {
    const items: string[] = [];
    for await (const { Items } of paginateScan({ client }, { TableName })) items.push(...textsOf(Items));
    found.set(`table ${TableName}`, items);
  }
  return found;
};

/** What machines were given as they were launched: anybody on the machine, or with ec2:Describe, may read that. */
const userData = async (clusterId: string): Promise<Places> => {
  const order = { Filters: [{ Name: "tag:kubewright:cluster", Values: [clusterId] }] };
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(order));
  const found: Places = new Map();
  for (const { InstanceId = "" } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
    const { UserData } = await ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" }));
    found.set(`user data ${InstanceId}`, [Buffer.from(UserData?.Value ?? "", "base64").toString()]);
  }
  return found;
};

/** A piece of each secret that is in it whatever is around it: a line of a PEM, and the same within base64 of the whole. */
const piecesOf = (name: string, secret: string): [string, string][] => {
  const pem = /-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]+?)-----END/.exec(secret)?.[1];
  const lines = (pem ?? secret).split(/\\n|\n/).filter((line) => line.length >= 12);
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.from("x".repeat(shift) + secret)
      .toString("base64")
      .slice(8, -4)
      .slice(0, 64),
  );
  return [...lines.map((line) => line.slice(0, 48)), ...encoded].map((piece) => [name, piece]);
};

const isSecret = (name: string, value: string): boolean =>
  value.includes("PRIVATE KEY-----") || /token$|key$/i.test(name);

/** Keys and tokens of a cluster, by their names. */
const secretsIn = (value: object, path = ""): [string, string][] =>
  Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    const name = `${path}${key}`;
    if (typeof inner === "object" && inner !== null) return secretsIn(inner as object, `${name}.`);
    return typeof inner === "string" && isSecret(name, inner) ? [[name, inner]] : [];
  });

const found = (places: Places, pieces: [string, string][]): string[] => [
  ...new Set(
    [...places].flatMap(([place, texts]) =>
      pieces.filter(([, piece]) => texts.some((text) => text.includes(piece))).map(([name]) => `${name} in ${place}`),
    ),
  ),
];

test("a cluster's keys and tokens, and its callers', are in no log, history, record, event, answer or user data", async () => {
  const since = Date.now();
  const tenant = await tenantOf(service, "secrets");
  const answers: string[] = [];
  const refused = async (asked: Promise<unknown>): Promise<string> => {
    const error = await asked.then(
      () => new Error("it is not refused"),
      (refusal: Error) => refusal,
    );
    expect(error.message).toMatch(/: 4\d\d /);
    return error.message;
  };
  const done = async (asked: Promise<Operation>): Promise<Operation> => {
    const operation = await tenant.over(await asked);
    expect({ kind: operation.kind, status: operation.status, error: operation.error }).toMatchObject({
      status: "succeeded",
    });
    return operation;
  };
  const spec = { name: "secrets", nodeGroups: [{ name: "default", size: 1 }] };
  const { clusterId } = await done(tenant.create(spec));
  const path = `/clusters/${clusterId}`;
  const keys = await cloud.secrets.keys(clusterId);
  const given = await tenant.call<Credentials>("POST", `${path}/credentials`, {});
  const { backupId } = await done(tenant.call<Operation>("POST", `${path}/backups`));
  await done(tenant.call<Operation>("POST", `${path}/backups/${backupId}/drill`));
  await done(tenant.call<Operation>("POST", `${path}/credentials/revoke`, {}));
  // Answers of all kinds, to what is wrong with the very secrets in it.
  answers.push(await refused(tenant.create(spec)));
  // That one says what was given, to whoever has given it; nobody else is to hear of it.
  await refused(tenant.create({ ...spec, name: given.clientKey }));
  answers.push(await refused(tenant.call("GET", `${path}/backups/bkp_01kb2m3n4p5q6r7s8t9v0w1x2y`)));
  answers.push(await refused(tenant.call("POST", `${path}/restore`, { backupId: "none" })));
  answers.push(
    JSON.stringify(await tenant.call("GET", `${path}/events`)),
    JSON.stringify(await tenant.cluster(clusterId)),
  );
  answers.push(JSON.stringify(await tenant.call("GET", `/operations?clusterId=${clusterId}`)));
  const launched = await userData(clusterId);
  await done(tenant.remove(clusterId));

  const { items } = await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`);
  const operationIds = new Set(items.map(({ id }) => id));
  const told = (await (await fetch(`${service.regionUrl}/_region/events`)).json()) as object;
  const places: Places = new Map([
    ...(await logs(since)),
    ...(await histories(operationIds)),
    ...(await table()),
    ...launched,
    ["events of EC2", textsOf(told)] as const,
    ["answers of the API", answers] as const,
  ]);
  const secrets = [...secretsIn(keys), ["the client's key", given.clientKey] as [string, string]];
  expect(secrets.length).toBeGreaterThanOrEqual(7);
  const [, , signature = ""] = tenant.token.split(".");
  const pieces = [
    ...secrets.flatMap(([name, secret]) => piecesOf(name, secret)),
    ["the caller's token", signature] as [string, string],
  ];

  // That the search finds what is there: the operations' ids in every kind of place, a key where it belongs.
  for (const kind of ["log ", "history ", "table "]) {
    const those = new Map([...places].filter(([place]) => place.startsWith(kind)));
    expect({ kind, found: found(those, [["an id", clusterId]]).length > 0 }).toEqual({ kind, found: true });
  }
  expect(launched.size).toBeGreaterThanOrEqual(4);
  const belong = new Map([["where it belongs", [JSON.stringify(keys), JSON.stringify(given), tenant.token]]]);
  expect(found(belong, pieces)).toHaveLength(secrets.length + 1);

  expect(found(places, pieces)).toEqual([]);
}, 300_000);
