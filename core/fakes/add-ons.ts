import { type KubernetesVersion, kubernetesVersions } from "#contract/catalog.ts";
import { componentVersions, etcdBefore } from "#contract/component-versions.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import type { Bootstrap } from "#core/ports/machine-bootstrap.ts";
import type { Thing } from "./world.ts";

/** What the machine was told that it is. */
export const versionOf = (instance: Pick<Thing<"instances">, "userData"> | undefined): string => {
  const told = instance && (JSON.parse(instance.userData || "{}") as Partial<Bootstrap>);
  return told?.kubernetesVersion ?? kubernetesVersions[0];
};

/** The minor of etcd that a member's machine runs. @param tag that it is told; absent: its version's own @throws Error where it has no such image */
export const etcdMinorRun = (version: string, tag: string | undefined): string => {
  const held = [componentVersions[version as KubernetesVersion]?.etcd, etcdBefore[version as KubernetesVersion]];
  const runs = tag ?? held[0] ?? "";
  if (!held.includes(runs)) throw new Error(`a machine of ${version} has no image of etcd ${runs}`);
  return runs.split(".").slice(0, 2).join(".");
};

/** What `kubeadm join` reads of it. */
export const joinEtcdTag = (objects: readonly object[]): string | undefined => {
  const read = objects as { metadata?: { name?: string }; data?: { ClusterConfiguration?: string } }[];
  const config = read.find(({ metadata }) => metadata?.name === "kubeadm-config");
  return /^ {4}imageTag: (\S+)$/m.exec(config?.data?.ClusterConfiguration ?? "")?.[1];
};

const inSystem = (name: string) => ({ name, namespace: "kube-system" });

const configMap = (metadata: { name: string; namespace: string }, data: Record<string, string>): KubernetesObject => ({
  ...{ apiVersion: "v1", kind: "ConfigMap", metadata },
  data,
});

/** What the controller manager publishes: whom pods that begin now trust. @param ca PEM */
export const publishedRoot = (ca: string): KubernetesObject =>
  configMap(inSystem("kube-root-ca.crt"), { "ca.crt": ca });

/** What kubeadm leaves in every new cluster, as far as the service looks at it. @param ca PEM */
export const bornWith = (version: string, ca: string): KubernetesObject[] => [
  configMap(
    { name: "cluster-info", namespace: "kube-public" },
    {
      kubeconfig: `apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: ${Buffer.from(ca).toString("base64")}\n    server: https://api\n  name: ""\n`,
    },
  ),
  publishedRoot(ca),
  configMap(inSystem("extension-apiserver-authentication"), {
    "client-ca-file": ca,
    "requestheader-client-ca-file": "",
  }),
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: inSystem("kubeadm-config"),
    data: {
      ClusterConfiguration: `apiVersion: kubeadm.k8s.io/v1beta4\ncontrollerManager:\n  extraArgs:\n  - name: profiling\n    value: "false"\netcd:\n  local:\n    dataDir: /var/lib/etcd/data\nkubernetesVersion: ${version}\n`,
    },
  },
  {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: inSystem("kube-proxy"),
    spec: {
      template: { spec: { containers: [{ name: "kube-proxy", image: `registry.k8s.io/kube-proxy:${version}` }] } },
    },
    status: { desiredNumberScheduled: 1, numberAvailable: 1 },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: inSystem("coredns"),
    spec: {
      replicas: 2,
      template: {
        spec: {
          nodeSelector: { "kubernetes.io/os": "linux" },
          containers: [
            {
              name: "coredns",
              image: `registry.k8s.io/coredns/coredns:${componentVersions[version as KubernetesVersion]?.coredns}`,
            },
          ],
        },
      },
    },
    status: { replicas: 2, updatedReplicas: 2, availableReplicas: 2 },
  },
];
