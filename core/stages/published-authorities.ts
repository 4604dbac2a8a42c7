import { NotYet } from "#core/errors.ts";
import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";

/** What the cluster's own objects say of whom to trust. Each is looked at before it is written. */

const configMap = (name: string, namespace: string) => ({ apiVersion: "v1", kind: "ConfigMap", name, namespace });

const clusterInfo = configMap("cluster-info", "kube-public");
const extensions = configMap("extension-apiserver-authentication", "kube-system");

const dataOf = (object: KubernetesObject | undefined): Record<string, string> =>
  (object?.["data"] ?? {}) as Record<string, string>;

const authorityLine = /^( *certificate-authority-data: *)(\S+)/m;

/** Authorities that whoever joins finds, and checks against the hash that it was told; PEM. */
export const discoveredAuthorities = async (api: Kubernetes): Promise<string | undefined> => {
  const { kubeconfig = "" } = dataOf(await api.get(clusterInfo));
  const [, , encoded] = authorityLine.exec(kubeconfig) ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString();
};

/** The cluster signs it anew for its bootstrap tokens. @throws NotYet: kubeadm makes it with every cluster */
export const setDiscoveredAuthorities = async (api: Kubernetes, pem: string): Promise<void> => {
  const { kubeconfig = "" } = dataOf(await api.get(clusterInfo));
  if (!authorityLine.test(kubeconfig)) throw new NotYet("ConfigMap kube-public/cluster-info names no authority");
  const encoded = Buffer.from(pem).toString("base64");
  const { apiVersion, kind, ...metadata } = clusterInfo;
  await api.apply({
    ...{ apiVersion, kind, metadata },
    data: { kubeconfig: kubeconfig.replace(authorityLine, (_, head: string) => `${head}${encoded}`) },
  });
};

const certificates = (pem = ""): string[] => pem.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];

/** Whether both files hold the same certificates, in whatever order and with whatever between them. */
const sameCertificates = (one: string | undefined, other: string | undefined): boolean =>
  certificates(one).sort().join() === certificates(other).sort().join();

/**
 * Since when pods that begin in the namespace trust these authorities and no others: the controller manager tells them what the machine of its
 * leader has. @returns RFC 3339 in whole seconds, by the API's own clock, or empty where it does not say; undefined while they trust others
 */
export const publishedSince = async (api: Kubernetes, namespace: string, pem: string): Promise<string | undefined> => {
  const told = await api.get(configMap("kube-root-ca.crt", namespace));
  if (!sameCertificates(dataOf(told)["ca.crt"], pem)) return undefined;
  const writes = (told?.metadata["managedFields"] ?? []) as { time?: string }[];
  return (
    writes
      .map(({ time = "" }) => time)
      .sort()
      .at(-1) ?? ""
  );
};

/**
 * Extension API servers trust what API servers have told them, and those only ever add to that, so what is no more has to be taken away. To
 * be done once no API server is left that would add it again.
 * @throws TemporaryFailure when an API server writes at the same time
 */
export const forgetOtherAuthorities = async (
  api: Kubernetes,
  files: Readonly<Record<string, string>>,
): Promise<void> => {
  const found = await api.get(extensions);
  if (!found) return;
  const before = dataOf(found);
  const wanted = {
    "client-ca-file": files["pki/ca.crt"] ?? "",
    "requestheader-client-ca-file": files["pki/front-proxy-ca.crt"] ?? "",
  };
  const differs = Object.entries(wanted).some(([name, pem]) => !sameCertificates(before[name], pem));
  if (differs) await api.replace({ ...found, data: { ...before, ...wanted } });
};
