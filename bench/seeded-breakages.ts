import type { ClusterInUse } from "./cluster-in-use.ts";

const certificates = "/etc/kubernetes/pki/etcd";

/** Writes to etcd past the API server, as a program of an older Kubernetes might have. */
const putRaw = async ({ kube, tenant, clusterId }: ClusterInUse, key: string, value: string): Promise<void> => {
  const member = (await tenant.nodes(clusterId)).find(
    ({ role, state }) => role === "control-plane" && state === "ready",
  );
  await kube.kubectl(
    ...["-n", "kube-system", "exec", `etcd-${member?.name}`, "--", "etcdctl", "--endpoints=https://127.0.0.1:2379"],
    ...[`--cacert=${certificates}/ca.crt`, `--cert=${certificates}/server.crt`, `--key=${certificates}/server.key`],
    ...["put", key, value],
  );
};

const version = (name: string, storage: boolean): object => ({
  ...{ name, storage, served: true },
  schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
});

/** A kind of two versions, and a Service that is to convert between them and does not exist. */
const unconverted = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "things.example.com" },
  spec: {
    ...{ group: "example.com", scope: "Namespaced", names: { plural: "things", singular: "thing", kind: "Thing" } },
    versions: [version("v1", false), version("v2", true)],
    conversion: {
      strategy: "Webhook",
      webhook: {
        conversionReviewVersions: ["v1"],
        clientConfig: { service: { namespace: "default", name: "converter" } },
      },
    },
  },
};

/** No node is let in but by a Service that nobody answers for. */
const closed = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "closed" },
  webhooks: [
    {
      ...{ name: "closed.example.com", failurePolicy: "Fail", sideEffects: "None", admissionReviewVersions: ["v1"] },
      clientConfig: { service: { namespace: "default", name: "gate" } },
      rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["nodes"] }],
    },
  ],
};

/** Checks and places of what a rehearsal is to find once these are there. */
export const seeded = [
  "unserved-objects gone.example.com",
  "conversion-webhooks things.example.com",
  "admission-webhooks closed.example.com",
] as const;

/** Three things that an upgrade would break on, or break. */
export const seedBreakages = async (cluster: ClusterInUse): Promise<void> => {
  await putRaw(cluster, "/registry/gone.example.com/relics/default/one", "{}");
  await cluster.kube.apply(unconverted, closed);
};
