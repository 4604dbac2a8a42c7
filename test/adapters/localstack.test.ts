import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, ListTagsForResourceCommand, SSMClient } from "@aws-sdk/client-ssm";
import { describe, expect, test } from "@jest/globals";
import { withCoreErrors } from "#adapters/aws-errors.ts";
import { bootReportsContract } from "#adapters/boot-reports.contract.ts";
import { iamIdentities } from "#adapters/iam-identities.ts";
import { identitiesContract } from "#adapters/identities.contract.ts";
import { secretsContract } from "#adapters/secrets.contract.ts";
import { snapshotsContract } from "#adapters/snapshots.contract.ts";
import { cloud, newCluster } from "./cloud-under-test.ts";

describe("secrets on Secrets Manager", () => {
  secretsContract(() => cloud.secrets, newCluster);

  test("workers get what joining takes and no key of a CA", async () => {
    const clusterId = newCluster();
    const keys = await cloud.secrets.ensureKeys(clusterId, cloud.authority.newKeys);
    const client = new SecretsManagerClient({});
    const read = async (SecretId: string) =>
      JSON.parse((await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? "");
    const ids = cloud.secrets.ids(clusterId);
    expect(await read(ids.worker)).toEqual({ bootstrapToken: keys.bootstrapToken, caCertHash: keys.caCertHash });
    expect(await read(ids.controlPlane)).toEqual(keys);
    await cloud.secrets.remove(clusterId);
  });
});

describe("snapshots on S3", () => {
  const s3 = new S3Client({ forcePathStyle: true });
  snapshotsContract(
    () => cloud.snapshots,
    newCluster,
    async ({ bucket, key }, text) => {
      const Metadata = { revision: "3", keys: "2", "etcd-version": "3.7.3" };
      const order = { Bucket: bucket, Key: key, Body: text, ChecksumAlgorithm: "SHA256", Metadata } as const;
      await s3.send(new PutObjectCommand(order));
    },
  );
});

describe("identities on IAM", () => {
  identitiesContract(() => cloud.identities, newCluster);

  test("each kind of machine may read its own secret only", async () => {
    const clusterId = newCluster();
    const { controlPlaneProfile, workerProfile } = await cloud.identities.ensure(clusterId);
    const policyOf = async (RoleName: string) => {
      const order = { RoleName, PolicyName: "kubewright-machine" };
      const { PolicyDocument = "" } = await new IAMClient({}).send(new GetRolePolicyCommand(order));
      return decodeURIComponent(PolicyDocument);
    };
    const [controlPlane, worker] = await Promise.all([policyOf(controlPlaneProfile), policyOf(workerProfile)]);
    const ids = cloud.secrets.ids(clusterId);
    expect(controlPlane).toContain(`:secret:${ids.controlPlane}-??????`);
    expect(worker).toContain(`:secret:${ids.worker}-??????`);
    expect(worker).not.toContain(ids.controlPlane);
    await cloud.identities.remove(clusterId);
  });
});

test("identities that are whole are only looked at; a policy that was changed by hand is put back", async () => {
  const iam = withCoreErrors(new IAMClient({}));
  const changes: string[] = [];
  iam.middlewareStack.add(
    (next, { commandName = "" }) =>
      (args) => {
        if (!commandName.startsWith("Get")) changes.push(commandName);
        return next(args);
      },
    { step: "initialize" },
  );
  const identities = iamIdentities(iam, { region: "us-east-1", backupBucket: "backups" });
  const clusterId = newCluster();
  const { workerProfile: RoleName } = await identities.ensure(clusterId);
  changes.length = 0;
  await identities.ensure(clusterId);
  expect(changes).toEqual([]);
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
  });
  await new IAMClient({}).send(
    new PutRolePolicyCommand({ RoleName, PolicyName: "kubewright-machine", PolicyDocument }),
  );
  await identities.ensure(clusterId);
  expect(changes).toContain("PutRolePolicyCommand");
  changes.length = 0;
  await identities.ensure(clusterId);
  expect(changes).toEqual([]);
  await identities.remove(clusterId);
});

describe("boot reports on SSM and Step Functions", () => {
  bootReportsContract(() => cloud.bootReports, newCluster);

  test("the newest token lies encrypted in a parameter that names its machine", async () => {
    const clusterId = newCluster();
    const instanceId = "i-0123456789abcdef0";
    const ssm = new SSMClient({});
    await cloud.bootReports.expect(clusterId, instanceId, "first");
    await cloud.bootReports.expect(clusterId, instanceId, "second");
    const Name = `${cloud.bootReports.prefix(clusterId)}/${instanceId}`;
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    expect(Parameter).toMatchObject({ Type: "SecureString", Value: "second" });
    const order = { ResourceType: "Parameter", ResourceId: Name } as const;
    const { TagList } = await ssm.send(new ListTagsForResourceCommand(order));
    expect(TagList).toContainEqual({
      Key: "kubewright:instance-arn",
      Value: `arn:aws:ec2:us-east-1:000000000000:instance/${instanceId}`,
    });
    await cloud.bootReports.remove(clusterId);
  });
});
