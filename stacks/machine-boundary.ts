import type { Stack } from "aws-cdk-lib/core";
import { backupFiles } from "./backup-bucket.ts";
import { looks, named, parameters, secrets } from "./cluster-permissions.ts";
import type { Permission } from "./permission.ts";

/** Most that a machine's own role may ever do, whatever policy a stage writes for it: see adapters/machine-policy.ts. */
export const machineBoundary = (stack: Stack): Permission[] => [
  { why: named, actions: ["secretsmanager:GetSecretValue"], resources: [secrets(stack)] },
  { why: named, actions: ["ssm:GetParameter"], resources: [parameters(stack)] },
  {
    why: "parameters are encrypted with the account's key for Systems Manager, which has no name here",
    actions: ["kms:Decrypt"],
    resources: [stack.formatArn({ service: "kms", resource: "key", resourceName: "*" })],
    conditions: { StringEquals: { "kms:ViaService": `ssm.${stack.region}.amazonaws.com` } },
  },
  { why: named, actions: ["s3:PutObject", "s3:GetObject"], resources: [backupFiles(stack)] },
  {
    why: "the key of the backups' bucket has no name here",
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    resources: [stack.formatArn({ service: "kms", resource: "key", resourceName: "*" })],
    conditions: { StringEquals: { "kms:ViaService": `s3.${stack.region}.amazonaws.com` } },
  },
  looks("states", "SendTaskHeartbeat", "SendTaskSuccess", "SendTaskFailure"),
];
