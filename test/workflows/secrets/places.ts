/** Whatever the service writes to, or answers with: where a secret could have got to. */
import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { DescribeInstanceAttributeCommand, DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ListBucketsCommand, ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListStateMachines,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { paginateGetParametersByPath, SSMClient } from "@aws-sdk/client-ssm";
import { formsOf, type Secret, textsOf } from "./forms.ts";

/** By name, each text of it. */
export type Places = Map<string, string[]>;

export const logs = async (since: number): Promise<Places> => {
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

/** Histories of the operations' executions apart from what they were begun with and have come to. */
export const executions = async (operationIds: readonly string[]): Promise<Places> => {
  const client = new SFNClient({});
  const found: Places = new Map();
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
    for (const { stateMachineArn } of stateMachines)
      for await (const { executions: some = [] } of paginateListExecutions({ client }, { stateMachineArn }))
        for (const { executionArn, name = "" } of some) {
          // Later runs of an operation have its id and a number.
          if (!operationIds.some((id) => name.startsWith(id))) continue;
          const told: string[] = [];
          for await (const { events } of paginateGetExecutionHistory({ client }, { executionArn }))
            told.push(...textsOf(events));
          found.set(`history ${name}`, told);
          const { input, output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
          found.set(`execution ${name}`, textsOf({ input, output, error, cause }));
        }
  return found;
};

export const tables = async (): Promise<Places> => {
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

/** Names of all objects, also of those that have been removed. */
export const objectNames = async (): Promise<Places> => {
  const s3 = new S3Client({ forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const found: Places = new Map();
  for (const { Name: Bucket = "" } of Buckets) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    found.set(
      `bucket ${Bucket}`,
      [...Versions, ...DeleteMarkers].map(({ Key = "" }) => Key),
    );
  }
  return found;
};

/** Secrets and parameters of a cluster: where keys and task tokens are at home. */
export const vaults = async (clusterId: string): Promise<Places> => {
  const found: Places = new Map();
  const client = new SecretsManagerClient({});
  for await (const { SecretList = [] } of paginateListSecrets({ client }, {}))
    for (const { Name = "" } of SecretList.filter((one) => one.Name?.includes(clusterId))) {
      const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: Name }));
      found.set(`secret ${Name}`, [SecretString]);
    }
  const order = { Path: `/kubewright/${clusterId}`, Recursive: true, WithDecryption: true };
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client: new SSMClient({}) }, order))
    for (const { Name = "", Value = "" } of Parameters) found.set(`parameter ${Name}`, [Value]);
  return found;
};

/** What machines were given as they were launched: anybody on the machine, or with ec2:Describe, may read that. */
export const userData = async (clusterId: string): Promise<Places> => {
  const ec2 = new EC2Client({});
  const order = { Filters: [{ Name: "tag:kubewright:cluster", Values: [clusterId] }] };
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(order));
  const found: Places = new Map();
  for (const { InstanceId = "" } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
    const { UserData } = await ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" }));
    found.set(`user data ${InstanceId}`, [Buffer.from(UserData?.Value ?? "", "base64").toString()]);
  }
  return found;
};

/** Which secrets are where. */
export const sightings = (places: Places, secrets: readonly Secret[]): { name: string; place: string }[] => {
  const texts = [...places].map(([place, some]): [string, string] => [place, some.join("\n")]);
  return secrets.flatMap(({ name, value }) => {
    const forms = formsOf(value);
    return texts
      .filter(([, text]) => forms.some((form) => text.includes(form)))
      .map(([place]): { name: string; place: string } => ({ name, place }));
  });
};
