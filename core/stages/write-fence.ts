import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";

const apiVersion = "admissionregistration.k8s.io/v1";
const name = "kubewright-hibernation";
const policy = { apiVersion, kind: "ValidatingAdmissionPolicy", name };
const binding = { apiVersion, kind: "ValidatingAdmissionPolicyBinding", name };

const people = "request.userInfo.groups.exists(g, g.startsWith('kubewright:'))";
/** Those of kube-system are Kubernetes itself, without which no pod ends and none comes. */
const programs =
  "(request.userInfo.username.startsWith('system:serviceaccount:')" +
  " && !request.userInfo.username.startsWith('system:serviceaccount:kube-system:'))";

/** Says who somebody is, or that somebody lives: worth nothing once the snapshot is read again. */
const passing =
  "request.resource.group in ['authentication.k8s.io', 'authorization.k8s.io', 'coordination.k8s.io', 'events.k8s.io']" +
  " || request.resource.resource == 'events'";

const fence = (whom: string): KubernetesObject[] => [
  {
    apiVersion,
    kind: policy.kind,
    metadata: { name },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          { apiGroups: ["*"], apiVersions: ["*"], resources: ["*/*"], operations: ["CREATE", "UPDATE", "DELETE"] },
        ],
      },
      matchConditions: [
        { name: "whom", expression: whom },
        { name: "lasting", expression: `!(${passing})` },
      ],
      validations: [
        { expression: "false", message: "the cluster goes to sleep, or wakes: nothing is written meanwhile" },
      ],
    },
  },
  { apiVersion, kind: binding.kind, metadata: { name }, spec: { policyName: name, validationActions: ["Deny"] } },
];

/**
 * From a moment after this until `liftFence` nobody's write is taken and then lost: what is written after the snapshot, or to a cluster that
 * may go to sleep again, is refused. @param whom people alone, or programs in the cluster too
 */
export const raiseFence = async (api: Kubernetes, whom: "people" | "everybody"): Promise<void> => {
  for (const object of fence(whom === "people" ? people : `${people} || ${programs}`)) await api.apply(object);
};

/** One that is not there is no fault. */
export const liftFence = async (api: Kubernetes): Promise<void> => {
  await api.remove(binding);
  await api.remove(policy);
};
