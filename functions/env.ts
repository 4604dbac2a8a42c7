import * as z from "zod";

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
export const QuotaEnv = z.object({ ...table, ...limits });
export const WriteEnv = z.object({ ...table, ...workflows, ...limits });
export const StageEnv = z.object({ ...table, ...region, MACHINE_PERMISSIONS_BOUNDARY: z.string().optional() });
export const EventEnv = z.object({ ...table, ...workflows });
export const WatchEnv = z.object({ ...table, ...workflows, MACHINE_LIMIT: limits.MACHINE_LIMIT });
export const AuthorizerEnv = z.object({
  TOKEN_ISSUER: z.url(),
  TOKEN_AUDIENCE: z.string().min(1),
  /** Where the issuer's keys are; by default its discovery document says. */
  TOKEN_KEYS: z.url().optional(),
  TENANT_CLAIM: z.string().default("tenant"),
  ROLE_CLAIM: z.string().default("role"),
});
