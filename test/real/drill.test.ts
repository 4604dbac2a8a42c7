import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { eventually } from "#local/eventually.ts";
import { cacheFolder } from "#local/folders.ts";
import { ensureKubernetes } from "#local/kubernetes/binaries.ts";
import { run } from "#local/kubernetes/run.ts";
import { type ApiServer, startApiServer } from "./api-server.ts";

const [version] = kubernetesVersions;
const lib = join(import.meta.dirname, "../../node/files/usr/local/lib/kubewright");
const folder = mkdtempSync(join(tmpdir(), "kubewright-drill-"));
const file = (name: string): string => join(folder, name);
const things = "things.example.com";
let programs: string;
let server: ApiServer;

const objects: KubernetesObject[] = [
  {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: things },
    spec: {
      ...{ group: "example.com", scope: "Namespaced", names: { plural: "things", singular: "thing", kind: "Thing" } },
      versions: [
        {
          ...{ name: "v1", served: true, storage: true },
          schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
        },
      ],
    },
  },
  // Nobody can be asked where it is restored, and nobody is.
  {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.metrics.k8s.io" },
    spec: {
      ...{ group: "metrics.k8s.io", version: "v1beta1", groupPriorityMinimum: 100, versionPriority: 100 },
      ...{ insecureSkipTLSVerify: true, service: { name: "metrics-server", namespace: "kube-system" } },
    },
  },
  { apiVersion: "v1", kind: "Secret", metadata: { name: "one", namespace: "default" }, stringData: { a: "b" } },
  { apiVersion: "v1", kind: "Node", metadata: { name: "one" } },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "one", namespace: "default" },
    spec: { ports: [{ port: 80 }] },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "one", namespace: "default" },
    spec: { defaultBackend: { service: { name: "one", port: { number: 80 } } } },
  },
];
const thing = (name: string): KubernetesObject => ({
  apiVersion: "example.com/v1",
  kind: "Thing",
  metadata: { name, namespace: "default" },
});
/** More than an API server gives at a time. */
const many = 510;

const etcdctl = (...args: string[]) => run([join(programs, "etcdctl"), `--endpoints=${server.etcdUrl}`, ...args]);
const save = async (name: string): Promise<string> => {
  await etcdctl("snapshot", "save", file(name));
  return file(name);
};

beforeAll(async () => {
  programs = await ensureKubernetes(version, { cacheDir: cacheFolder() });
  server = await startApiServer(programs);
  for (const object of objects) await server.api.apply(object);
  await eventually(
    () =>
      server.api.apply(thing("one")).then(
        () => true,
        () => false,
      ),
    (applied) => applied,
    { seconds: 60 },
  );
  for (let i = 0; i < many; i += 1)
    await server.api.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: `m${i}`, namespace: "default" } });
}, 1_800_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
beforeEach(() => rmSync(file("drill"), { recursive: true, force: true }));

/** What the boot program does with a snapshot that it has fetched, with the programs of this computer. @param steps once etcd serves it */
const drill = (
  snapshot: string,
  { encryptionKey }: { encryptionKey: string } = server.keys,
  steps = { serve: "serve_alone", read: "read_all; await_ready" },
): Promise<{ status: number | null; output: string }> => {
  copyFileSync(snapshot, file("restored.db"));
  writeFileSync(file("machine.json"), JSON.stringify({ kubernetesVersion: version, serviceCidr: "10.96.0.0/16" }));
  writeFileSync(file("identity.json"), "{}");
  writeFileSync(file("secret.json"), JSON.stringify({ encryptionKey }));
  const script = `set -euo pipefail
    lib=${lib} kept=${folder} run=${folder} machine=${file("machine.json")} address=10.0.0.9
    fail() { echo "error: $1"; exit 1; }
    . "$lib/kubeadm.sh"; . "$lib/drill.sh"; . "$lib/rehearsal.sh"
    drill=${file("drill")}
    image_programs() { echo ${programs}; }
    trap stop_alone EXIT
    exec 3>/dev/null 9>/dev/null
    { restore_alone; ${steps.serve}; } >${file("log")} 2>&1
    ${steps.read}`;
  const child = spawn("bash", ["--norc", "-c", script], {
    env: { ...process.env, PATH: `${programs}:${process.env["PATH"]}` },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, output })));
};

test("every object is read and counted: encrypted ones, ones of the cluster's own kinds, and more than fit on a page", async () => {
  const { status, output } = await drill(await save("whole.db"));
  expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/^read all: \{.*\}\n$/) });
  const kinds = JSON.parse(output.slice("read all: ".length)) as Record<string, number>;
  expect(kinds).toMatchObject({ nodes: 1, secrets: 1, [things]: 1, "ingresses.networking.k8s.io": 1, services: 2 });
  const configMaps = await server.api.list({ apiVersion: "v1", kind: "ConfigMap" });
  expect(configMaps.length).toBeGreaterThanOrEqual(many);
  expect(kinds["configmaps"]).toBe(configMaps.length);
}, 120_000);

