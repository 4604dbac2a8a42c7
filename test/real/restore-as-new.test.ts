import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { webDeployment } from "#bench/web-objects.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";

const [version] = kubernetesVersions;
const one = { nodeGroups: [{ name: "default", size: 1 }] };

/** What is to be there again; a volume that is to be nobody's to delete; and what would keep every node out, were it asked. */
const objects: object[] = [
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kept" }, data: { said: "before" } },
  { apiVersion: "v1", kind: "Secret", metadata: { name: "kept" }, stringData: { word: "hidden" } },
  webDeployment("web", { over: "kubernetes.io/hostname", strictly: false }),
  {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: "theirs" },
    spec: {
      ...{ capacity: { storage: "1Gi" }, accessModes: ["ReadWriteOnce"], persistentVolumeReclaimPolicy: "Delete" },
      csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-1" },
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name: "gone" },
    webhooks: [
      {
        name: "gone.example.com",
        ...{ failurePolicy: "Fail", sideEffects: "None", admissionReviewVersions: ["v1"], timeoutSeconds: 1 },
        clientConfig: { url: "https://127.0.0.1:9/" },
        rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["nodes", "secrets"] }],
      },
    ],
  },
];

let service: Service;
let tenant: Awaited<ReturnType<typeof tenantOf>>;
let imageDir: string;

beforeAll(async () => {
  const cacheDir = cacheFolder();
  await installLocalStack({ cacheDir });
  await ensureImage(version, { cacheDir });
  imageDir = join(cacheDir, "images");
  service = await startService({
    machines: "sandbox",
    stateDir: join(stateFolder(), "test-restore-as-new"),
    region: { images: [version], imageDir },
  });
  tenant = await tenantOf(service, "restore");
}, 2_400_000);

afterAll(() => service.stop(), 120_000);

const kubectlOf = async (clusterId: string) => {
  const credentials = await tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`);
  return kubectlWith(join(imageDir, version, "root/usr/local/bin/kubectl"), credentials);
};
type Kubectl = Awaited<ReturnType<typeof kubectlOf>>;

const secondsOf = ({ createdAt, endedAt = "" }: Operation): number =>
  (Date.parse(endedAt) - Date.parse(createdAt)) / 1000;

const machinesOf = async (clusterId: string): Promise<string[]> =>
  (await tenant.nodes(clusterId)).map(({ id }) => id).sort();

/** Instances of the nodes that Kubernetes knows, all of them Ready. */
const nodesIn = async ({ kubectl }: Kubectl): Promise<string[]> => {
  expect(await kubectl("get", "nodes", "--no-headers")).not.toContain("NotReady");
  const ids = await kubectl("get", "nodes", "-o", "jsonpath={.items[*].spec.providerID}");
  return ids
    .split(" ")
    .map((id) => id.split("/").at(-1) ?? "")
    .sort();
};

const field = ({ kubectl }: Kubectl, path: string, ...what: string[]): Promise<string> =>
  kubectl("get", ...what, "-o", `jsonpath={${path}}`);

test("a backup becomes a cluster of its own, with all objects and none of the machines, and the old one goes on untouched", async () => {
  const old = await tenant.running({ name: "old", ...one });
  const before = await kubectlOf(old);
  await before.apply(...objects);
  await before.kubectl("rollout", "status", "deployment/web", "--timeout=60s");
  const backup = await tenant.over(await tenant.call<Operation>("POST", `/clusters/${old}/backups`));
  const pods = () => field(before, ".items[*].metadata.uid", "pods", "-l", "app=web");
  const running = await pods();

  const restoreFrom = { clusterId: old, backupId: backup.backupId ?? "" };
  const created = await tenant.over(await tenant.create({ name: "new", ...one, restoreFrom }), 300, 480_000);
  expect({ status: created.status, error: created.error }).toEqual({ status: "succeeded", error: undefined });
  process.stderr.write(`restored as a new cluster in ${secondsOf(created)} s: ${JSON.stringify(created.stages)}\n`);

  const after = await kubectlOf(created.clusterId);
  const machines = await machinesOf(created.clusterId);
  expect(machines).toHaveLength(4);
  expect(await nodesIn(after)).toEqual(machines);
  expect(await field(after, ".data.said", "configmap", "kept")).toBe("before");
  expect(await field(after, ".data.word", "secret", "kept")).toBe(Buffer.from("hidden").toString("base64"));
  await after.kubectl("rollout", "status", "deployment/web", "--timeout=90s");
  const where = await field(after, ".items[*].spec.nodeName", "pods", "-l", "app=web");
  const workers = await field(
    after,
    ".items[*].metadata.name",
    "nodes",
    "-l",
    "!node-role.kubernetes.io/control-plane",
  );
  expect([...new Set(where.split(" "))]).toEqual([workers]);
  expect(await field(after, ".spec.persistentVolumeReclaimPolicy", "pv", "theirs")).toBe("Retain");
  // The webhook is what it was, once there is nothing for it to stand in the way of.
  expect(await field(after, ".webhooks[0].matchConditions", "validatingwebhookconfigurations", "gone")).toBe("");
  const ca = (kube: Kubectl) => field(kube, ".data.ca\\.crt", "configmap", "kube-root-ca.crt");
  expect(await ca(after)).not.toBe(await ca(before));
  // It takes writes, and its controllers carry them out.
  await after.kubectl("scale", "deployment/web", "--replicas=3");
  await after.kubectl("rollout", "status", "deployment/web", "--timeout=60s");

  expect(await nodesIn(before)).toEqual(await machinesOf(old));
  expect(await pods()).toBe(running);
  expect(await field(before, ".spec.persistentVolumeReclaimPolicy", "pv", "theirs")).toBe("Delete");

  for (const clusterId of [created.clusterId, old]) {
    const gone = await tenant.over(await tenant.remove(clusterId));
    expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  }
}, 900_000);
