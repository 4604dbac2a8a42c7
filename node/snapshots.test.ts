import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { signerOf } from "#local/region/machines/sandbox/signature.ts";
import { controlPlane } from "./testing/kubeadm-settings.ts";

const lib = join(import.meta.dirname, "files/usr/local/lib/kubewright");
const credentials = { AccessKeyId: "AKIDEXAMPLE", SecretAccessKey: "key/with+signs", Token: "session/token+==" };
const key = { secretAccessKey: credentials.SecretAccessKey, sessionToken: credentials.Token };
const hashOf = (text: string) => createHash("sha256").update(text);

let folder = "";
let server: Server;
let objects: Map<string, { body: Buffer; headers: IncomingHttpHeaders }>;
const at = (name: string): string => join(folder, name);

/** S3 as far as a machine needs it: whoever does not sign is turned away, and so is what has another hash than it says. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "snapshots-"));
  objects = new Map();
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const { method = "", url = "", headers } = request;
    const signer = signerOf({ method, url, headers, body }, (id) => (id === credentials.AccessKeyId ? key : undefined));
    if (signer === undefined) return response.writeHead(403).end();
    if (method === "PUT") {
      const right = headers["x-amz-checksum-sha256"] === createHash("sha256").update(body).digest("base64");
      if (right) objects.set(url, { body, headers });
      return response.writeHead(right ? 200 : 400).end();
    }
    const found = objects.get(url);
    return response.writeHead(found ? 200 : 404).end(found?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mkdirSync(at("bin"));
  mkdirSync(at("snapshots"));
  const status = (version: string) =>
    `{"hash": 1, "revision": 4211, "totalKey": 1873, "totalSize": 9, "version": "${version}"}`;
  writeFileSync(
    at("bin/etcdutl"),
    `#!/bin/bash
case "$1 \${2:-}" in
  "snapshot status") grep -q older "$3" && echo '${status("3.6.0")}' || { grep -q whole "$3" && echo '${status("3.7.0")}'; } ;;
  "version ") printf 'etcdutl version: 3.7.3\\nAPI version: 3.7\\n' ;;
  "snapshot restore") printf '%s\\n' "$@" >"${folder}/restored-with" ;;
esac
`,
  );
  writeFileSync(at("bin/sleep"), "#!/bin/bash\n");
  for (const program of ["etcdutl", "sleep"]) chmodSync(at(`bin/${program}`), 0o755);
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Runs shell text with the programs' functions, on a machine that was told so. */
const machine = (config: object, text: string): Promise<{ status: number | null; output: string }> => {
  const { port } = server.address() as AddressInfo;
  const backups = { bucket: "backups", prefix: "etcd/cls_1/" };
  writeFileSync(at("machine.json"), JSON.stringify({ ...controlPlane, backups, ...config }));
  const script = `set -euo pipefail
    lib="${lib}" run="${folder}" machine="${at("machine.json")}" kept="${folder}" etcd_data="${at("data")}" region=eu-central-1
    address=10.0.0.10 node_name=ip-10-0-0-10
    fail() { echo "error: $1"; exit 1; }
    . "$lib/aws.sh"; . "$lib/s3.sh"; . "$lib/snapshots.sh"
    metadata() { case $1 in */) echo role ;; *) printf '%s' "$CREDENTIALS" ;; esac; }
    ${text}`;
  const env = {
    ...{ HOME: folder, CREDENTIALS: JSON.stringify(credentials) },
    ...{ PATH: `${at("bin")}:${process.env["PATH"]}`, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
  };
  const child = spawn("bash", ["--norc", "-c", script], { env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, output })));
};

test("a snapshot that lies there is sent with its hash and what is in it, and taken away", async () => {
  writeFileSync(at("snapshots/bkp_1.db"), "a whole snapshot");
  const { status, output } = await machine({}, "send_snapshots");
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("sent bkp_1: revision 4211") });
  const sent = objects.get("/backups/etcd/cls_1/bkp_1");
  expect(sent?.body.toString()).toBe("a whole snapshot");
  expect(sent?.headers).toMatchObject({
    "x-amz-meta-revision": "4211",
    "x-amz-meta-keys": "1873",
    "x-amz-meta-etcd-version": "3.7.3",
    "x-amz-checksum-sha256": hashOf("a whole snapshot").digest("base64"),
  });
  expect(existsSync(at("snapshots/bkp_1.db"))).toBe(false);
});

test("of a cluster that runs the etcd of the minor before, that is told", async () => {
  writeFileSync(at("snapshots/bkp_1.db"), "a whole snapshot of an older etcd");
  mkdirSync(at("manifests"));
  writeFileSync(
    at("manifests/etcd.yaml"),
    "spec:\n  containers:\n    image: registry.k8s.io/etcd:3.6.8-0\n    name: etcd\n",
  );
  const { status, output } = await machine({}, `manifests="${at("manifests")}"; send_snapshots`);
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("sent bkp_1: revision 4211") });
  expect(objects.get("/backups/etcd/cls_1/bkp_1")?.headers["x-amz-meta-etcd-version"]).toBe("3.6.8");
});

test("what is no whole snapshot is not sent, and does not stay either", async () => {
  writeFileSync(at("snapshots/bkp_1.db"), "half of one");
  expect((await machine({}, "send_snapshots")).status).toBe(0);
  expect([objects.size, existsSync(at("snapshots/bkp_1.db"))]).toEqual([0, false]);
});

const restore = { key: "etcd/cls_1/bkp_1", sha256: hashOf("a whole snapshot").digest("hex"), token: "op_1" };
const put = (text: string) => objects.set("/backups/etcd/cls_1/bkp_1", { body: Buffer.from(text), headers: {} });

test("etcd is filled from the snapshot: the member's own name and address, all members, a new token, new revisions; once", async () => {
  put("a whole snapshot");
  const { status, output } = await machine({ restore }, "fetch_snapshot; restore_etcd; fetch_snapshot; restore_etcd");
  expect({ status, output }).toEqual({ status: 0, output: "" });
  const words = readFileSync(at("restored-with"), "utf8").trim().split("\n");
  expect(words.slice(3)).toEqual([
    ...["--data-dir", at("data"), "--name", "ip-10-0-0-10"],
    ...["--initial-cluster", "ip-10-0-0-10=https://10.0.0.10:2380,ip-10-0-1-10=https://10.0.1.10:2380"],
    ...["--initial-cluster-token", "op_1", "--initial-advertise-peer-urls", "https://10.0.0.10:2380"],
    ...["--bump-revision", "1000000000", "--mark-compacted"],
  ]);
  expect(existsSync(at("restored.db"))).toBe(false);
});

test("a snapshot that is another one, or none, fails the boot with the reason", async () => {
  put("a whole snapshot, changed");
  const spoilt = await machine({ restore }, "fetch_snapshot; restore_etcd");
  expect(spoilt.status).toBe(1);
  expect(spoilt.output).toMatch(/^error: the snapshot etcd\/cls_1\/bkp_1 has SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}$/m);
  objects.clear();
  const absent = await machine({ restore }, "fetch_snapshot; restore_etcd");
  expect([absent.status, absent.output]).toEqual([1, expect.stringContaining("cannot be read")]);
  expect(existsSync(at("restored-with"))).toBe(false);
});
