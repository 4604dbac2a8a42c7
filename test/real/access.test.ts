import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { type Role, roles } from "#contract/roles.ts";
import { accessGroup, nextAccess } from "#core/clusters/access-groups.ts";
import { accessObjects } from "#core/stages/access-objects.ts";
import { cacheFolder } from "#local/folders.ts";
import { ensureKubernetes } from "#local/kubernetes/binaries.ts";
import { type ApiServer, startApiServer } from "./api-server.ts";
import { kubectlWith } from "./kubectl.ts";

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
