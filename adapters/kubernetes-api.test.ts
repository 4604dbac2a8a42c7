import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Conflict, TemporaryFailure } from "#core/errors.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { kubernetesApi } from "./kubernetes-api.ts";
import { systemClock } from "./system-clock.ts";
import { x509Authority } from "./x509-authority.ts";

const authority = x509Authority(systemClock);
let keys: ClusterKeys;
let server: Server;
let folder: string;

/** What the server was asked, and what it answers next. */
interface Asked {
  method: string | undefined;
  path: string | undefined;
  type: string | undefined;
  body: unknown;
  subject: unknown;
}
let asked: Asked[] = [];
let answers: { status: number; body: unknown }[] = [];

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const part of request) text += part;
  return text;
};

/** A certificate for 127.0.0.1, signed by the given CA with OpenSSL: not with the code under test. */
const serverCertificate = (ca: ClusterKeys): { cert: string; key: string } => {
  const at = (name: string) => join(folder, name);
  writeFileSync(at("ca.crt"), ca.files["pki/ca.crt"] ?? "");
  writeFileSync(at("ca.key"), ca.files["pki/ca.key"] ?? "");
  writeFileSync(at("san"), "subjectAltName=IP:127.0.0.1");
  const run = (...words: string[]) => execFileSync("openssl", words, { stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("server.key")];
  run("req", "-new", ...key, "-subj", "/CN=kube-apiserver", "-out", at("server.csr"));
  const signer = ["-CA", at("ca.crt"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days", "1"];
  run("x509", "-req", "-in", at("server.csr"), ...signer, "-extfile", at("san"), "-out", at("server.crt"));
  return { cert: readFileSync(at("server.crt"), "utf8"), key: readFileSync(at("server.key"), "utf8") };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kubernetes-"));
  keys = await authority.newKeys();
  const tls = { ...serverCertificate(keys), ca: keys.files["pki/ca.crt"], requestCert: true, rejectUnauthorized: true };
  server = createServer(tls, async (request, response) => {
    const text = await textOf(request);
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    const { method, url: path } = request;
    asked.push({
      method,
      path,
      type: request.headers["content-type"],
      body: text ? JSON.parse(text) : undefined,
      subject: { ...subject },
    });
    const { status, body } = answers.shift() ?? { status: 500, body: { message: "nothing prepared" } };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  asked = [];
  answers = [];
});

const port = (): number => (server.address() as AddressInfo).port;
const connect = (with_ = keys): Promise<Kubernetes> =>
  kubernetesApi(authority, port()).connect({ dnsName: "127.0.0.1", keys: with_ });
const answering = (...list: typeof answers): void => void answers.push(...list);

test("speaks as system:masters, with a certificate of the cluster's CA", async () => {
  answering({ status: 200, body: "ok" });
  expect(await (await connect()).ready()).toBe(true);
  expect(asked[0]).toMatchObject({
    method: "GET",
    path: "/readyz",
    subject: { CN: "kubewright:service", O: "system:masters" },
  });
});

test("is not ready while the server says so, and while nobody listens", async () => {
  answering({ status: 500, body: { message: "etcd not ready" } });
  expect(await (await connect()).ready()).toBe(false);
  const nobody = await kubernetesApi(authority, 1).connect({ dnsName: "127.0.0.1", keys });
  expect(await nobody.ready()).toBe(false);
  await expect(nobody.nodes()).rejects.toBeInstanceOf(TemporaryFailure);
});

test("a server of another CA is refused, and that is no temporary failure", async () => {
  const stranger = await connect(await authority.newKeys());
  await expect(stranger.ready()).rejects.not.toBeInstanceOf(TemporaryFailure);
  expect(asked).toEqual([]);
});

test("nodes are read as the service needs them", async () => {
  const ready = {
    metadata: { name: "ip-10-0-48-11" },
    spec: { providerID: "aws:///us-east-1a/i-0abc", podCIDR: "10.244.1.0/24" },
    status: {
      conditions: [{ type: "Ready", status: "True", lastTransitionTime: "2026-01-01T00:00:00Z" }],
      addresses: [
        { type: "Hostname", address: "ip-10-0-48-11" },
        { type: "InternalIP", address: "10.0.48.11" },
      ],
      nodeInfo: { kubeletVersion: "v1.37.2" },
    },
  };
  answering({ status: 200, body: { items: [ready, { metadata: { name: "young" } }] } });
  expect(await (await connect()).nodes()).toEqual([
    {
      name: "ip-10-0-48-11",
      providerId: "aws:///us-east-1a/i-0abc",
      ready: true,
      readyChangedAt: "2026-01-01T00:00:00Z",
      podCidr: "10.244.1.0/24",
      address: "10.0.48.11",
      kubeletVersion: "v1.37.2",
      unschedulable: false,
      cordonedBy: undefined,
    },
    {
      name: "young",
      providerId: "",
      ready: false,
      readyChangedAt: undefined,
      podCidr: undefined,
      address: "",
      kubeletVersion: "",
      unschedulable: false,
      cordonedBy: undefined,
    },
  ]);
});

test.each([
  ["v1", "ConfigMap", "kube-system", "/api/v1/namespaces/kube-system/configmaps/x"],
  ["v1", "Pod", undefined, "/api/v1/namespaces/default/pods/x"],
  ["v1", "Node", undefined, "/api/v1/nodes/x"],
  ["v1", "Endpoints", "default", "/api/v1/namespaces/default/endpoints/x"],
  ["apps/v1", "DaemonSet", "kube-system", "/apis/apps/v1/namespaces/kube-system/daemonsets/x"],
  ["networking.k8s.io/v1", "NetworkPolicy", "a", "/apis/networking.k8s.io/v1/namespaces/a/networkpolicies/x"],
  ["networking.k8s.io/v1", "Ingress", "a", "/apis/networking.k8s.io/v1/namespaces/a/ingresses/x"],
  ["storage.k8s.io/v1", "StorageClass", undefined, "/apis/storage.k8s.io/v1/storageclasses/x"],
  ["rbac.authorization.k8s.io/v1", "ClusterRole", undefined, "/apis/rbac.authorization.k8s.io/v1/clusterroles/x"],
])("%s %s in %s is applied at %s", async (apiVersion, kind, namespace, path) => {
  answering({ status: 201, body: {} });
  const object = { apiVersion, kind, metadata: { name: "x", ...(namespace ? { namespace } : {}) } };
  await (await connect()).apply(object);
  expect(asked[0]).toMatchObject({
    method: "PATCH",
    path: `${path}?fieldManager=kubewright&force=true`,
    type: "application/apply-patch+yaml",
    body: object,
  });
});

test("a long list is read page by page; one that is too old is asked for anew", async () => {
  const page = (name: string, more: object) => ({
    status: 200,
    body: { items: [{ metadata: { name } }], metadata: more },
  });
  answering(page("a", { continue: "b/c" }), page("b", {}));
  const api = await connect();
  expect(await api.list({ apiVersion: "apps/v1", kind: "ReplicaSet" })).toEqual([
    { apiVersion: "apps/v1", kind: "ReplicaSet", metadata: { name: "a" } },
    { apiVersion: "apps/v1", kind: "ReplicaSet", metadata: { name: "b" } },
  ]);
  expect(asked.map(({ path }) => path)).toEqual([
    "/apis/apps/v1/replicasets?limit=500",
    "/apis/apps/v1/replicasets?limit=500&continue=b%2Fc",
  ]);
  answering({ status: 410, body: { message: "expired" } });
  await expect(api.list({ apiVersion: "v1", kind: "Pod" })).rejects.toBeInstanceOf(TemporaryFailure);
});

const pod = { apiVersion: "v1", kind: "Pod", name: "x", namespace: "default" };

test("what is not there is undefined, and taken away already", async () => {
  answering({ status: 404, body: { message: "not found" } }, { status: 404, body: { message: "not found" } });
  const api = await connect();
  expect(await api.get(pod)).toBeUndefined();
  await api.remove(pod);
  expect(asked[1]).toMatchObject({ method: "DELETE", body: { propagationPolicy: "Background" } });
});

test("an object is replaced as it was read; somebody else's change is temporary, and one that is gone no fault", async () => {
  const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: "x", resourceVersion: "7" } };
  answering({ status: 200, body: {} }, { status: 409, body: {} }, { status: 404, body: {} }, { status: 422, body: {} });
  const api = await connect();
  await api.replace(object);
  expect(asked[0]).toMatchObject({ method: "PUT", path: "/api/v1/namespaces/x", body: object });
  await expect(api.replace(object)).rejects.toBeInstanceOf(TemporaryFailure);
  await api.replace(object);
  await expect(api.replace(object)).rejects.toThrow("422");
});

test("what nobody ends any more is taken away at once", async () => {
  answering({ status: 200, body: {} });
  const api = await connect();
  await api.remove({ apiVersion: "v1", kind: "Pod", name: "x" }, { atOnce: true });
  expect(asked[0]?.body).toEqual({ propagationPolicy: "Background", gracePeriodSeconds: 0 });
});

test("refusals that pass by themselves are temporary, others are not", async () => {
  const api = await connect();
  const object = { apiVersion: "v1", kind: "Pod", metadata: { name: "x" } };
  const applied = (status: number, message: string) => {
    answering({ status, body: { message } });
    return expect(api.apply(object)).rejects;
  };
  await applied(404, 'namespaces "x" not found').toBeInstanceOf(TemporaryFailure);
  await applied(
    403,
    'error looking up service account default/default: serviceaccount "default" not found',
  ).toBeInstanceOf(TemporaryFailure);
  await applied(429, "slow down").toBeInstanceOf(TemporaryFailure);
  await applied(503, "no leader").toBeInstanceOf(TemporaryFailure);
  await applied(409, "being deleted").toBeInstanceOf(Conflict);
  await applied(422, "spec.containers: Required value").toThrow("422 spec.containers: Required value");
});

const disruption = (message: string) => ({
  status: 429,
  body: { message: "Cannot evict pod", details: { causes: [{ reason: "DisruptionBudget", message }] } },
});

test("an eviction is asked for as policy/v1, and what keeps the pod is read from the refusal", async () => {
  const api = await connect();
  const evict = (answer: (typeof answers)[number]) => {
    answering(answer);
    return api.evict({ namespace: "shop", name: "web-1" });
  };
  expect(await evict({ status: 201, body: {} })).toBeUndefined();
  expect(asked[0]).toMatchObject({
    method: "POST",
    path: "/api/v1/namespaces/shop/pods/web-1/eviction",
    type: "application/json",
    body: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "web-1", namespace: "shop" } },
  });
  expect(await evict(disruption("The disruption budget web needs 2 healthy pods and has 2 currently"))).toBe(
    "PodDisruptionBudget shop/web",
  );
  expect(await evict(disruption("The disruption budget web is still being processed by the server."))).toBe(
    "PodDisruptionBudget shop/web",
  );
  expect(await evict(disruption("in other words"))).toBe("a PodDisruptionBudget of namespace shop");
  // The API server's own overload looks alike, and passes.
  await expect(evict({ status: 429, body: { message: "too many requests" } })).rejects.toBeInstanceOf(TemporaryFailure);
  await expect(evict({ status: 500, body: { message: "etcd" } })).rejects.toBeInstanceOf(TemporaryFailure);
  await expect(evict({ status: 403, body: { message: "no" } })).rejects.toThrow("403 no");
});