const rehearse = async (snapshot: string) => {
  const { status, output } = await drill(snapshot, server.keys, { serve: "serve_next", read: "read_each; see_ready" });
  const after = (start: string): string | undefined =>
    output
      .split("\n")
      .find((line) => line.startsWith(start))
      ?.slice(start.length);
  const [kinds, findings] = ["read: ", "findings: "].map((start) => JSON.parse(after(start) ?? "null") as unknown);
  return { status, kinds, findings };
};

/** Another version of the same kind, and somebody who is to convert, and does not answer. */
const twoVersions = (): KubernetesObject => {
  const [definition] = objects as [KubernetesObject & { spec: { versions: object[] } }];
  const [first] = definition.spec.versions;
  const clientConfig = { service: { namespace: "default", name: "converter", path: "/" } };
  return {
    ...definition,
    spec: {
      ...definition.spec,
      versions: [
        { ...first, storage: false },
        { ...first, name: "v2" },
      ],
      conversion: { strategy: "Webhook", webhook: { conversionReviewVersions: ["v1"], clientConfig } },
    },
  };
};

test("a rehearsal finds nothing in what is whole, though nobody converts what is kept of an older version", async () => {
  await server.api.apply(twoVersions());
  const { status, kinds, findings } = await rehearse(await save("converted.db"));
  expect({ status, findings }).toEqual({ status: 0, findings: [] });
  expect(kinds).toMatchObject({ [things]: 1, secrets: 1, nodes: 1 });
}, 120_000);

test("a rehearsal goes on to the end, and names all that breaks", async () => {
  const broken = "/registry/configmaps/default/broken";
  await etcdctl("put", "/registry/gone.example.com/relics/default/one", "{}");
  await etcdctl("put", broken, JSON.stringify({ apiVersion: "v9", kind: "ConfigMap", metadata: { name: "broken" } }));
  const snapshot = await save("broken.db");
  await etcdctl("del", "/registry/gone.example.com/relics/default/one");
  await etcdctl("del", broken);
  const { status, kinds, findings } = await rehearse(snapshot);
  expect({ status, findings }).toEqual({
    status: 0,
    findings: expect.arrayContaining([
      {
        ...{ check: "unserved-objects", what: "gone.example.com" },
        message: expect.stringContaining("such as /registry/gone.example.com/relics/default/one"),
      },
      {
        ...{ check: "unreadable-objects", what: "configmaps" },
        message: expect.stringMatching(/^1 of them cannot be read, such as \S+\/default\/configmaps\/broken: .*v9/),
      },
    ]),
  });
  expect((kinds as Record<string, number>)["configmaps"]).toBeGreaterThanOrEqual(many);
}, 180_000);

test("Secrets that the key does not open fail the drill, by name", async () => {
  const { status, output } = await drill(await save("whole.db"), { encryptionKey: randomBytes(32).toString("base64") });
  expect(status).toBe(1);
  expect(output).toContain("secrets cannot be read");
  expect(output).toContain("/registry/secrets/default/one");
}, 120_000);

test("what is kept and nothing serves is named by where it is kept", async () => {
  await etcdctl("put", "/registry/gone.example.com/relics/default/one", "{}");
  const { status, output } = await drill(await save("relic.db"));
  await etcdctl("del", "/registry/gone.example.com/relics/default/one");
  expect({ status, output }).toEqual({
    ...{
      status: 1,
      output: expect.stringMatching(/of 1 objects that etcd keeps under gone\.example\.com the API server reads 0/),
    },
  });
}, 120_000);

test("a file that has changed is not restored", async () => {
  const snapshot = await save("spoilt.db");
  const bytes = readFileSync(snapshot);
  // Within what an object holds: a page's own bytes would make it no database at all, which is another refusal.
  const name = bytes.indexOf("m509");
  expect(name).toBeGreaterThan(0);
  bytes.write("x", name);
  writeFileSync(snapshot, bytes);
  const { status } = await drill(snapshot);
  expect(status).toBe(1);
  expect(readFileSync(file("log"), "utf8")).toContain("etcd does not restore the snapshot");
}, 120_000);

test("nothing that was started stays", async () => {
  const listed = await run(["ps", "-eo", "args"]);
  expect(listed.split("\n").filter((line) => line.includes(file("drill")))).toEqual([]);
});
