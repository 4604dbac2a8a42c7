import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { accessObjects } from "#core/stages/access-objects.ts";
import { endExemptions, exemptSystem } from "#core/stages/webhooks.ts";
import { liftFence, raiseFence } from "#core/stages/write-fence.ts";
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
  for (const object of accessObjects({ viewer: 1, operator: 1, admin: 1 })) await server.api.apply(object);
}, 1_800_000);
afterAll(() => server?.stop(), 60_000);

const as = async (user: string, group: string) =>
  kubectlWith(join(programs, "kubectl"), await server.credentials(user, group));
const admin = () => as("blue:ada", "kubewright:admins:1");
/** A program of the cluster's own, with rights enough. */
const program = () => as("system:serviceaccount:default:builder", "system:masters-of-tests");
const config = (name: string, namespace: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace },
});

/** Whether a write is taken, and by whom it is refused. */
const written = async (who: Awaited<ReturnType<typeof as>>, namespace = "default"): Promise<string> =>
  who
    .kubectl("create", "configmap", `c${Math.random().toString(36).slice(2)}`, "-n", namespace)
    .then(() => "taken")
    .catch((error: unknown) => String((error as { stderr?: string }).stderr));

const comesTrue = async (look: () => Promise<string>, pattern: RegExp): Promise<void> => {
  const deadline = Date.now() + 30_000;
  let seen = await look();
  while (!pattern.test(seen) && Date.now() < deadline) seen = await look();
  expect(seen).toMatch(pattern);
};

test("while the fence stands people write nothing, and programs neither, or as ever; the service does", async () => {
  await server.api.apply({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "programs" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ kind: "ServiceAccount", name: "builder", namespace: "default" }],
  });
  expect(await written(await admin())).toBe("taken");
  expect(await written(await program())).toBe("taken");
  await raiseFence(server.api, "everybody");
  await comesTrue(async () => written(await admin()), /goes to sleep, or wakes/);
  await comesTrue(async () => written(await program()), /goes to sleep, or wakes/);
  await server.api.apply(config("ours", "default"));
  // Who may do what is asked by making an object, and is not written anywhere.
  expect((await (await admin()).kubectl("auth", "can-i", "list", "pods")).trim()).toBe("yes");
  await raiseFence(server.api, "people");
  await comesTrue(async () => written(await program()), /^taken$/);
  expect(await written(await admin())).toMatch(/goes to sleep, or wakes/);
  await liftFence(server.api);
  await liftFence(server.api);
  await comesTrue(async () => written(await admin()), /^taken$/);
}, 120_000);

test("a webhook that nobody answers for keeps the service and nodes out no more, and pods of everybody else as ever", async () => {
  const rules = [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*/*"] }];
  const common = { admissionReviewVersions: ["v1"], sideEffects: "None", failurePolicy: "Fail", rules };
  const service = { namespace: "guards", name: "nobody" };
  const broken = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "broken" },
    webhooks: [
      {
        ...{ ...common, name: "everything.example.com", clientConfig: { service } },
        matchConditions: [{ name: "theirs", expression: "request.operation != 'CONNECT'" }],
      },
    ],
  };
  await server.api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "guards" } });
  await server.api.apply(broken);
  const ours = (name: string, namespace = "default") =>
    server.api.apply(config(name, namespace)).then(
      () => "taken",
      (error: unknown) => String(error),
    );
  const before = async () => JSON.stringify((await server.api.get({ ...broken, name: "broken" }))?.["webhooks"]);
  const was = await before();
  await comesTrue(() => ours(`a${Math.random()}`), /failed calling webhook/);
  await exemptSystem(server.api);
  await exemptSystem(server.api);
  await comesTrue(() => ours(`b${Math.random()}`), /^taken$/);
  const node = await as("system:node:ip-10-0-0-4", "system:nodes");
  const registered = await node.apply({ apiVersion: "v1", kind: "Node", metadata: { name: "ip-10-0-0-4" } }).then(
    () => "taken",
    (error: unknown) => String((error as { stderr?: string }).stderr),
  );
  expect(registered).not.toContain("webhook");
  const kubeadm = await as("kubernetes-admin", "kubeadm:cluster-admins");
  expect(await written(kubeadm)).not.toContain("webhook");
  expect(await written(await admin())).toContain("failed calling webhook");
  // Whoever is to answer for it may come.
  expect(await written(await admin(), "guards")).toBe("taken");
  const controller = await as("system:serviceaccount:kube-system:replicaset-controller", "system:serviceaccounts");
  expect(await written(controller)).not.toContain("webhook");
  await endExemptions(server.api);
  expect(await before()).toBe(was);
  await comesTrue(() => ours(`d${Math.random()}`), /failed calling webhook/);
  await server.api.remove({ apiVersion: broken.apiVersion, kind: broken.kind, name: "broken" });
}, 120_000);