test("pods are asked for by their node, over all namespaces", async () => {
  answering({
    status: 200,
    body: { items: [{ metadata: { name: "web", namespace: "shop", deletionTimestamp: "t" } }] },
  });
  expect(await (await connect()).podsToMove("ip-10-0-0-1")).toEqual([{ namespace: "shop", name: "web", ending: true }]);
  expect(asked[0]?.path).toBe("/api/v1/pods?fieldSelector=spec.nodeName%3Dip-10-0-0-1");
});

test("a node is cordoned by a merge patch that says by whom, and marks are written only over what was read", async () => {
  const api = await connect();
  answering({ status: 200, body: {} });
  await api.cordon("a", "op_1");
  expect(asked[0]).toMatchObject({
    method: "PATCH",
    path: "/api/v1/nodes/a",
    type: "application/merge-patch+json",
    body: { metadata: { annotations: { "kubewright.dev/cordoned-by": "op_1" } }, spec: { unschedulable: true } },
  });
  answering({ status: 200, body: { metadata: { name: "a", resourceVersion: "7" } } }, { status: 409, body: {} });
  const marks = { labels: { x: "1" }, taints: [] };
  await expect(api.markNode("a", marks, { labels: { y: "1" }, taints: [] })).rejects.toBeInstanceOf(TemporaryFailure);
  expect(asked[2]?.body).toEqual({
    metadata: { resourceVersion: "7", labels: { x: "1", y: null } },
    spec: { taints: [] },
  });
});
