import { expect, test } from "@jest/globals";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import { joinVersion, setJoinEtcd, setJoinVersion, setSigningCertificate } from "./add-ons.ts";

/** As kubeadm 1.37 writes it into a cluster of ours, in short. */
const written = `apiServer:
  certSANs:
  - 10.0.0.5
apiVersion: kubeadm.k8s.io/v1beta4
clusterName: cls_1
dns: {}
encryptionAlgorithm: ECDSA-P256
etcd:
  local:
    dataDir: /var/lib/etcd/data
    extraArgs:
    - name: imageTag
      value: "1"
imageRepository: registry.k8s.io
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
`;

/** The cluster's API, as far as this asks for it. */
const apiWith = (text: string) => {
  const now = { ClusterConfiguration: text };
  const applied: KubernetesObject[] = [];
  const api = {
    get: async () => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kubeadm-config" }, data: { ...now } }),
    apply: async (object: KubernetesObject) => {
      applied.push(object);
      Object.assign(now, object["data"]);
    },
  } as unknown as Kubernetes;
  return { api, now, applied };
};

test("who joins is told which image of etcd to run; all else stays as kubeadm wrote it", async () => {
  const { api, now } = apiWith(written);
  await setJoinEtcd(api, "3.6.8-0");
  const told = written.replace("  local:\n", "  local:\n    imageTag: 3.6.8-0\n");
  expect(now.ClusterConfiguration).toBe(told);
  await setJoinEtcd(api, "3.7.0-0");
  expect(now.ClusterConfiguration).toBe(told.replace("3.6.8-0", "3.7.0-0"));
});

test("a tag that kubeadm has put elsewhere is found; what is so already is not written again", async () => {
  const { api, now, applied } = apiWith(written.replace("etcd/data\n", "etcd/data\n    imageTag: 3.7.0-0\n"));
  await setJoinEtcd(api, "3.6.8-0");
  expect(now.ClusterConfiguration.match(/^ {4}imageTag: .*$/gm)).toEqual(["    imageTag: 3.6.8-0"]);
  await setJoinEtcd(api, "3.6.8-0");
  expect(applied).toHaveLength(1);
});

test("where etcd is configured otherwise than by kubeadm, nobody joins without a word", async () => {
  const { api, applied } = apiWith(written.replace(/etcd:[\s\S]*"1"\n/, "etcd:\n  external: {}\n"));
  await expect(setJoinEtcd(api, "3.6.8-0")).rejects.toThrow(
    "ConfigMap kube-system/kubeadm-config does not say which etcd members run",
  );
  expect(applied).toEqual([]);
});

test("the version is told beside it", async () => {
  const { api } = apiWith(written);
  await setJoinEtcd(api, "3.6.8-0");
  await setJoinVersion(api, "v1.37.2");
  expect(await joinVersion(api)).toBe("v1.37.2");
});

test("controller managers of members that join sign by a file of one certificate, wherever kubeadm's configuration told otherwise", async () => {
  const managed = written.replace(
    "dns: {}\n",
    'controllerManager:\n  extraArgs:\n  - name: profiling\n    value: "false"\ndns: {}\n',
  );
  const { api, now, applied } = apiWith(managed);
  await setSigningCertificate(api, "/etc/kubernetes/pki/one.crt");
  const added =
    "  extraArgs:\n  - name: cluster-signing-cert-file\n    value: /etc/kubernetes/pki/one.crt\n  - name: profiling";
  expect(now.ClusterConfiguration).toBe(managed.replace("  extraArgs:\n  - name: profiling", added));
  await setSigningCertificate(api, "/etc/kubernetes/pki/one.crt");
  expect(applied).toHaveLength(1);
  await setSigningCertificate(api, "/etc/kubernetes/pki/two.crt");
  expect(now.ClusterConfiguration).toContain("value: /etc/kubernetes/pki/two.crt\n  - name: profiling");
  await expect(setSigningCertificate(apiWith(written).api, "x")).rejects.toThrow("how controller managers begin");
});
