import type { KubernetesObject } from "#core/ports/cloud.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

const binding = (role: string, clusterRole: string): KubernetesObject => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: `kubewright:${role}` },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: clusterRole },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: `kubewright:${role}` }],
});

/** What `view` leaves out and a viewer of a cluster expects: the nodes. */
const nodeViewer: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "kubewright:node-viewer" },
  rules: [
    { apiGroups: [""], resources: ["nodes", "namespaces", "persistentvolumes"], verbs: ["get", "list", "watch"] },
  ],
};
const nodeViewers: KubernetesObject = {
  ...binding("node-viewer", "kubewright:node-viewer"),
  subjects: ["viewer", "operator"].map((role) => ({
    apiGroup: "rbac.authorization.k8s.io",
    kind: "Group",
    name: `kubewright:${role}`,
  })),
};

/** What the roles of the service may do inside the cluster; credentials carry the groups. Lives and dies with the cluster. */
const access = [nodeViewer, nodeViewers, binding("viewer", "view"), binding("operator", "admin")];

export const grantAccess: Stage = async (input, { state, kubernetes, secrets }) => {
  const [cluster, keys] = await Promise.all([
    state.cluster(input.tenantId, input.clusterId),
    secrets.keys(input.clusterId),
  ]);
  const api = await kubernetes.connect({ dnsName: made(cluster, "loadBalancer").dnsName, keys });
  await Promise.all(access.map((object) => api.apply(object)));
};
