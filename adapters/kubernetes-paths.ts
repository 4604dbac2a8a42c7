import type { KubernetesObject } from "#core/ports/cloud.ts";

export interface Reference {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
}

/** Kinds whose plural is not made by the rule below. */
const irregular: Record<string, string> = { Endpoints: "endpoints" };

/** Kinds that lie in a namespace, `default` where none is given; all others are taken for what the reference says. */
const namespaced = new Set([
  "ConfigMap",
  "DaemonSet",
  "Deployment",
  "Job",
  "Lease",
  "NetworkPolicy",
  "Pod",
  "PodDisruptionBudget",
  "ReplicaSet",
  "Role",
  "RoleBinding",
  "Secret",
  "Service",
  "ServiceAccount",
  "StatefulSet",
]);

/** Kubernetes' own rule: `Ingress` → `ingresses`, `NetworkPolicy` → `networkpolicies`, `Node` → `nodes`. */
const plural = (kind: string): string => {
  const word = kind.toLowerCase();
  if (/(s|x|ch|sh)$/.test(word)) return `${word}es`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
};

/** Path of one object in the Kubernetes API. */
export const objectPath = ({ apiVersion, kind, name, namespace }: Reference): string => {
  const space = namespace ?? (namespaced.has(kind) ? "default" : undefined);
  return [
    apiVersion.includes("/") ? "/apis" : "/api",
    apiVersion,
    ...(space === undefined ? [] : ["namespaces", encodeURIComponent(space)]),
    irregular[kind] ?? plural(kind),
    encodeURIComponent(name),
  ].join("/");
};

/** Path of all objects of a kind, in all namespaces. */
export const listPath = ({ apiVersion, kind }: Pick<Reference, "apiVersion" | "kind">): string =>
  `${apiVersion.includes("/") ? "/apis" : "/api"}/${apiVersion}/${irregular[kind] ?? plural(kind)}`;

export const referenceTo = ({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): Reference => ({
  apiVersion,
  kind,
  name,
  ...(namespace === undefined ? {} : { namespace }),
});
