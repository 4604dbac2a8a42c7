import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { webDeployment, webService } from "#bench/web-objects.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import { traces } from "#local/traces.ts";
import { wanted } from "#test/amount.ts";
import { backupTests } from "./backups.ts";
import { hibernationTest } from "./hibernation.ts";
import { askedReplacementTest, lostMemberTest } from "./members.ts";
import { nodeGroupTests } from "./node-groups.ts";
import { zoneLossTest } from "./zone-loss.ts";

const [version] = kubernetesVersions;
/** Two servers that say their own name, the Service in front of them, and a client. */
const web: object[] = [
  webDeployment("web", { over: "kubernetes.io/hostname" }),
  webService("web"),
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "client" },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: "client", image: "localhost/kubewright/probe:1", command: ["sleep", "3600"] }],
    },
  },
];

const before = traces();
let imageDir: string;
let service: Service;
let tenant: Awaited<ReturnType<typeof tenantOf>>;
let created: Operation;
let kube: ReturnType<typeof kubectlWith>;

beforeAll(async () => {
  const cacheDir = cacheFolder();
  await installLocalStack({ cacheDir });
  await ensureImage(version, { cacheDir });
  imageDir = join(cacheDir, "images");
  service = await startService({
    machines: "sandbox",
    stateDir: join(stateFolder(), "test-real"),
    region: { images: [version], imageDir },
  });
  tenant = await tenantOf(service, "real");
}, 2_400_000);

afterAll(() => service.stop(), 120_000);

const ready = (list: string): boolean => list.split("\n").filter((line) => / Ready /.test(line)).length === 5;

test("one call makes a cluster of 3 + 2 whose own API says that all nodes are Ready", async () => {
  created = await tenant.over(
    await tenant.create({ name: "real", nodeGroups: [{ name: "default", size: 2, drainSeconds: 30 }] }),
  );
  expect(created).toMatchObject({ status: "succeeded" });
  const credentials = await tenant.call<Credentials>("POST", `/clusters/${created.clusterId}/credentials`);
  kube = kubectlWith(join(imageDir, version, "root/usr/local/bin/kubectl"), credentials);
  expect(ready(await kube.kubectl("get", "nodes", "--no-headers"))).toBe(true);
}, 300_000);

test("the control plane stands in three zones on three racks", async () => {
  const members = (await tenant.nodes(created.clusterId)).filter(({ role }) => role === "control-plane");
  expect(new Set(members.map(({ zone }) => zone)).size).toBe(3);
  expect(new Set(members.map(({ faultDomain }) => faultDomain)).size).toBe(3);
});

test("a Deployment answers through its Service, by name, from both of its pods", async () => {
  await kube.apply(...web);
  await kube.kubectl("rollout", "status", "deployment/web", "--timeout=60s");
  await kube.until(() => true, "wait", "--for=condition=Ready", "pod/client", "--timeout=5s");
  const answers = await kube.until(
    (text) => new Set(text.trim().split("\n")).size === 2,
    ...[
      "exec",
      "client",
      "--",
      "sh",
      "-c",
      "for i in $(seq 20); do curl -sf -m 2 http://web.default.svc.cluster.local/; done",
    ],
  );
  expect(answers).toMatch(/^web-/m);
}, 120_000);

const under = () => ({ regionUrl: service.regionUrl, tenant, clusterId: created.clusterId, kube });

if (wanted("minutes on real machines")) {
  nodeGroupTests(under);
  zoneLossTest(under);
  askedReplacementTest(under);
}
lostMemberTest(under);
if (wanted("minutes on real machines")) {
  backupTests(under);
  hibernationTest(under);
}

test("delete leaves nothing in the cloud and nothing on this computer", async () => {
  const gone = await tenant.over(await tenant.remove(created.clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  const resources = await fetch(`${service.regionUrl}/_region/resources`).then((answer) => answer.json());
  expect(resources).toMatchObject({ total: 0 });
  const after = traces();
  for (const kind of Object.keys(before))
    expect({ kind, more: after[kind]?.filter((one) => !before[kind]?.includes(one)) }).toEqual({ kind, more: [] });
}, 300_000);
