import type { IAMClient } from "@aws-sdk/client-iam";
import { describe, expect, test } from "@jest/globals";
import { iamIdentities } from "#adapters/iam-identities.ts";
import { instanceTag, reportPrefix } from "#adapters/report-names.ts";
import { snapshotPrefix } from "#adapters/s3-snapshots.ts";
import { secretNames } from "#adapters/secret-names.ts";
import { allows, type Call, type Policy } from "./policy-evaluation.ts";

const account = "111122223333";
const region = "eu-west-1";
const bucket = "backups";
const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
const machine = (id: string): string => arn("ec2", `instance/${id}`);

/** Two clusters of which one's id begins like the other's. */
const [mine, other] = ["cls_01", "cls_011"] as const;

/** All that the adapter gives each role, as IAM would get it. */
const written = async (): Promise<Record<"control-plane" | "worker" | "drill", Policy>> => {
  const policies: Record<string, Policy> = {};
  const send = async ({ input }: { input: Record<string, string> }) => {
    const { RoleName = "", PolicyDocument, PolicyArn } = input;
    if (PolicyArn) throw new Error(`what ${PolicyArn} allows is not known here`);
    const role = RoleName.replace(`kubewright-${mine}-`, "");
    if (PolicyDocument) {
      const { Statement } = JSON.parse(PolicyDocument) as Policy;
      policies[role] = { Statement: [...(policies[role]?.Statement ?? []), ...Statement] };
    }
    return { Role: { Arn: `arn:aws:iam::${account}:role/${RoleName}` }, InstanceProfile: {} };
  };
  const identities = iamIdentities({ send } as unknown as IAMClient, { region, backupBucket: bucket });
  await identities.ensure(mine);
  await identities.ensureDrill({ clusterId: mine, snapshotKey: `${snapshotPrefix(mine)}bkp_1` });
  return policies as Awaited<ReturnType<typeof written>>;
};
const policies = await written();
const roles = Object.keys(policies) as (keyof typeof policies)[];

const secret = (name: string): Call => ({
  ...{ action: "secretsmanager:GetSecretValue", resource: arn("secretsmanager", `secret:${name}-AbCdEf`), context: {} },
});
/** A machine asks for the parameter that is tagged for some machine. */
const token = (clusterId: string, asks: string, meant: string): Call => ({
  action: "ssm:GetParameter",
  resource: arn("ssm", `parameter${reportPrefix(clusterId)}/${meant}`),
  context: { "ec2:sourceinstancearn": machine(asks), [`aws:resourcetag/${instanceTag}`]: machine(meant) },
});
const file = (action: string, key: string): Call => ({
  action,
  resource: `arn:aws:s3:::${bucket}/${key}`,
  context: {},
});
const decrypt = (context: Call["context"]): Call => ({ action: "kms:Decrypt", resource: arn("kms", "key/1"), context });

/** Each right by itself: an action, on what, and what the call is held against. */
const rightsIn = ({ Statement }: Policy): string[] => {
  const rights = Statement.flatMap(({ Effect, Action, Resource, Condition = {} }) => {
    const kind = Effect === "Allow" ? "" : `${Effect} `;
    const held = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => ` if ${key} ${operator} ${[value].flat().join(" or ")}`),
    );
    const on = [Resource].flat().map((resource) => ` on ${resource}${held.join("")}`);
    return [Action].flat().flatMap((action) => on.map((what) => `${kind}${action}${what}`));
  });
  return rights.sort();
};

test("each kind of machine has a policy", () => {
  expect(roles.sort()).toEqual(["control-plane", "drill", "worker"]);
});

