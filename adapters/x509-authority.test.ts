import { execFileSync } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { keysAt } from "#core/keys/rotation.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { systemClock } from "./system-clock.ts";
import { x509Authority } from "./x509-authority.ts";

const authority = x509Authority(systemClock);
let keys: ClusterKeys;
let folder: string;

beforeAll(async () => {
  keys = await authority.newKeys();
  folder = mkdtempSync(join(tmpdir(), "authority-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const openssl = (...words: string[]): string => execFileSync("openssl", words, { encoding: "utf8", stdio: "pipe" });
const file = (name: string): string => keys.files[name] ?? "";

test.each([
  ["pki/ca", "kubernetes"],
  ["pki/etcd/ca", "etcd-ca"],
  ["pki/front-proxy-ca", "front-proxy-ca"],
])("%s is a CA named %s for ten years, with its key", (path, name) => {
  const certificate = new X509Certificate(file(`${path}.crt`));
  expect(certificate.ca).toBe(true);
  expect(certificate.subject).toBe(`CN=${name}`);
  expect(certificate.issuer).toBe(`CN=${name}`);
  expect(certificate.checkPrivateKey(createPrivateKey(file(`${path}.key`)))).toBe(true);
  expect(file(`${path}.key`)).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/);
  const years = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / (365 * 24 * 3600 * 1000);
  expect(Math.round(years)).toBe(10);
  const path509 = write("ca.crt", file(`${path}.crt`));
  expect(openssl("verify", "-x509_strict", "-CAfile", path509, path509)).toContain("OK");
});

test("the three CAs have three keys", () => {
  const paths = ["pki/ca.key", "pki/etcd/ca.key", "pki/front-proxy-ca.key", "pki/sa.key"];
  expect(new Set(paths.map(file)).size).toBe(4);
});

test("sa.pub is the public half of sa.key", () => {
  const half = createPublicKey(createPrivateKey(file("pki/sa.key"))).export({ type: "spki", format: "pem" });
  expect(file("pki/sa.pub")).toBe(half);
});

test("the CA hash is over the public key, as openssl and kubeadm's documentation compute it", () => {
  const path = write("ca.crt", file("pki/ca.crt"));
  const der = execFileSync("sh", ["-c", `openssl x509 -pubkey -in ${path} | openssl pkey -pubin -outform der`]);
  expect(keys.caCertHash).toBe(`sha256:${createHash("sha256").update(der).digest("hex")}`);
});

test("tokens have the form that kubeadm wants", () => {
  expect(keys.bootstrapToken).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);
  expect(keys.certificateKey).toMatch(/^[0-9a-f]{64}$/);
  expect(Buffer.from(keys.encryptionKey, "base64")).toHaveLength(32);
});

test("a client certificate is valid for its purpose, its holder and its time only", async () => {
  const who = { user: "ada, CN=root #1", groups: ["kubewright:admins", "system:masters"], seconds: 3600 };
  const client = await authority.clientCertificate(keys, who);
  const ca = write("ca.crt", file("pki/ca.crt"));
  const leaf = write("client.crt", client.certificate);
  expect(openssl("verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", ca, leaf)).toContain("OK");
  expect(() => openssl("verify", "-purpose", "sslserver", "-CAfile", ca, leaf)).toThrow();
  expect(() => openssl("verify", "-CAfile", write("etcd.crt", file("pki/etcd/ca.crt")), leaf)).toThrow();

  const certificate = new X509Certificate(client.certificate);
  expect(certificate.ca).toBe(false);
  expect(certificate.checkPrivateKey(createPrivateKey(client.key))).toBe(true);
  const subject = openssl("x509", "-in", leaf, "-noout", "-subject", "-nameopt", "multiline,utf8,-esc_msb");
  expect(subject.match(/commonName\s+= (.*)/)?.[1]).toBe(who.user);
  expect([...subject.matchAll(/organizationName\s+= (.*)/g)].map(([, group]) => group)).toEqual(who.groups);
  expect(certificate.validToDate.toISOString()).toBe(client.expiresAt);
  expect(Math.abs(Date.parse(client.expiresAt) - Date.now() - 3600_000)).toBeLessThan(10_000);
});

test("in each phase of a rotation certificates of the phase before, and of the one after, pass; those of others do not", async () => {
  const phases = [keys];
  for (const revision of [1, 2, 3])
    phases.push(await keysAt(phases.at(-1) as ClusterKeys, revision, () => authority.newKeys()));
  const bundles = phases.map(({ files }, i) => write(`bundle-${i}.crt`, files["pki/ca.crt"] ?? ""));
  const who = { user: "ada", groups: [], seconds: 60 };
  const leaves = await Promise.all(
    phases.map(async (one, i) => write(`leaf-${i}.crt`, (await authority.clientCertificate(one, who)).certificate)),
  );
  const passes = (bundle: string, leaf: string): boolean => {
    try {
      return openssl("verify", "-x509_strict", "-CAfile", bundle, leaf).includes("OK");
    } catch {
      return false;
    }
  };
  expect(bundles.map((bundle) => leaves.map((leaf) => passes(bundle, leaf)))).toEqual([
    [true, true, false, false],
    [true, true, true, true],
    [true, true, true, true],
    [false, false, true, true],
  ]);
  for (const { files, caCertHash } of phases) {
    const signs = new X509Certificate(files["pki/ca.crt"] ?? "");
    expect(signs.checkPrivateKey(createPrivateKey(files["pki/ca.key"] ?? ""))).toBe(true);
    expect(files["pki/cluster-signing.crt"]).toBe(signs.toString());
    const pinned = signs.publicKey.export({ type: "spki", format: "der" });
    expect(caCertHash).toBe(`sha256:${createHash("sha256").update(pinned).digest("hex")}`);
  }
});

test("two certificates have different serial numbers and keys", async () => {
  const who = { user: "ada", groups: [], seconds: 60 };
  const [one, two] = await Promise.all([
    authority.clientCertificate(keys, who),
    authority.clientCertificate(keys, who),
  ]);
  expect(one.key).not.toBe(two.key);
  expect(new X509Certificate(one.certificate).serialNumber).not.toBe(new X509Certificate(two.certificate).serialNumber);
});
