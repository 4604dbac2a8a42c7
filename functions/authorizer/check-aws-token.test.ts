import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { audienceHeader, encodeAwsToken } from "#contract/aws-token.ts";
import { context } from "#functions/testing/events.ts";

type Handler = (event: APIGatewayRequestAuthorizerEvent, context: object) => Promise<APIGatewayAuthorizerResult>;
let handler: Handler;
let server: Server;
let host: string;
let asked = 0;
let status: number | undefined;

const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "the-secret-key" };
const arns: Record<string, string> = { [keys.accessKeyId]: "arn:aws:sts::111122223333:assumed-role/ci/run-17" };

interface Wish {
  audience?: string;
  to?: string;
  secretAccessKey?: string;
  accessKeyId?: string;
  signingDate?: Date;
  expiresIn?: number;
}

const presigned = async ({
  audience = "kubewright",
  to = host,
  signingDate = new Date(),
  expiresIn = 900,
  ...key
}: Wish = {}) => {
  const signer = new SignatureV4({
    credentials: { ...keys, ...key },
    region: "us-east-1",
    service: "sts",
    sha256: Sha256,
  });
  const { query = {} } = await signer.presign(
    {
      ...{ method: "GET", protocol: "https:", hostname: to, path: "/" },
      query: { Action: "GetCallerIdentity", Version: "2011-06-15" },
      headers: { host: to, [audienceHeader]: audience },
    },
    { signingDate, expiresIn, unhoistableHeaders: new Set([audienceHeader]) },
  );
  return new URLSearchParams(query as Record<string, string>);
};

/** An STS that knows some keys and checks signatures with its own host and the headers that it was sent. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked += 1;
    if (status !== undefined) return void response.writeHead(status).end();
    const given = new URL(request.url ?? "", "http://sts").searchParams;
    const [accessKeyId = ""] = (given.get("X-Amz-Credential") ?? "").split("/");
    const [, y, m, rest, minute] = /^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/.exec(given.get("X-Amz-Date") ?? "") ?? [];
    const second = (given.get("X-Amz-Date") ?? "").slice(13, 15);
    const expected = await presigned({
      accessKeyId,
      audience: String(request.headers[audienceHeader]),
      to: String(request.headers.host),
      signingDate: new Date(`${y}-${m}-${rest}:${minute}:${second}Z`),
      expiresIn: Number(given.get("X-Amz-Expires")),
    });
    const Arn = arns[accessKeyId];
    if (Arn === undefined || expected.get("X-Amz-Signature") !== given.get("X-Amz-Signature"))
      return void response.writeHead(403).end();
    const body = {
      GetCallerIdentityResponse: { GetCallerIdentityResult: { Arn, Account: "111122223333", UserId: "A:run-17" } },
    };
    return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    TOKEN_ISSUER: "https://issuer.invalid",
    TOKEN_KEYS: "https://issuer.invalid/keys",
    TOKEN_AUDIENCE: "kubewright",
    AWS_REGION: "us-east-1",
    AWS_ENDPOINT_URL_STS: `http://${host}`,
    AWS_IDENTITIES: JSON.stringify([
      { arn: "arn:aws:iam::111122223333:role/build/ci", tenant: "blue", role: "operator" },
    ]),
  });
  handler = (await import("./check-token.ts")).handler as unknown as Handler;
});
afterEach(() => {
  asked = 0;
  status = undefined;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const methodArn = "arn:aws:execute-api:us-east-1:000000000000:abc123/v1/GET/clusters";
const ask = (query: URLSearchParams) =>
  handler({ methodArn, headers: { Authorization: `Bearer ${encodeAwsToken(query)}` } } as never, context);

test("a role that the deployment knows is let in, in its tenant and with its role", async () => {
  expect(await ask(await presigned())).toMatchObject({
    context: { tenantId: "blue", role: "operator", subject: "arn:aws:sts::111122223333:assumed-role/ci/run-17" },
    policyDocument: { Statement: [{ Effect: "Allow" }] },
  });
  expect(asked).toBe(1);
});

test.each<[string, Wish, number]>([
  ["signed for another service", { audience: "vault" }, 1],
  ["signed for another host", { to: "sts.amazonaws.com" }, 1],
  ["signed with another key", { secretAccessKey: "guessed" }, 1],
  ["of an unknown key", { accessKeyId: "AKIAUNKNOWNUNKNOWN00" }, 1],
  ["that is over", { signingDate: new Date(Date.now() - 16 * 60_000) }, 0],
  ["of the future", { signingDate: new Date(Date.now() + 6 * 60_000) }, 0],
  ["for longer than a quarter of an hour", { expiresIn: 3600 }, 0],
])("one %s is refused", async (_, wish, times) => {
  await expect(ask(await presigned(wish))).rejects.toThrow(/^Unauthorized$/);
  expect(asked).toBe(times);
});

test("somebody whom the deployment does not know is refused, though STS knows him", async () => {
  arns["AKIASTRANGERSTRANGER"] = "arn:aws:sts::999999999999:assumed-role/ci/run-17";
  await expect(ask(await presigned({ accessKeyId: "AKIASTRANGERSTRANGER" }))).rejects.toThrow(/^Unauthorized$/);
});

test("nothing but that one call is ever sent to STS", async () => {
  const query = await presigned();
  query.set("Action", "AssumeRole");
  await expect(ask(query)).rejects.toThrow(/^Unauthorized$/);
  expect(asked).toBe(0);
});

test("while STS is away or throttles it is no fault of the caller's", async () => {
  for (status of [500, 503, 429]) await expect(ask(await presigned())).rejects.toThrow(`STS answers ${status}`);
});
