import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";
import { cluster, clusterId, operation } from "#cli/testing/examples.ts";
import { type Answered, type StandIn, standIn } from "#cli/testing/stand-in.ts";
import { problemCodes } from "#contract/problems.ts";

let service: StandIn | undefined;
let folder: string;
/** When credentials that are handed out now end, in minutes; undefined: the service does not answer. */
let minutes: number | undefined;
let refusal: "Forbidden" | "NotFound" | undefined;

const credentials = (count: number): Answered => {
  if (minutes === undefined) return "lost";
  if (refusal) {
    const { status, title } = problemCodes[refusal];
    return { status, body: { type: `urn:kubewright:problem:${refusal}`, title, status, code: refusal, detail: "no" } };
  }
  const expiresAt = new Date(Date.now() + minutes * 60_000).toISOString();
  const pem = "-----BEGIN CERTIFICATE-----\n";
  const parts = { certificateAuthority: pem, clientCertificate: pem, clientKey: `key ${count}` };
  return { status: 201, body: { endpoint: cluster.endpoint, ...parts, groups: ["kubewright:admins:1"], expiresAt } };
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kw-credential-"));
  [minutes, refusal] = [60, undefined];
  service = await standIn(({ method, path }, count) => {
    if (path.endsWith("/credentials")) return credentials(count);
    if (method === "POST") return { status: 202, body: operation("pending", { kind: "credentials.revoke" }) };
    return { status: 200, body: path === `/clusters/${clusterId}` ? cluster : { items: [cluster] } };
  });
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await service?.close();
});

const ask = async (args: string[] = [], more: Record<string, string> = {}) => {
  const env = { ...service?.env, XDG_CACHE_HOME: folder, ...more };
  const { code, out, err } = await kubewright(["credential", clusterId, ...args], { env });
  const { status } = (code === 0 ? JSON.parse(out) : {}) as { status?: { clientKeyData: string } };
  return { code, key: status?.clientKeyData, out, err };
};
const kept = () => {
  const place = join(folder, "kubewright", "credentials");
  return readdirSync(place).map((name) => join(place, name));
};

test("the answer is an ExecCredential with the end of the certificate, in the version that kubectl asks in", async () => {
  const { out } = await ask();
  expect(JSON.parse(out)).toEqual({
    apiVersion: "client.authentication.k8s.io/v1",
    kind: "ExecCredential",
    status: {
      expirationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      clientCertificateData: expect.stringContaining("BEGIN CERTIFICATE"),
      clientKeyData: "key 1",
    },
  });
  const info = {
    KUBERNETES_EXEC_INFO: '{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential"}',
  };
  expect(JSON.parse((await ask([], info)).out)).toMatchObject({ apiVersion: "client.authentication.k8s.io/v1beta1" });
});

test("they are kept for their owner alone, and given again without asking anybody", async () => {
  expect([(await ask()).key, (await ask()).key]).toEqual(["key 1", "key 1"]);
  expect(service?.seen).toHaveLength(1);
  const [file = ""] = kept();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "kubewright", "credentials")).mode & 0o777).toBe(0o700);
  expect(readFileSync(file, "utf8")).not.toContain("a-token");
});

test("shortly before their end others are asked for, and the old ones do while nobody answers", async () => {
  minutes = 4;
  expect((await ask()).key).toBe("key 1");
  minutes = undefined;
  expect((await ask()).key).toBe("key 1");
  minutes = 60;
  const { key } = await ask();
  expect(key).not.toBe("key 1");
  expect((await ask()).key).toBe(key);
});

test("ended ones are never given, and are cleared away", async () => {
  minutes = -1;
  await ask();
  minutes = undefined;
  expect(await ask()).toMatchObject({ code: 6, out: "" });
  minutes = 60;
  await ask([], { KUBEWRIGHT_TOKEN: "another" });
  expect(kept()).toHaveLength(1);
});

test("nobody gets what another token was given", async () => {
  const first = await ask();
  expect((await ask([], { KUBEWRIGHT_TOKEN: "another" })).key).not.toBe(first.key);
  expect((await ask()).key).toBe(first.key);
});

test("what others could have written, or makes no sense, is not taken", async () => {
  await ask();
  const [file = ""] = kept();
  chmodSync(file, 0o644);
  expect((await ask()).key).toBe("key 2");
  writeFileSync(kept()[0] ?? "", "{");
  expect((await ask()).key).toBe("key 3");
});

test("--renew asks, whatever is kept; a refusal takes what is kept away", async () => {
  await ask();
  expect((await ask(["--renew"])).key).toBe("key 2");
  refusal = "Forbidden";
  expect(await ask(["--renew"])).toMatchObject({ code: 3, out: "" });
  expect(kept()).toEqual([]);
});

test("credential revoke asks for the roles that are named, each once; for all when none is", async () => {
  const revoke = (...args: string[]) =>
    kubewright(["credential", "revoke", "web", ...args], { env: service?.env ?? {} });
  const { code, out } = await revoke("--role", "viewer", "--role", "operator", "--role", "viewer");
  expect([code, out]).toEqual([0, expect.stringContaining("Revoking the credentials of viewer and operator")]);
  expect(service?.seen.at(-1)).toMatchObject({
    ...{ method: "POST", path: `/clusters/${clusterId}/credentials/revoke` },
    body: { roles: ["viewer", "operator"] },
    headers: { "idempotency-key": expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  await revoke();
  expect(service?.seen.at(-1)?.body).toEqual({});
  expect(await revoke("--role", "root")).toMatchObject({ code: 2 });
});