describe.each(roles)("a machine of the role %s", (role) => {
  const policy = policies[role];
  const own = { "control-plane": "controlPlane", worker: "worker", drill: "drill" }[role] as keyof ReturnType<
    typeof secretNames
  >;

  test("reads its role's secret and no other of its cluster, of another cluster, or of the account", () => {
    for (const [name, path] of Object.entries(secretNames(mine)))
      expect({ name, may: allows(policy, secret(path)) }).toEqual({ name, may: name === own });
    for (const path of [
      ...Object.values(secretNames(other)),
      "kubewright",
      "prod/db",
      `${secretNames(mine)[own]}-more`,
    ])
      expect({ path, may: allows(policy, secret(path)) }).toEqual({ path, may: false });
    expect(allows(policy, { ...secret(secretNames(mine)[own]), action: "secretsmanager:PutSecretValue" })).toBe(false);
  });

  test("reads the task token that is meant for it and no other machine's", () => {
    expect(allows(policy, token(mine, "i-1", "i-1"))).toBe(true);
    expect(allows(policy, token(mine, "i-1", "i-2"))).toBe(false);
    expect(allows(policy, token(other, "i-1", "i-1"))).toBe(false);
    // A parameter that carries no tag, and somebody with the role who is no machine.
    const { context, ...call } = token(mine, "i-1", "i-1");
    for (const key of Object.keys(context))
      expect(allows(policy, { ...call, context: { [key]: context[key] ?? "" } })).toBe(false);
    for (const action of [
      "ssm:PutParameter",
      "ssm:AddTagsToResource",
      "ssm:GetParametersByPath",
      "ssm:DescribeParameters",
    ])
      expect(allows(policy, { ...call, action, context })).toBe(false);
  });

  test("decrypts parameters of its cluster through Systems Manager, files through S3 if it reads any, and nothing by hand", () => {
    const of = (clusterId: string) => arn("ssm", `parameter${reportPrefix(clusterId)}/i-1`);
    const through = (service: string, clusterId: string) => ({
      "kms:viaservice": `${service}.${region}.amazonaws.com`,
      "kms:encryptioncontext:parameter_arn": of(clusterId),
    });
    expect(allows(policy, decrypt(through("ssm", mine)))).toBe(true);
    expect(allows(policy, decrypt(through("ssm", other)))).toBe(false);
    expect(allows(policy, decrypt(through("secretsmanager", mine)))).toBe(false);
    expect(allows(policy, decrypt({ "kms:viaservice": `s3.${region}.amazonaws.com` }))).toBe(role !== "worker");
    expect(allows(policy, decrypt({}))).toBe(false);
  });

  test("reaches snapshots of its own cluster at most", () => {
    const keys = { own: `${snapshotPrefix(mine)}bkp_1`, another: `${snapshotPrefix(mine)}bkp_2` };
    const may = (action: string, key: string): boolean => allows(policy, file(action, key));
    const reads = role !== "worker";
    expect(may("s3:GetObject", keys.own)).toBe(reads);
    expect(may("s3:GetObject", keys.another)).toBe(role === "control-plane");
    expect(may("s3:PutObject", keys.own)).toBe(role === "control-plane");
    for (const action of ["s3:GetObject", "s3:PutObject"])
      expect(may(action, `${snapshotPrefix(other)}bkp_1`)).toBe(false);
    for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucket"])
      expect(may(action, keys.own)).toBe(false);
  });

  test("has these rights and no other", () => {
    const key = arn("kms", "key/*");
    const files = `arn:aws:s3:::${bucket}/${snapshotPrefix(mine)}${role === "drill" ? "bkp_1" : "*"}`;
    const parameters = arn("ssm", `parameter${reportPrefix(mine)}/*`);
    const through = (service: string): string =>
      `kms:Decrypt on ${key} if kms:ViaService StringEquals ${service}.${region}.amazonaws.com`;
    expect(rightsIn(policy)).toEqual(
      [
        `secretsmanager:GetSecretValue on ${arn("secretsmanager", `secret:${secretNames(mine)[own]}-??????`)}`,
        `ssm:GetParameter on ${parameters} if aws:ResourceTag/${instanceTag} StringEquals \${ec2:SourceInstanceARN}`,
        `${through("ssm")} if kms:EncryptionContext:PARAMETER_ARN StringLike ${parameters}`,
        ...["SendTaskHeartbeat", "SendTaskSuccess", "SendTaskFailure"].map((answer) => `states:${answer} on *`),
        ...(role === "worker" ? [] : [`s3:GetObject on ${files}`, through("s3")]),
        ...(role === "control-plane"
          ? [`s3:PutObject on ${files}`, through("s3").replace("Decrypt", "GenerateDataKey")]
          : []),
      ].sort(),
    );
  });
});
