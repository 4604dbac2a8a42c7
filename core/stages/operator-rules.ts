const write = ["create", "update", "patch", "delete", "deletecollection"] as const;

const writes = (apiGroup: string, ...resources: string[]) => ({ apiGroups: [apiGroup], resources, verbs: write });

/**
 * What operators may do beside seeing all that viewers see: run workloads. Kubernetes' own role `edit` without secrets, without service
 * accounts (their tokens, and acting as one), and with new namespaces. Nothing here writes roles, bindings, nodes, or what admits requests.
 */
export const operatorRules = [
  writes(
    "",
    "pods",
    "services",
    "configmaps",
    "persistentvolumeclaims",
    "replicationcontrollers",
    "replicationcontrollers/scale",
  ),
  { apiGroups: [""], resources: ["pods/exec", "pods/attach", "pods/portforward"], verbs: ["get", "create"] },
  { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
  { apiGroups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] },
  { apiGroups: [""], resources: ["namespaces"], verbs: ["create"] },
  writes(
    "apps",
    "deployments",
    "deployments/scale",
    "statefulsets",
    "statefulsets/scale",
    "daemonsets",
    "replicasets",
    "replicasets/scale",
  ),
  writes("batch", "jobs", "cronjobs"),
  writes("autoscaling", "horizontalpodautoscalers"),
  writes("networking.k8s.io", "ingresses", "networkpolicies"),
  writes("policy", "poddisruptionbudgets"),
  writes("coordination.k8s.io", "leases"),
] as const;
