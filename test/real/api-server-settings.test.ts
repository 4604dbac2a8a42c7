/** What a machine's files tell its API server: node/files/etc/kubewright, and the admission plug-ins of kubeadm.jq. */
import { get } from "node:https";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { cacheFolder } from "#local/folders.ts";
import { ensureKubernetes } from "#local/kubernetes/binaries.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { type ApiServer, startApiServer } from "./api-server.ts";

const [version] = kubernetesVersions;
let programs: string;
let server: ApiServer;

beforeAll(async () => {
  programs = await ensureKubernetes(version, { cacheDir: cacheFolder() });
  server = await startApiServer(programs);
}, 1_800_000);
afterAll(() => server?.stop(), 60_000);

const administrator = async () =>
  kubectlWith(join(programs, "kubectl"), await server.credentials("tester", "system:masters"));

/** Without any credentials. */
const statusOf = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(`${server.url}${path}`, { ca: server.keys.files["pki/ca.crt"] ?? "" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on("error", reject);
  });

test("without credentials one learns whether it is well and what one would join, whatever anonymous callers may", async () => {
  const { kubectl, apply } = await administrator();
  await apply({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "too-much" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "system:anonymous" }],
  });
  await kubectl("create", "configmap", "cluster-info", "--namespace=kube-public");
  const open = ["/livez", "/readyz", "/healthz", "/api/v1/namespaces/kube-public/configmaps/cluster-info"];
  expect(await Promise.all(open.map(statusOf))).toEqual([200, 200, 200, 200]);
  const closed = ["/version", "/api", "/openapi/v3", "/metrics", "/livez/ping", "/api/v1/namespaces/default/secrets"];
  expect(await Promise.all(closed.map(statusOf))).toEqual(closed.map(() => 401));
}, 60_000);

test("the audit log has who went into a pod and who read a Secret, and not who only looked", async () => {
  const { kubectl } = await administrator();
  // There is no such pod: it is the request that counts.
  await kubectl("get", "--raw", "/api/v1/namespaces/default/pods/nobody/exec?command=id").catch(() => undefined);
  await kubectl("get", "--raw", "/api/v1/namespaces/default/pods/nobody/proxy/").catch(() => undefined);
  await kubectl("get", "secrets", "--namespace=default");
  await kubectl("get", "pods", "--namespace=default");
  const deadline = Date.now() + 30_000;
  while (server.audited("/secrets").length === 0 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 100));
  for (const part of ["/pods/nobody/exec", "/pods/nobody/proxy", "/secrets"])
    expect(server.audited(part).map(({ user }) => user.username)).toContain("tester");
  expect(server.audited("/namespaces/default/pods?")).toEqual([]);
}, 60_000);

test("a Service claims no address outside of the cluster", async () => {
  const { kubectl } = await administrator();
  const claims = { spec: { externalIPs: ["192.0.2.1"] } };
  await kubectl("create", "service", "clusterip", "claims", "--tcp=80");
  await expect(kubectl("patch", "service", "claims", "--patch", JSON.stringify(claims))).rejects.toThrow(
    "Use of external IPs is denied by admission control",
  );
}, 60_000);
