import { GetInstanceProfileCommand, GetRolePolicyCommand, type IAMClient } from "@aws-sdk/client-iam";
import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SFNClient } from "@aws-sdk/client-sfn";
import { GetParametersByPathCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { newCluster } from "#core/clusters/new-cluster.ts";
import { ada } from "#core/fakes/calls.ts";
import { fakeCloud } from "#core/fakes/cloud.ts";
import { planCreate } from "#core/plan/plan-create.ts";
import { iamIdentities } from "./iam-identities.ts";
import { secretsManagerSecrets } from "./secrets-manager-secrets.ts";
import { ssmBootReports } from "./ssm-boot-reports.ts";

/** A client that is told what to answer, and keeps the names of the calls that make or change something. */
const standIn = (service: string, answer: (command: object) => unknown) => {
  const calls: string[] = [];
  const send = async (command: object): Promise<unknown> => {
    const name = command.constructor.name.replace(/Command$/, "");
    if (!/^Get|^Describe/.test(name)) calls.push(`${service}:${name}`);
    return answer(command);
  };
  return { client: { send }, calls };
};

const counted = (calls: string[]): string[] =>
  [...new Set(calls)].map((call) => `${call} ${calls.filter((one) => one === call).length}`).sort();

const role = { Role: { Arn: "arn:aws:iam::000000000000:role/kubewright" }, InstanceProfile: { Roles: [] } };
const notFound = (name = "ResourceNotFoundException"): never => {
  throw Object.assign(new Error("there is none"), { name });
};

test("the calls to IAM, Secrets Manager and Systems Manager are the calls planned", async () => {
  const now = "2026-01-01T00:00:00.000Z";
  const nodeGroups = [{ name: "a", size: 9 }];
  const given = newCluster(ada, CreateCluster.parse({ name: "one", nodeGroups }), now);
  const { clusterId } = given.cluster;
  const { plan } = await planCreate({ ...given, now });
  const planned = (name: string) =>
    plan.stages
      .find((stage) => stage.name === name)
      ?.calls.map(({ call, times }) => `${call} ${times}`)
      .sort();

  const iam = standIn("iam", (command) =>
    command instanceof GetInstanceProfileCommand || command instanceof GetRolePolicyCommand
      ? notFound("NoSuchEntityException")
      : role,
  );
  await iamIdentities(iam.client as unknown as IAMClient, { backupBucket: "backups", region: "us-east-1" }).ensure(
    clusterId,
  );
  expect(counted(iam.calls)).toEqual(planned("CreateIdentities"));

  const secrets = standIn("secretsmanager", (command) => (command instanceof GetSecretValueCommand ? notFound() : {}));
  const { authority } = fakeCloud().ports;
  await secretsManagerSecrets(secrets.client as unknown as SecretsManagerClient).ensureKeys(
    clusterId,
    authority.newKeys,
  );
  expect(counted(secrets.calls)).toEqual(planned("CreateKeys"));

  const names = Array.from({ length: 12 }, (_, i) => ({ Name: `/p/${i}` }));
  const ssm = standIn("ssm", (command) => (command instanceof GetParametersByPathCommand ? { Parameters: names } : {}));
  const sts = standIn("sts", () => ({ Arn: "arn:aws:sts::000000000000:assumed-role/a/b" }));
  const reports = ssmBootReports(
    // The SDK pages through answers of its own client only.
    Object.assign(new SSMClient({ region: "us-east-1" }), ssm.client) as SSMClient,
    standIn("states", () => ({})).client as unknown as SFNClient,
    sts.client as unknown as STSClient,
    "us-east-1",
  );
  for (const { Name } of names) await reports.expect(clusterId, Name, "token");
  expect(counted(ssm.calls)).toEqual(planned("AwaitMachines"));
  ssm.calls.length = 0;
  await reports.remove(clusterId);
  expect(counted(ssm.calls)).toEqual(planned("RecordMachines"));
});
