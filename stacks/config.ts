import * as z from "zod";
import { AwsIdentity } from "#functions/env.ts";

const ConsoleConfig = z.strictObject({
  /** How the issuer knows the console: a public client, whose codes may be sent to `/signed-in` of the console's address. */
  clientId: z.string().min(1),
  scope: z.string().default("openid"),
  /** The token whose `aud` is the audience; with Cognito it is the id token, and the audience is the client's id. */
  token: z.enum(["access_token", "id_token"]).default("access_token"),
  /** Further addresses that the issuer hands out tokens at, such as the domain of a Cognito user pool. */
  origins: z.array(z.url()).max(5).default([]),
});
export type ConsoleConfig = z.output<typeof ConsoleConfig>;

/** What whoever deploys may choose; `cdk.json` holds it under the context key `kubewright`, `-c kubewright:issuer=…` overrides one. */
export const Config = z.strictObject({
  /** Where tokens come from: any OIDC issuer; `/.well-known/openid-configuration` is read below it. */
  issuer: z.url({ error: "set the OIDC issuer that callers have tokens of, such as https://login.example.com" }),
  /** What the tokens' `aud` must say. */
  audience: z.string().min(1).default("kubewright"),
  /** Machines in AWS that are let in without a token of the issuer: IAM roles and users, each with its tenant and role. */
  awsIdentities: z.array(AwsIdentity).max(20).default([]),
  /** What happens to the table and the log groups when their stack is deleted. */
  removal: z.enum(["retain", "destroy"]).default("retain"),
  architecture: z.enum(["arm64", "x86_64"]).default("arm64"),
  logLevel: z.enum(["DEBUG", "INFO", "WARN", "ERROR"]).default("INFO"),
  logRetentionDays: z.union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)]).default(90),
  /** Requests a second, and at once, that the API lets through for all tenants together. */
  throttling: z.strictObject({ rate: z.int().min(1).default(100), burst: z.int().min(1).default(200) }).prefault({}),
  /** What each tenant may have, in all its clusters. */
  quotas: z.strictObject({ clusters: z.int().min(0).default(20), machines: z.int().min(0).default(500) }).prefault({}),
  /** Whether EC2 Image Builder makes the machine images, weekly where something has changed; else the account must have some. */
  buildNodeImages: z.stringbool().or(z.boolean()).default(true),
  /** Whether there is a topic that is told when the service itself is in trouble, and a dashboard. */
  alarms: z.stringbool().or(z.boolean()).default(true),
  /** The web console; there is none without it. */
  console: ConsoleConfig.optional(),
});
export type Config = z.output<typeof Config>;

/** @param context answers for a context key, such as `app.node.tryGetContext` */
export const readConfig = (context: (key: string) => unknown): Config => {
  const given = context("kubewright");
  const overrides = Object.keys(Config.shape).flatMap((key) => {
    const value = context(`kubewright:${key}`);
    return value === undefined ? [] : [[key, value] as const];
  });
  const parsed = Config.safeParse({ ...(typeof given === "object" ? given : {}), ...Object.fromEntries(overrides) });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `  kubewright:${path.join(".")}: ${message}`);
  throw new Error(`cdk.json or -c do not say how to deploy:\n${faults.join("\n")}`);
};
