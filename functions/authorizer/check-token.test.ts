import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from "jose";
import { context } from "#functions/testing/events.ts";

/** An issuer whose keys can be exchanged, and which can be away. */
let server: Server;
let issuer: string;
let published: JWK[] = [];
let away = false;
let pair: Awaited<ReturnType<typeof generateKeyPair>>;

type Handler = (event: APIGatewayRequestAuthorizerEvent, context: object) => Promise<APIGatewayAuthorizerResult>;
let handler: Handler;

const publish = async (kid: string, key: CryptoKey): Promise<JWK> => ({
  ...(await exportJWK(key)),
  kid,
  use: "sig",
  alg: "RS256",
});

beforeAll(async () => {
  pair = await generateKeyPair("RS256", { extractable: true });
  published = [await publish("first", pair.publicKey)];
  server = createServer((request, response) => {
    if (away) return void response.writeHead(503).end();
    const body = request.url === "/keys" ? { keys: published } : { issuer, jwks_uri: `${issuer}/keys` };
    return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: "kubewright", AWS_REGION: "us-east-1" });
  // Read at the first call: the environment must be there before.
  handler = (await import("./check-token.ts")).handler as unknown as Handler;
});
afterAll(() => {
  jest.restoreAllMocks();
  return new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

const claims = { tenant: "blue", role: "operator", sub: "ada" };
interface Wish {
  claims?: JWTPayload;
  header?: object;
  key?: CryptoKey;
  audience?: string;
  issuer?: string;
  expires?: string | number | undefined;
}
const token = ({ claims: said = claims, header = {}, key = pair.privateKey, ...wish }: Wish = {}): Promise<string> => {
  const made = new SignJWT(said)
    .setProtectedHeader({ alg: "RS256", kid: "first", ...header })
    .setAudience(wish.audience ?? "kubewright")
    .setIssuer(wish.issuer ?? issuer);
  if (!("expires" in wish)) made.setExpirationTime("1 h");
  else if (wish.expires !== undefined) made.setExpirationTime(wish.expires);
  return made.sign(key);
};
const methodArn = "arn:aws:execute-api:us-east-1:000000000000:abc123/v1/GET/clusters/cls_1";
const ask = (authorization: string | undefined, name = "Authorization") =>
  handler({ methodArn, headers: authorization === undefined ? {} : { [name]: authorization } } as never, context);
const refused = (authorization: string | undefined) => expect(ask(authorization)).rejects.toThrow(/^Unauthorized$/);

test("while the issuer is away it is no fault of the caller's, and it is asked again", async () => {
  away = true;
  const failure = await ask(`Bearer ${await token()}`).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect((failure as Error).message).not.toBe("Unauthorized");
  away = false;
  expect((await ask(`Bearer ${await token()}`)).context).toMatchObject({ tenantId: "blue" });
});

test("a good token says who, for the whole API and not more", async () => {
  expect(await ask(`Bearer ${await token()}`)).toEqual({
    principalId: "blue:ada",
    context: { tenantId: "blue", subject: "ada", role: "operator" },
    policyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Action: "execute-api:Invoke",
          Effect: "Allow",
          Resource: "arn:aws:execute-api:us-east-1:000000000000:abc123/v1/*",
        },
      ],
    },
  });
});

test("the header's and the scheme's case are the caller's", async () => {
  const good = await token();
  expect((await ask(`bearer ${good}`, "authorization")).principalId).toBe("blue:ada");
});

describe("no entry", () => {
  test("without a token, or with something else in its place", async () => {
    const good = await token();
    for (const header of [
      undefined,
      "",
      "Bearer",
      "Bearer ",
      `Basic ${good}`,
      good,
      `Bearer ${good} x`,
      "Bearer a.b.c",
    ])
      await refused(header);
  });

  test("with a token of no algorithm", async () => {
    const unsecured = new UnsecuredJWT(claims).setAudience("kubewright").setIssuer(issuer).setExpirationTime("1 h");
    const bare = unsecured.encode();
    await refused(`Bearer ${bare}`);
    // Also with something where the signature belongs.
    await refused(`Bearer ${bare}AAAA`);
  });

  test("with one signed by the public key as if it were a shared secret", async () => {
    const spki = await exportSPKI(pair.publicKey);
    const jwk = JSON.stringify(published[0]);
    for (const secret of [spki, spki.trim(), jwk, published[0]?.n ?? ""]) {
      const forged = await new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", kid: "first" })
        .setAudience("kubewright")
        .setIssuer(issuer)
        .setExpirationTime("1 h")
        .sign(new TextEncoder().encode(secret));
      await refused(`Bearer ${forged}`);
    }
  });

  test("with one signed by another key, whatever it says of its key", async () => {
    const other = await generateKeyPair("RS256", { extractable: true });
    const jwk = await exportJWK(other.publicKey);
    await refused(`Bearer ${await token({ key: other.privateKey })}`);
    await refused(`Bearer ${await token({ key: other.privateKey, header: { kid: "unknown" } })}`);
    await refused(`Bearer ${await token({ key: other.privateKey, header: { jwk } })}`);
    await refused(`Bearer ${await token({ key: other.privateKey, header: { jku: `${issuer}/evil` } })}`);
  });

  test("with one that was changed", async () => {
    const [header, , signature] = (await token()).split(".");
    const [, payload] = (await token({ claims: { ...claims, tenant: "red" } })).split(".");
    await refused(`Bearer ${header}.${payload}.${signature}`);
  });

  test.each<[string, Wish]>([
    ["that has expired", { expires: Math.floor(Date.now() / 1000) - 60 }],
    ["that never expires", { expires: undefined }],
    ["for another service", { audience: "somebody-else" }],
    ["of another issuer", { issuer: "https://evil.example.com" }],
    ["of an issuer that begins alike", { issuer: "http://127.0.0.1" }],
    ["that is not valid yet", { claims: { ...claims, nbf: Math.floor(Date.now() / 1000) + 3600 } }],
    ["without a subject", { claims: { tenant: "blue", role: "operator" } }],
    ["without a tenant", { claims: { sub: "ada", role: "operator" } }],
    ["with a tenant that could reach into another's keys", { claims: { ...claims, tenant: "blue#CLUSTER" } }],
    ["with an empty tenant", { claims: { ...claims, tenant: "" } }],
    ["with several tenants", { claims: { ...claims, tenant: ["blue", "red"] } }],
    ["without a role", { claims: { sub: "ada", tenant: "blue" } }],
    ["with a role that is none", { claims: { ...claims, role: "root" } }],
    ["with an extension that must be understood", { header: { crit: ["b64"], b64: false } }],
  ])("with one %s", async (_, wish) => {
    // Some of these the library refuses to make.
    const made = await token(wish).catch(() => undefined);
    if (made === undefined) return expect(wish.header).toBeDefined();
    return refused(`Bearer ${made}`);
  });
});

test("a new key of the issuer is taken, an old one that it has withdrawn is not", async () => {
  const next = await generateKeyPair("RS256", { extractable: true });
  published = [await publish("second", next.publicKey)];
  // Keys are fetched anew for an unknown name, but not more often than each half minute.
  const now = Date.now() + 60_000;
  const clock = jest.spyOn(Date, "now").mockReturnValue(now);
  const second = await token({ key: next.privateKey, header: { kid: "second" } });
  expect((await ask(`Bearer ${second}`)).principalId).toBe("blue:ada");
  await refused(`Bearer ${await token()}`);
  clock.mockRestore();
});
