import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import { decodeAwsToken } from "#contract/aws-token.ts";
import { roles } from "#contract/roles.ts";
import { identityFor, signerOf, whyNoAwsToken } from "#functions/aws-identity.ts";
import { AuthorizerEnv } from "#functions/env.ts";

const logger = new Logger();

/** The one text by which API Gateway tells "answer 401" from a failure of the authorizer. */
class Unauthorized extends Error {
  override readonly message = "Unauthorized";
}

type Keys = ReturnType<typeof createRemoteJWKSet>;
type Env = z.output<typeof AuthorizerEnv>;

/** @throws Error when the issuer does not answer */
const keysOf = async ({ TOKEN_ISSUER, TOKEN_KEYS }: Env): Promise<Keys> => {
  if (TOKEN_KEYS !== undefined) return createRemoteJWKSet(new URL(TOKEN_KEYS));
  const url = `${TOKEN_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  const { jwks_uri } = z.looseObject({ jwks_uri: z.url() }).parse(await answer.json());
  return createRemoteJWKSet(new URL(jwks_uri));
};

let connected: { env: Env; keys: Promise<Keys> } | undefined;
/** Once a cold start, and again when the issuer could not be asked. */
const connect = (): { env: Env; keys: Promise<Keys> } => {
  if (connected) return connected;
  const env = AuthorizerEnv.parse(process.env);
  const made = { env, keys: keysOf(env) };
  connected = made;
  made.keys.catch(() => {
    connected = undefined;
  });
  return made;
};

/** Asymmetric ones only: with a shared secret, whoever can check could also make tokens. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** What is wrong with the token itself; anything else (the issuer is away) is no fault of the caller's. */
const isTokenFault = (error: unknown): boolean =>
  error instanceof errors.JWTClaimValidationFailed ||
  error instanceof errors.JWTExpired ||
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported ||
  error instanceof errors.JWKSNoMatchingKey;

const Identity = z.object({
  tenantId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/),
  subject: z.string().min(1).max(256),
  role: z.enum(roles),
});

type Identity = z.output<typeof Identity>;

const identityOf = (claims: JWTPayload, { TENANT_CLAIM, ROLE_CLAIM }: Env): Identity => {
  const identity = Identity.safeParse({
    tenantId: claims[TENANT_CLAIM],
    subject: claims.sub,
    role: claims[ROLE_CLAIM],
  });
  if (identity.success) return identity.data;
  logger.info("token without a tenant, subject or role that we take", {
    fields: identity.error.issues.map(({ path }) => path.join(".")),
  });
  throw new Unauthorized();
};

/** Of the whole API: the answer is kept for the token, whatever it asks for next. */
const everyMethod = (methodArn: string): string => methodArn.split("/").slice(0, 2).join("/").concat("/*");

/** @throws Unauthorized */
const refuse = (why: string): never => {
  logger.info("token refused", { why });
  throw new Unauthorized();
};

const holderOf = async (token: string): Promise<Identity> => {
  const { env, keys } = connect();
  const order = {
    issuer: env.TOKEN_ISSUER,
    audience: env.TOKEN_AUDIENCE,
    algorithms,
    requiredClaims: ["exp", "sub"],
  };
  const { payload } = await jwtVerify(token, await keys, order).catch((error: unknown) =>
    isTokenFault(error) ? refuse((error as Error).name) : Promise.reject(error),
  );
  return identityOf(payload, env);
};

/** A machine in AWS, by what it has signed. */
const machineOf = async (query: URLSearchParams): Promise<Identity> => {
  const { env } = connect();
  // Where no machine is let in, nothing is sent to STS on anybody's word.
  if (env.AWS_IDENTITIES.length === 0) return refuse("no AWS identities");
  const why = whyNoAwsToken(query, { region: env.AWS_REGION, now: Date.now() });
  if (why !== undefined) return refuse(why);
  const endpoint = env.AWS_ENDPOINT_URL_STS ?? env.AWS_ENDPOINT_URL ?? `https://sts.${env.AWS_REGION}.amazonaws.com`;
  const arn = await signerOf(query, { endpoint, audience: env.TOKEN_AUDIENCE });
  if (arn === undefined) return refuse("STS refuses it");
  const known = identityFor(arn, env.AWS_IDENTITIES);
  if (known === undefined) return refuse(`${arn} is nobody here`);
  return { tenantId: known.tenant, subject: arn, role: known.role };
};

/** Lets those in who hold a token of the issuer for this service, or are known in AWS, and says which tenant, subject and role they are. */
export const handler = middy<APIGatewayRequestAuthorizerEvent, APIGatewayAuthorizerResult>().handler(
  async (event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
    const given = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === "authorization")?.[1];
    const [, token] = /^Bearer +([\w-]+\.[\w-]+(?:\.[\w-]+)?)$/i.exec(given ?? "") ?? [];
    if (token === undefined) throw new Unauthorized();
    const query = decodeAwsToken(token);
    const identity = query ? await machineOf(query) : await holderOf(token);
    return {
      principalId: `${identity.tenantId}:${identity.subject}`,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: everyMethod(event.methodArn) }],
      },
      context: identity,
    };
  },
);
