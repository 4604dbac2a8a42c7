import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";
import { cluster, clusterId } from "#cli/testing/examples.ts";
import { standIn } from "#cli/testing/stand-in.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import { type Role, roles } from "#contract/roles.ts";
import { accessGroup, nextAccess } from "#core/clusters/access-groups.ts";
import { accessObjects } from "#core/stages/access-objects.ts";
import { cacheFolder } from "#local/folders.ts";
import { ensureKubernetes } from "#local/kubernetes/binaries.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { type ApiServer, startApiServer } from "./api-server.ts";

const [version] = kubernetesVersions;
const first = { viewer: 1, operator: 1, admin: 1 };
let programs: string;
let server: ApiServer;

beforeAll(async () => {
  programs = await ensureKubernetes(version, { cacheDir: cacheFolder() });
  server = await startApiServer(programs);
  for (const object of accessObjects(first)) await server.api.apply(object);
}, 1_800_000);
afterAll(() => server?.stop(), 60_000);

const kubectlOf = async (role: Role, access = first) =>
  kubectlWith(join(programs, "kubectl"), await server.credentials(`blue:${role}`, accessGroup(role, access)));

/** `yes` or `no`; kubectl exits with 1 for a no. */
const may = async (role: Role, request: string, access = first): Promise<string> => {
  const { kubectl } = await kubectlOf(role, access);
  const said = await kubectl("auth", "can-i", ...request.split(" ")).catch(
    (error: unknown) => (error as { stdout: string }).stdout,
  );
  return said.trim().split("\n").at(-1) ?? "";
};

test("viewers' rights are there once the aggregated roles are filled", async () => {
  const { until } = await kubectlOf("viewer");
  await until((answer) => answer.trim() === "yes", "auth", "can-i", "list", "pods", "--all-namespaces");
}, 120_000);

/** What each role may, in the order viewer, operator, admin. */
describe.each([
  ["list pods --all-namespaces", "yes yes yes"],
  ["list nodes", "yes yes yes"],
  ["list storageclasses.storage.k8s.io", "yes yes yes"],
  ["get pods --subresource=log -n default", "yes yes yes"],
  ["create deployments.apps -n default", "no yes yes"],
  ["delete pods -n default", "no yes yes"],
  ["create pods --subresource=exec -n default", "no yes yes"],
  ["create services -n default", "no yes yes"],
  ["create namespaces", "no yes yes"],
  ["get secrets -n default", "no no yes"],
  ["list secrets --all-namespaces", "no no yes"],
  ["create secrets -n default", "no no yes"],
  ["create serviceaccounts --subresource=token -n default", "no no yes"],
  ["impersonate serviceaccounts -n default", "no no yes"],
  ["create clusterrolebindings.rbac.authorization.k8s.io", "no no yes"],
  ["create rolebindings.rbac.authorization.k8s.io -n default", "no no yes"],
  ["escalate clusterroles.rbac.authorization.k8s.io", "no no yes"],
  ["update nodes", "no no yes"],
  ["get nodes --subresource=proxy", "no no yes"],
  ["delete namespaces", "no no yes"],
  ["delete validatingadmissionpolicies.admissionregistration.k8s.io", "no no yes"],
])("%s: %s", (request, expected) => {
  test("as the role says", async () => {
    expect((await Promise.all(roles.map((role) => may(role, request)))).join(" ")).toBe(expected);
  });
});

const settings = (namespace: string) => ({
  ...{ apiVersion: "v1", kind: "ConfigMap" },
  metadata: { name: "of-somebody", namespace },
  data: { a: "b" },
});

test("operators change what is theirs, and nothing in kube-system; admins do", async () => {
  const [operator, admin] = [await kubectlOf("operator"), await kubectlOf("admin")];
  await operator.apply(settings("default"));
  // Admission policies take a moment until they hold.
  const deadline = Date.now() + 60_000;
  for (;;) {
    const refused = await operator.apply(settings("kube-system")).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    if (refused !== undefined) {
      expect(refused).toContain("operators change nothing in kube-system");
      break;
    }
    if (Date.now() > deadline) throw new Error("operators may change kube-system");
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const remove = ["delete", "configmap", "extension-apiserver-authentication", "-n", "kube-system"];
  await expect(operator.kubectl(...remove)).rejects.toThrow("operators change nothing in kube-system");
  await admin.apply(settings("kube-system"));
}, 90_000);

test("kubectl takes the kubeconfig that the command line writes, and asks it for credentials", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kubewright-exec-"));
  const given = await server.credentials("blue:ada", accessGroup("viewer", first));
  const service = await standIn(({ path }) =>
    path.endsWith("/credentials") ? { status: 201, body: given } : { status: 200, body: cluster },
  );
  try {
    const file = join(folder, "kubeconfig.yaml");
    const env = { ...service.env, XDG_CACHE_HOME: folder };
    expect(await kubewright(["cluster", "kubeconfig", clusterId, "--file", file], { env })).toMatchObject({ code: 0 });
    const kubectl = (...words: string[]) =>
      promisify(execFile)(join(programs, "kubectl"), ["--kubeconfig", file, ...words], {
        // Nothing of ours is on this path: the file says where the program is.
        env: { PATH: "/usr/bin:/bin", HOME: folder, ...env },
        timeout: 60_000,
      });
    const { stdout } = await kubectl("auth", "whoami", "-o", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      status: { userInfo: { username: "blue:ada", groups: ["kubewright:viewers:1", "system:authenticated"] } },
    });
    expect((await kubectl("get", "namespaces", "-o", "name")).stdout).toContain("namespace/kube-system");
    const asked = service.seen.filter(({ path }) => path.endsWith("/credentials"));
    // One for the file, one for the first kubectl; the second had what was kept.
    expect(asked).toHaveLength(2);
  } finally {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

test("a revocation leaves certificates of the old group without rights, and no other", async () => {
  const after = nextAccess(first, ["operator", "admin"]);
  for (const object of accessObjects(after)) await server.api.apply(object);
  const { until } = await kubectlOf("operator", after);
  await until((answer) => answer.trim() === "yes", "auth", "can-i", "delete", "pods", "-n", "default");
  const ask = (access: typeof first) => Promise.all(roles.map((role) => may(role, "list pods -n default", access)));
  expect([await ask(first), await ask(after)]).toEqual([
    ["yes", "no", "no"],
    ["yes", "yes", "yes"],
  ]);
}, 120_000);
