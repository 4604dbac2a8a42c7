import { accessGroup } from "#core/clusters/access-groups.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import type { Access } from "#core/records.ts";
import { operatorRules } from "./operator-rules.ts";

const rbac = "rbac.authorization.k8s.io";
const admission = "admissionregistration.k8s.io";

const clusterRole = (name: string, rules: readonly object[]): KubernetesObject => ({
  apiVersion: `${rbac}/v1`,
  kind: "ClusterRole",
  metadata: { name },
  rules,
});

const binding = (name: string, role: string, groups: string[]): KubernetesObject => ({
  apiVersion: `${rbac}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name },
  roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
  subjects: groups.map((group) => ({ apiGroup: rbac, kind: "Group", name: group })),
});

/** What `view` leaves out and whoever looks at a cluster expects. */
const clusterViewer = clusterRole("kubewright:cluster-viewer", [
  { apiGroups: [""], resources: ["nodes", "namespaces", "persistentvolumes"], verbs: ["get", "list", "watch"] },
  {
    apiGroups: ["storage.k8s.io", "networking.k8s.io", "scheduling.k8s.io"],
    resources: ["storageclasses", "ingressclasses", "priorityclasses"],
    verbs: ["get", "list", "watch"],
  },
  { apiGroups: ["metrics.k8s.io"], resources: ["nodes"], verbs: ["get", "list"] },
]);

/**
 * Service accounts of kube-system may do nearly everything: whoever runs a pod there, or a command in one, has their rights. RBAC cannot
 * say "all namespaces but one"; this says it for operators.
 */
const systemPolicy = "kubewright-operators-outside-kube-system";
const systemFence: KubernetesObject[] = [
  {
    apiVersion: `${admission}/v1`,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: systemPolicy },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        resourceRules: [
          {
            apiGroups: ["*"],
            apiVersions: ["*"],
            resources: ["*/*"],
            operations: ["CREATE", "UPDATE", "DELETE", "CONNECT"],
          },
        ],
      },
      matchConditions: [
        { name: "operators", expression: "request.userInfo.groups.exists(g, g.startsWith('kubewright:operators:'))" },
      ],
      validations: [{ expression: "false", message: "operators change nothing in kube-system; admins do" }],
    },
  },
  {
    apiVersion: `${admission}/v1`,
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: systemPolicy },
    spec: { policyName: systemPolicy, validationActions: ["Deny"] },
  },
];

/**
 * What the roles of the service may do inside a cluster: viewers see all but secrets, operators run workloads, admins do everything.
 * Only the groups of the given generations have these rights. Lives and dies with the cluster.
 */
export const accessObjects = (access: Access): KubernetesObject[] => {
  const [viewers, operators, admins] = (["viewer", "operator", "admin"] as const).map((role) =>
    accessGroup(role, access),
  ) as [string, string, string];
  return [
    ...systemFence,
    clusterViewer,
    clusterRole("kubewright:operator", operatorRules),
    binding("kubewright:cluster-viewers", "kubewright:cluster-viewer", [viewers, operators]),
    binding("kubewright:viewers", "view", [viewers, operators]),
    binding("kubewright:operators", "kubewright:operator", [operators]),
    binding("kubewright:admins", "cluster-admin", [admins]),
  ];
};
