import * as z from "zod";
import { roles } from "#contract/roles.ts";

/**
 * Environment of every function: read at run time, and typing what the stacks must supply. AWS_REGION and endpoints are the
 * Lambda service's and the SDK's own.
 */
const table = { TABLE_NAME: z.string().min(1) };
/** ARN up to the workflow's name: `arn:aws:states:<region>:<account>:stateMachine:kubewright-`. */
const workflows = { STATE_MACHINE_PREFIX: z.string().min(1) };
const region = { AWS_REGION: z.string().min(1) };

/** What each tenant may have. */
const limits = {
  CLUSTER_LIMIT: z.coerce.number().int().min(0),
  MACHINE_LIMIT: z.coerce.number().int().min(0),
};

export const ReadEnv = z.object(table);
export const BillingEnv = z.object({ ...table, ...region });
export const QuotaEnv = z.object({ ...table, ...limits });
export const WriteEnv = z.object({ ...table, ...workflows, ...limits });
/** Bucket of the files of backups. */
const files = { BACKUP_BUCKET: z.string().min(1) };

export const BackupEnv = z.object({ ...table, ...files });
export const StageEnv = z.object({
  ...table,
  ...region,
  ...files,
  MACHINE_PERMISSIONS_BOUNDARY: z.string().optional(),
});
export const EventEnv = z.object({ ...table, ...workflows });
/** What a deployment says of a machine in AWS: whoever has the role (or is the user) acts in the tenant with a role of ours. */
export const AwsIdentity = z.strictObject({
  arn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
      "ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/ci",
    ),
  tenant: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, "1 to 128 letters, digits, '.', '_' and '-'"),
  role: z.enum(roles),
});
export type AwsIdentity = z.infer<typeof AwsIdentity>;

/** Of those that look at clusters and at what they cost. */
export const WatchEnv = z.object({ ...table, ...workflows, ...region, ...files, MACHINE_LIMIT: limits.MACHINE_LIMIT });
export const AuthorizerEnv = z.object({
  ...region,
  TOKEN_ISSUER: z.url(),
  TOKEN_AUDIENCE: z.string().min(1),
  /** Where the issuer's keys are; by default its discovery document says. */
  TOKEN_KEYS: z.url().optional(),
  /** JSON: machines in AWS that are let in by their signature. */
  AWS_IDENTITIES: z
    .string()
    .default("[]")
    .transform((text) => z.array(AwsIdentity).parse(JSON.parse(text))),
  /** Only where STS is not AWS's own. */
  AWS_ENDPOINT_URL: z.url().optional(),
  AWS_ENDPOINT_URL_STS: z.url().optional(),
  TENANT_CLAIM: z.string().default("tenant"),
  ROLE_CLAIM: z.string().default("role"),
});
