import type { KubernetesVersion } from "#contract/catalog.ts";
import { componentVersions } from "#contract/component-versions.ts";
import { NotYet } from "#core/errors.ts";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import { versionLabel } from "./bootstrap.ts";

const namespace = "kube-system";
const config = { apiVersion: "v1", kind: "ConfigMap", name: "kubeadm-config", namespace };
const proxy = { apiVersion: "apps/v1", kind: "DaemonSet", name: "kube-proxy", namespace };
const dns = { apiVersion: "apps/v1", kind: "Deployment", name: "coredns", namespace };

type Reference = typeof config;

interface Template {
  spec?: {
    template?: { spec?: { nodeSelector?: Record<string, string>; containers?: { name: string; image?: string }[] } };
  };
}

const podOf = (object: KubernetesObject) => (object as Template).spec?.template?.spec ?? {};

const imageOf = (object: KubernetesObject, container: string): string =>
  podOf(object).containers?.find(({ name }) => name === container)?.image ?? "";

/** From the same registry, with another tag. */
const retagged = (image: string, tag: string): string => `${image.replace(/:[^:/]*$/, "")}:${tag}`;

/** @throws NotYet: kubeadm makes it with every cluster */
const there = async (api: Kubernetes, reference: Reference): Promise<KubernetesObject> => {
  const found = await api.get(reference);
  if (!found) throw new NotYet(`there is no ${reference.kind} ${namespace}/${reference.name}`);
  return found;
};

const change = ({ apiVersion, kind, name }: Reference, fields: object): KubernetesObject => ({
  ...{ apiVersion, kind, metadata: { name, namespace } },
  ...fields,
});

const versionLine = /^kubernetesVersion: *(\S+) *$/m;

const clusterConfiguration = (object: KubernetesObject): string =>
  (object["data"] as { ClusterConfiguration?: string } | undefined)?.ClusterConfiguration ?? "";

/** The version that a machine which joins is told. */
export const joinVersion = async (api: Kubernetes): Promise<string | undefined> =>
  versionLine.exec(clusterConfiguration(await there(api, config)))?.[1];

export const setJoinVersion = async (api: Kubernetes, version: string): Promise<void> => {
  const text = clusterConfiguration(await there(api, config));
  const ClusterConfiguration = text.replace(versionLine, `kubernetesVersion: ${version}`);
  await api.apply(change(config, { data: { ClusterConfiguration } }));
};

const etcdLines = /^(etcd: *\n {2}local: *\n)((?: {4}.*\n?)*)/m;

/** The image of etcd that a member which joins is told to run. @throws Error where kubeadm's configuration has no place for it */
export const setJoinEtcd = async (api: Kubernetes, tag: string): Promise<void> => {
  const text = clusterConfiguration(await there(api, config));
  if (!etcdLines.test(text))
    throw new Error(`ConfigMap ${namespace}/${config.name} does not say which etcd members run`);
  const ClusterConfiguration = text.replace(etcdLines, (_, head: string, rest: string) => {
    const others = rest.replace(/^ {4}imageTag:.*\n?/m, "");
    return `${head}    imageTag: ${tag}\n${others}`;
  });
  if (ClusterConfiguration !== text) await api.apply(change(config, { data: { ClusterConfiguration } }));
};

const signingArgument = /^( *- name: cluster-signing-cert-file\n *value: ).*$/m;
const managerArguments = /^controllerManager: *\n {2}extraArgs: *\n/m;

/**
 * By which certificate the controller managers of members that join sign: kubeadm would name the file of all that are trusted, and that may
 * hold one only. @throws Error where kubeadm's configuration has no place for it
 */
export const setSigningCertificate = async (api: Kubernetes, path: string): Promise<void> => {
  const text = clusterConfiguration(await there(api, config));
  const told = (head: string): string => `${head}  - name: cluster-signing-cert-file\n    value: ${path}\n`;
  if (!signingArgument.test(text) && !managerArguments.test(text))
    throw new Error(`ConfigMap ${namespace}/${config.name} does not say how controller managers begin`);
  const ClusterConfiguration = signingArgument.test(text)
    ? text.replace(signingArgument, (_, head: string) => `${head}${path}`)
    : text.replace(managerArguments, told);
  if (ClusterConfiguration !== text) await api.apply(change(config, { data: { ClusterConfiguration } }));
};

/** The version of kube-proxy on nodes that come. */
export const proxyVersion = async (api: Kubernetes): Promise<string | undefined> =>
  imageOf(await there(api, proxy), "kube-proxy")
    .split(":")
    .at(-1);

/** On nodes that come; those that are there keep the one that their machine has the image of. */
export const setProxyVersion = async (api: Kubernetes, version: string): Promise<void> => {
  const image = retagged(imageOf(await there(api, proxy), "kube-proxy"), version);
  const template = { spec: { containers: [{ name: "kube-proxy", image }] } };
  await api.apply(change(proxy, { spec: { updateStrategy: { type: "OnDelete" }, template } }));
};

/** Which machines CoreDNS may run on; undefined: any. */
export const dnsVersion = async (api: Kubernetes): Promise<string | undefined> =>
  podOf(await there(api, dns)).nodeSelector?.[versionLabel];

/** How many more of CoreDNS' three pods a zone may have than another: a server a zone, or wherever there is a machine for it. */
export const dnsSpread = { aZone: 1, anywhere: 3 } as const;

/** CoreDNS as it comes with the version, on machines that have its image, which need not stand in each zone. */
export const setDnsVersion = async (
  api: Kubernetes,
  version: string,
  maxSkew: (typeof dnsSpread)[keyof typeof dnsSpread],
): Promise<void> => {
  const { coredns } = componentVersions[version as KubernetesVersion];
  const image = retagged(imageOf(await there(api, dns), "coredns"), coredns);
  const topologySpreadConstraints = [
    {
      ...{ maxSkew, minDomains: 3, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
      labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ];
  const containers = [{ name: "coredns", image }];
  const template = { spec: { nodeSelector: { [versionLabel]: version }, containers, topologySpreadConstraints } };
  await api.apply(change(dns, { spec: { template } }));
};

interface Rollout {
  metadata: { generation?: number };
  spec?: { replicas?: number };
  status?: { observedGeneration?: number; updatedReplicas?: number; availableReplicas?: number; replicas?: number };
}

/** Every pod of CoreDNS is of its template and answers. */
export const dnsRolledOut = async (api: Kubernetes): Promise<boolean> => {
  const { metadata, spec, status = {} } = (await there(api, dns)) as unknown as Rollout;
  const { replicas = 1 } = spec ?? {};
  const { observedGeneration = 0, updatedReplicas = 0, availableReplicas = 0, replicas: all = 0 } = status;
  return (
    observedGeneration >= (metadata.generation ?? 0) &&
    [updatedReplicas, availableReplicas].every((count) => count >= replicas) &&
    all <= replicas
  );
};
