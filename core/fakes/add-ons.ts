import { type KubernetesVersion, kubernetesVersions } from "#contract/catalog.ts";
import { componentVersions } from "#contract/component-versions.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import type { Bootstrap } from "#core/ports/machine-bootstrap.ts";
import type { Thing } from "./world.ts";

/** What the machine was told that it is. */
export const versionOf = (instance: Pick<Thing<"instances">, "userData"> | undefined): string => {
  const told = instance && (JSON.parse(instance.userData || "{}") as Partial<Bootstrap>);
  return told?.kubernetesVersion ?? kubernetesVersions[0];
};

const inSystem = (name: string) => ({ name, namespace: "kube-system" });

/** What kubeadm leaves in every new cluster, as far as the service looks at it. */
export const bornWith = (version: string): KubernetesObject[] => [
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: inSystem("kubeadm-config"),
    data: { ClusterConfiguration: `apiVersion: kubeadm.k8s.io/v1beta4\nkubernetesVersion: ${version}\n` },
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
