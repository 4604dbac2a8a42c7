import { beforeEach, expect, test } from "@jest/globals";
import { NotYet, TemporaryFailure } from "#core/errors.ts";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import { etcdPods } from "./etcd-pods.ts";

const image = "registry.k8s.io/etcd:3.7.0-0";
const node = "ip-10-0-64-4";
const name = "etcd-op-1-list";
let pods = new Map<string, KubernetesObject>();
let logs = new Map<string, string>();
let now = "2026-01-01T00:00:00.000Z";

/** As much of a cluster as the adapter asks for; what a kubelet does is done by the test. */
const api = {
  get: async (reference: { name: string }) => pods.get(reference.name),
  apply: async (object: KubernetesObject) => void pods.set(object.metadata.name, object),
  remove: async (reference: { name: string }) => void pods.delete(reference.name),
  log: async (pod: { name: string }) => logs.get(pod.name),
} as unknown as Kubernetes;
const etcd = etcdPods({ now: () => now });
const door = { api, node, operationId: "op_1" };

beforeEach(() => {
  now = "2026-01-01T00:00:00.000Z";
  logs = new Map();
  pods = new Map([
    [
      `etcd-${node}`,
      {
        ...{ apiVersion: "v1", kind: "Pod", metadata: { name: `etcd-${node}` } },
        spec: { containers: [{ name: "etcd", image }] },
      },
    ],
  ]);
});

/** The pod's end, as a kubelet tells it. */
const ends = (phase: string, more: object = {}, at = name): void => {
  Object.assign(pods.get(at) ?? {}, { status: { phase, ...more } });
};
const failedWith = (message: string) => ({ containerStatuses: [{ state: { terminated: { message } } }] });
const asked = async (): Promise<void> => {
  await expect(etcd.list(door)).rejects.toBeInstanceOf(NotYet);
};

test("the pod has etcd's own image, three files read only, no token and no shell", async () => {
  await asked();
  const pod = pods.get(name) as unknown as { spec: Record<string, never> };
  expect(pod).toMatchObject({
    metadata: { namespace: "kube-system" },
    spec: {
      ...{ nodeName: node, hostNetwork: true, restartPolicy: "Never", automountServiceAccountToken: false },
      containers: [{ image, securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } } }],
    },
  });
  const [container] = pod.spec["containers"] as unknown as {
    command: string[];
    volumeMounts: { readOnly: boolean }[];
  }[];
  expect(container?.command[0]).toBe("etcdctl");
  expect(container?.command.slice(-4)).toEqual(["member", "list", "--write-out=json", "--hex"]);
  expect(container?.volumeMounts.every(({ readOnly }) => readOnly)).toBe(true);
  const volumes = pod.spec["volumes"] as unknown as { hostPath: object }[];
  expect(volumes.map(({ hostPath }) => hostPath)).toEqual(
    ["ca.crt", "healthcheck-client.crt", "healthcheck-client.key"].map((file) => ({
      ...{ path: `/etc/kubernetes/pki/etcd/${file}`, type: "File" },
    })),
  );
});

test("its answer is read once, as etcdctl words it, and the pod is gone then", async () => {
  await asked();
  await asked();
  ends("Succeeded");
  logs.set(
    name,
    `{"level":"warn","msg":"retrying of unary invoker failed"}
{"header":{"cluster_id":"babc9795b64f03e3","member_id":"628170c800dbcee","raft_term":2},"members":[{"ID":"628170c800dbcee","name":"ip-10-0-64-4","peerURLs":["https://10.0.64.4:2380"],"clientURLs":["https://10.0.64.4:2379"]},{"ID":"cabe147070d3c808","peerURLs":["https://10.0.80.9:2380"],"isLearner":true}]}
`,
  );
  expect(await etcd.list(door)).toEqual([
    { memberId: "628170c800dbcee", address: "10.0.64.4", votes: true, started: true },
    { memberId: "cabe147070d3c808", address: "10.0.80.9", votes: false, started: false },
  ]);
  expect(pods.has(name)).toBe(false);
  await asked();
});

test("a pod that failed says why, is gone, and another one is made when it is asked again", async () => {
  await asked();
  ends("Failed", failedWith("{}\nError: context deadline exceeded"));
  await expect(etcd.list(door)).rejects.toThrow(
    new TemporaryFailure("etcd does not list its members: Error: context deadline exceeded"),
  );
  expect(pods.has(name)).toBe(false);
  await asked();
  ends("Failed", { reason: "DeadlineExceeded" });
  await expect(etcd.list(door)).rejects.toThrow("etcd does not list its members: DeadlineExceeded");
});

test("a pod on a node that does not work is given up after a minute, or when another node is asked", async () => {
  await asked();
  Object.assign(pods.get(name)?.metadata ?? {}, { creationTimestamp: now });
  now = "2026-01-01T00:01:00.000Z";
  await asked();
  now = "2026-01-01T00:01:01.000Z";
  await expect(etcd.list(door)).rejects.toBeInstanceOf(TemporaryFailure);
  expect(pods.has(name)).toBe(false);
  await asked();
  await expect(etcd.list({ ...door, node: "ip-10-0-80-4" })).rejects.toBeInstanceOf(TemporaryFailure);
  expect(pods.has(name)).toBe(false);
});

test("a node that shows no pod of etcd is not asked", async () => {
  await expect(etcd.list({ ...door, node: "ip-10-0-80-4" })).rejects.toThrow("shows no pod of etcd");
  expect(pods.size).toBe(1);
});

test("a member that is none any more is removed; one that etcd keeps is not", async () => {
  const removal = "etcd-op-1-remove-cabe147070d3c808";
  const remove = () => etcd.remove(door, "cabe147070d3c808");
  await expect(remove()).rejects.toBeInstanceOf(NotYet);
  ends("Failed", failedWith("Error: etcdserver: member not found"), removal);
  await remove();
  await expect(remove()).rejects.toBeInstanceOf(NotYet);
  ends("Failed", failedWith("Error: etcdserver: re-configuration failed due to not enough started members"), removal);
  await expect(remove()).rejects.toThrow("not enough started members");
});
