import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { type Issuer, startIssuer } from "./issuer.ts";

const client = { id: "page", redirectUris: ["http://127.0.0.1:1/signed-in"] };
const [redirectUri = ""] = client.redirectUris;
let folder: string;
let issuer: Issuer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "code-flow-"));
  issuer = await startIssuer(folder, 0, client);
});
afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true });
});

const verifier = randomBytes(32).toString("base64url");
const asked = {
  response_type: "code",
  client_id: client.id,
  redirect_uri: redirectUri,
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
  state: "s1",
  nonce: "n1",
};
const who = { tenant: "acme", subject: "ada", role: "operator" };
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${issuer.url}${path}`, { method: "POST", body: new URLSearchParams(fields), headers, redirect: "manual" });
const codeFor = async (fields = {}): Promise<string> => {
  const answer = await post("/authorize", { ...asked, ...who, ...fields });
  return new URL(answer.headers.get("location") ?? "").searchParams.get("code") ?? "";
};
const exchange = (code: string, fields = {}, headers = {}) =>
  post(
    "/token",
    {
      ...{ grant_type: "authorization_code", code, client_id: client.id },
      ...{ redirect_uri: redirectUri, code_verifier: verifier, ...fields },
    },
    headers,
  );

test("whoever says who they are comes back with a code, and that is worth tokens of theirs", async () => {
  const form = await fetch(`${issuer.url}/authorize?${new URLSearchParams(asked)}`);
  expect(form.headers.get("content-security-policy")).toContain("form-action 'self' http://127.0.0.1:1;");
  expect(await form.text()).toContain('name="state" value="s1"');
  const back = await post("/authorize", { ...asked, ...who });
  const place = new URL(back.headers.get("location") ?? "");
  expect(`${place.origin}${place.pathname}`).toBe(redirectUri);
  expect(Object.fromEntries(place.searchParams)).toMatchObject({ state: "s1", iss: issuer.url });
  const tokens = (await (await exchange(place.searchParams.get("code") ?? "")).json()) as Record<string, string>;
  const keys = createRemoteJWKSet(new URL(`${issuer.url}/jwks.json`));
  const claims = { sub: "ada", tenant: "acme", role: "operator", iss: issuer.url };
  const access = await jwtVerify(tokens["access_token"] ?? "", keys, { audience: "kubewright" });
  expect(access.payload).toMatchObject(claims);
  const identity = await jwtVerify(tokens["id_token"] ?? "", keys, { audience: client.id });
  expect(identity.payload).toMatchObject({ ...claims, nonce: "n1" });
});

test("a code is good once", async () => {
  const code = await codeFor();
  expect((await exchange(code)).status).toBe(200);
  expect((await exchange(code)).status).toBe(400);
});

test("tokens are renewed by a token that is good once", async () => {
  const tokensOf = async (answer: Response) => (await answer.json()) as Record<string, string>;
  const first = await tokensOf(await exchange(await codeFor()));
  const renew = (refresh_token = "", client_id = client.id) =>
    post("/token", { grant_type: "refresh_token", refresh_token, client_id });
  expect((await renew(first["refresh_token"], "other")).status).toBe(400);
  const second = await tokensOf(await renew(first["refresh_token"]));
  const keys = createRemoteJWKSet(new URL(`${issuer.url}/jwks.json`));
  const access = await jwtVerify(second["access_token"] ?? "", keys, { audience: "kubewright" });
  expect(access.payload).toMatchObject({ sub: "ada", tenant: "acme", role: "operator" });
  expect((await jwtVerify(second["id_token"] ?? "", keys, { audience: client.id })).payload.sub).toBe("ada");
  await post("/revoke", { token: second["refresh_token"] ?? "" });
  const refused = await renew(second["refresh_token"]);
  expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ error: "invalid_grant" })]);
});

test("a browser that has been here is sent back without a form where none is wanted, and another one says so", async () => {
  const silently = (cookie: string, prompt = "none") =>
    fetch(`${issuer.url}/authorize?${new URLSearchParams({ ...asked, prompt })}`, {
      headers: { cookie },
      redirect: "manual",
    });
  const back = await post("/authorize", { ...asked, ...who });
  const cookie = back.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/; Path=\/authorize; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  const answerOf = ({ headers }: Response) => Object.fromEntries(new URL(headers.get("location") ?? "").searchParams);
  const known = answerOf(await silently(`other=1; ${cookie.split(";")[0]}`));
  expect(known).toMatchObject({ state: "s1", iss: issuer.url, code: expect.any(String) });
  expect((await exchange(known["code"] ?? "")).status).toBe(200);
  expect(answerOf(await silently(""))).toEqual({ error: "login_required", state: "s1", iss: issuer.url });
  expect((await silently(cookie, "login")).status).toBe(200);
});

test.each([
  ["another verifier", { code_verifier: randomBytes(32).toString("base64url") }],
  ["another client", { client_id: "other" }],
  ["another place", { redirect_uri: "http://127.0.0.1:2/signed-in" }],
])("a code is worth nothing with %s", async (_, fields) => {
  const answer = await exchange(await codeFor(), fields);
  expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ error: "invalid_grant" })]);
});

test.each([
  ["a client that nobody knows", { client_id: "other" }],
  ["a place that is not the client's", { redirect_uri: "https://example.com/" }],
  ["no challenge", { code_challenge: "" }],
  ["a challenge in plain", { code_challenge_method: "plain" }],
])("%s is refused, and nobody is sent anywhere", async (_, fields) => {
  const form = await fetch(`${issuer.url}/authorize?${new URLSearchParams({ ...asked, ...fields })}`);
  expect(form.status).toBe(400);
  const answer = await post("/authorize", { ...asked, ...who, ...fields });
  expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
});

test("what is carried along is text in the form, and no markup", async () => {
  const state = `"><script>alert(1)</script>`;
  const form = await fetch(`${issuer.url}/authorize?${new URLSearchParams({ ...asked, state })}`);
  expect(await form.text()).not.toContain("<script>");
});

test("the client's page may read what it is answered, another's may not", async () => {
  const from = async (origin: string) => {
    const answer = await exchange(await codeFor(), {}, { origin });
    return answer.headers.get("access-control-allow-origin");
  };
  expect(await from("http://127.0.0.1:1")).toBe("http://127.0.0.1:1");
  expect(await from("http://127.0.0.1:2")).toBeNull();
});

test("a token for the asking is had as before, whatever the body calls itself", async () => {
  const answer = await fetch(`${issuer.url}/token`, {
    method: "POST",
    body: JSON.stringify(who),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(await answer.json()).toMatchObject({ token_type: "Bearer", access_token: expect.any(String) });
});
