import { join } from "node:path";
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { probeApi, throughService } from "#bench/api-probe.ts";
import { keptWeb } from "#bench/web-objects.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { KeyPhase } from "#contract/key-phases.ts";
import type { Operation } from "#contract/operations.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";

const version = "v1.37.2";

let service: Service;
let tenant: Awaited<ReturnType<typeof tenantOf>>;
let clusterId: string;
let program: string;
/** Of before the rotation: signed by the old authority, and a token by the old key. */
let before: Credentials;
let oldToken: string;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const credentials = (): Promise<Credentials> => tenant.call("POST", `/clusters/${clusterId}/credentials`);
const kube = async () => kubectlWith(program, await credentials());
const certificatesIn = (pem: string): string[] => pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];

/** Who the API says that one is with the certificate, or the token, of before; the rest of the way as whoever asks today. */
const stillKnown = async (): Promise<{ certificate: string; token: string }> => {
  const now = await credentials();
  const { clientCertificate, clientKey } = before;
  const asBefore = kubectlWith(program, { ...now, clientCertificate, clientKey });
  const answer = (asked: Promise<string>): Promise<string> =>
    asked.then(
      () => "known",
      (error: unknown) => String((error as { stderr?: string }).stderr ?? error).slice(0, 300),
    );
  return {
    certificate: await answer(asBefore.kubectl("auth", "whoami")),
    token: await fetchWith(now, oldToken),
  };
};

/** The status that a request with the token alone is answered with. */
const fetchWith = async ({ endpoint, certificateAuthority }: Credentials, token: string): Promise<string> => {
  const { request } = await import("node:https");
  return new Promise((resolve, reject) => {
    const call = request(new URL("/api/v1/namespaces/default/pods", endpoint), {
      ...{ ca: certificateAuthority, agent: false, headers: { authorization: `Bearer ${token}` } },
    });
    call.on("response", (answer) => resolve(String(answer.resume().statusCode))).on("error", reject);
    call.end();
  });
};

/** Carries a phase out while the API, and a Service behind it, are asked all the time. */
const phase = async (name: KeyPhase, force: string[] = []): Promise<Operation> => {
  const asker = await credentials();
  const probes = [probeApi(asker), probeApi(asker, throughService("kept"))];
  const asked = await tenant.call<Operation>("POST", `/clusters/${clusterId}/keys/rotate`, { phase: name, force });
  const ended = await tenant.over(asked, 1_000, 900_000);
  const [api, served] = await Promise.all(probes.map((probe) => probe.stop()));
  const seconds = (Date.parse(ended.endedAt ?? "") - Date.parse(ended.createdAt)) / 1000;
  say(`${name}: ${seconds} s; API ${JSON.stringify(api)}; Service ${JSON.stringify(served)}`);
  expect({ status: ended.status, error: ended.error }).toEqual({ status: "succeeded", error: undefined });
  expect({ api: api?.failed, served: served?.failed }).toEqual({ api: 0, served: 0 });
  return ended;
};

/** All that Secrets Manager has, of every version with a label: others it deletes in its own time. */
const everySecret = async (): Promise<string> => {
  const client = new SecretsManagerClient({
    ...{ endpoint: service.localstackUrl, region: "us-east-1" },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
  const texts: string[] = [];
  for (const { Name: SecretId = "" } of SecretList) {
    const { Versions = [] } = await client.send(new ListSecretVersionIdsCommand({ SecretId }));
    for (const { VersionId } of Versions.filter(({ VersionStages = [] }) => VersionStages.length > 0))
      texts.push((await client.send(new GetSecretValueCommand({ SecretId, VersionId }))).SecretString ?? "");
  }
  return texts.join("\n").replaceAll("\\n", "\n");
};

beforeAll(async () => {
  const cacheDir = cacheFolder();
  await installLocalStack({ cacheDir });
  await ensureImage(version, { cacheDir });
  const imageDir = join(cacheDir, "images");
  program = join(imageDir, version, "root/usr/local/bin/kubectl");
  service = await startService({
    machines: "sandbox",
    stateDir: join(stateFolder(), "test-rotate"),
    region: { images: [version], imageDir },
  });
  tenant = await tenantOf(service, "rotate");
  const created = await tenant.over(
    await tenant.create({ name: "rotate", nodeGroups: [{ name: "default", size: 1 }] }),
  );
  expect(created).toMatchObject({ status: "succeeded" });
  ({ clusterId } = created);
  before = await credentials();
  const { apply, kubectl } = await kube();
  await apply(...keptWeb("kept"));
  await kubectl("rollout", "status", "deployment/kept", "--timeout=60s");
  oldToken = (await kubectl("create", "token", "default", "--duration=10h")).trim();
}, 2_400_000);

afterAll(async () => {
  if (clusterId) await (async () => tenant.over(await tenant.remove(clusterId)))().catch(() => undefined);
  await service.stop();
}, 240_000);

test("new keys are added: both are trusted, and nobody notices", async () => {
  await phase("add");
  const now = await credentials();
  expect(certificatesIn(now.certificateAuthority)).toHaveLength(2);
  expect(certificatesIn(now.certificateAuthority)[0]).toBe(certificatesIn(before.certificateAuthority)[0]);
  expect(await stillKnown()).toEqual({ certificate: "known", token: "403" });
}, 1_000_000);

test("the new ones sign: certificates and tokens of before are still good", async () => {
  await phase("move");
  const now = await credentials();
  expect(certificatesIn(now.certificateAuthority)[1]).toBe(certificatesIn(before.certificateAuthority)[0]);
  expect(await stillKnown()).toEqual({ certificate: "known", token: "403" });
  const view = await tenant.cluster(clusterId);
  expect(view.keys).toMatchObject({ state: "moved", nextPhase: "drop", usedBy: [{ what: "credentials" }] });
  const early = tenant.call("POST", `/clusters/${clusterId}/keys/rotate`, { phase: "drop" });
  await expect(early).rejects.toThrow("the old keys are in use: credentials that were handed out");
}, 1_000_000);

test("the old ones are dropped: nothing that they have signed is good, and they are nowhere", async () => {
  await phase("drop", ["credentials"]);
  const [old] = certificatesIn(before.certificateAuthority);
  const now = await credentials();
  expect(certificatesIn(now.certificateAuthority)).toHaveLength(1);
  expect(now.certificateAuthority).not.toContain(old);
  const { certificate, token } = await stillKnown();
  expect(certificate).toMatch(/certificate|Unauthorized|logged in/i);
  expect(token).toBe("401");
  expect(await everySecret()).not.toContain(old);
  const { kubectl } = await kube();
  const objects = await kubectl("get", "configmaps", "--all-namespaces", "-o", "json");
  const texts = objects.replaceAll("\\n", "\n");
  expect(texts).not.toContain(old);
  expect(texts).not.toContain(Buffer.from(`${old}\n`).toString("base64"));
  const view = await tenant.cluster(clusterId);
  expect(view).toMatchObject({ state: "running", keys: { state: "settled", nextPhase: "add", usedBy: [] } });
}, 1_000_000);
