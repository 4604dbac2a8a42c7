import { IAMClient, paginateListInstanceProfiles, paginateListRoles } from "@aws-sdk/client-iam";
import { paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { paginateListExecutions, paginateListStateMachines, SFNClient } from "@aws-sdk/client-sfn";
import { paginateDescribeParameters, SSMClient } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { clientOf, tableOf } from "#bench/api-load.ts";
import { isOver } from "#contract/states.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import type { Service } from "#local/service.ts";

type Where = Pick<Service, "localstackUrl" | "regionUrl">;

const settingsOf = ({ localstackUrl }: Where) => ({
  endpoint: localstackUrl,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

export interface Execution {
  arn: string;
  workflow: string;
  /** Of the operation, and of the run that it is. */
  name: string;
  status: string;
}

export const allExecutions = async (where: Where): Promise<Execution[]> => {
  const client = new SFNClient(settingsOf(where));
  const found: Execution[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
    for (const { stateMachineArn, name: workflow = "" } of stateMachines)
      for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn }))
        for (const { executionArn: arn = "", name = "", status = "" } of executions)
          found.push({ arn, workflow: workflow.replace("kubewright-", ""), name, status });
  return found;
};

/** All operations and clusters of all tenants, of any age. */
export const allRecords = async (
  where: Where,
): Promise<{ operations: OperationRecord[]; clusters: ClusterRecord[] }> => {
  const dynamodb = clientOf(where.localstackUrl);
  const order = {
    TableName: await tableOf(dynamodb),
    FilterExpression: "begins_with(sk, :operation) OR begins_with(sk, :cluster)",
    ExpressionAttributeValues: { ":operation": "OPERATION#", ":cluster": "CLUSTER#" },
  };
  const [operations, clusters]: [OperationRecord[], ClusterRecord[]] = [[], []];
  for await (const { Items = [] } of paginateScan({ client: DynamoDBDocumentClient.from(dynamodb) }, order))
    for (const item of Items)
      if (String(item["sk"]).startsWith("OPERATION#")) operations.push(item as OperationRecord);
      else clusters.push(item as ClusterRecord);
  return { operations, clusters };
};

/** Of the operation that an execution is of; those that go on with one have more behind it. */
const operationOf = ({ name }: Execution): string => /^op_[0-9a-z]+/.exec(name)?.[0] ?? name;

/**
 * What goes on although nobody waits for it any more: operations that are not over, clusters that are held, executions that run for an
 * operation that is over.
 * @param isOurs of tenants
 */
export const stuckIn = (
  { operations, clusters }: { operations: readonly OperationRecord[]; clusters: readonly ClusterRecord[] },
  executions: readonly Execution[],
  isOurs: (tenantId: string) => boolean,
): string[] => {
  const ours = operations.filter(({ tenantId }) => isOurs(tenantId));
  const over = new Set(ours.filter(({ status }) => isOver(status)).map(({ operationId }) => operationId));
  return [
    ...ours
      .filter(({ operationId }) => !over.has(operationId))
      .map(({ operationId, kind, status }) => `${kind} ${operationId} is ${status}`),
    ...clusters
      .filter(({ tenantId, activeOperation }) => isOurs(tenantId) && activeOperation !== undefined)
      .map(({ clusterId, state, activeOperation }) => `cluster ${clusterId} (${state}) is held by ${activeOperation}`),
    ...executions
      .filter((one) => one.status === "RUNNING" && over.has(operationOf(one)))
      .map(({ workflow, name }) => `an execution of ${workflow} for ${name} runs, and its operation is over`),
  ];
};

/** Executions that were never an operation's: hidden work. */
export const orphansIn = (operations: readonly OperationRecord[], executions: readonly Execution[]): string[] => {
  const known = new Set(operations.map(({ operationId }) => operationId));
  return executions
    .filter((one) => !known.has(operationOf(one)))
    .map(({ workflow, name }) => `an execution of ${workflow}, ${name}, belongs to no operation`);
};

/** What clusters have made in LocalStack and in the region, counted: when they are gone it is as it was before them. */
export const thingsIn = async (where: Where): Promise<Record<string, number>> => {
  const settings = settingsOf(where);
  const [iam, secrets, ssm] = [new IAMClient(settings), new SecretsManagerClient(settings), new SSMClient(settings)];
  const counts: Record<string, number> = { roles: 0, instanceProfiles: 0, secrets: 0, parameters: 0 };
  const add = (kind: string, things: unknown[] = []): void => {
    counts[kind] = (counts[kind] ?? 0) + things.length;
  };
  for await (const { Roles } of paginateListRoles({ client: iam }, {})) add("roles", Roles);
  for await (const { InstanceProfiles } of paginateListInstanceProfiles({ client: iam }, {}))
    add("instanceProfiles", InstanceProfiles);
  for await (const { SecretList } of paginateListSecrets({ client: secrets }, {})) add("secrets", SecretList);
  for await (const { Parameters } of paginateDescribeParameters({ client: ssm }, {})) add("parameters", Parameters);
  const region = (await fetch(`${where.regionUrl}/_region/resources`).then((answer) => answer.json())) as {
    counts: Record<string, number>;
  };
  return { ...counts, ...region.counts };
};
