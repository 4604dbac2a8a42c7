import type { Kubernetes, KubernetesObject } from "#core/ports/cloud.ts";
import type { WebhookCondition } from "#core/ports/machine-bootstrap.ts";
import { answers } from "#core/upgrade/strict-webhooks.ts";

const apiVersion = "admissionregistration.k8s.io/v1";
const kinds = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] as const;

interface Webhook {
  name: string;
  clientConfig?: { service?: { namespace: string; name: string } };
  matchConditions?: { name: string; expression: string }[];
  [more: string]: unknown;
}

/** Set by us, and by whether the webhook had anybody to answer for it then. */
const exempt = "kubewright-hibernation";
const names = { served: `${exempt}-served`, unserved: `${exempt}-unserved` };

/**
 * When a webhook is asked while its cluster goes to sleep or wakes: not about what nodes, the control plane and the service do, nor about
 * its own namespace, or it could keep out those who would answer for it; about pods of everybody else as ever.
 */
const expression = (namespace?: string): string => {
  const spaces = ["kube-system", "kube-node-lease", ...(namespace === undefined ? [] : [namespace])];
  // The last one is kubeadm's own, on a machine of the control plane that boots.
  const system = ["system:masters", "system:nodes", "system:bootstrappers", "kubeadm:cluster-admins"];
  const ours = system.map((group) => `'${group}' in request.userInfo.groups`).join(" || ");
  const controllers = ["system:kube-", "system:serviceaccount:kube-system:", "system:apiserver"]
    .map((prefix) => `request.userInfo.username.startsWith('${prefix}')`)
    .join(" || ");
  const newPods = "(request.resource.resource == 'pods' && request.operation == 'CREATE')";
  const inside = `has(request.namespace) && request.namespace in [${spaces.map((one) => `'${one}'`).join(", ")}]`;
  return `!(${ours}) && !((${controllers}) && !${newPods}) && !(${inside})`;
};

/** The same for machines, which have no service to ask who answered for a webhook: all that have a Service are waited for. */
export const exemption: WebhookCondition = { name: names.served, expression: expression("NAMESPACE") };

const isOurs = ({ name }: { name: string }): boolean => name === names.served || name === names.unserved;

const webhooksOf = (configuration: KubernetesObject): Webhook[] => (configuration["webhooks"] ?? []) as Webhook[];

const configurationsOf = async (api: Kubernetes): Promise<KubernetesObject[]> =>
  (await Promise.all(kinds.map((kind) => api.list({ apiVersion, kind })))).flat();

const slicesOf = (api: Kubernetes): Promise<KubernetesObject[]> =>
  api.list({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" });

/** A webhook that does not answer keeps nothing of the cluster from ending, or from coming back. */
export const exemptSystem = async (api: Kubernetes): Promise<void> => {
  const configurations = await configurationsOf(api);
  if (configurations.every((one) => webhooksOf(one).every((hook) => hook.matchConditions?.some(isOurs)))) return;
  const slices = await slicesOf(api);
  const marked = (hook: Webhook): Webhook => {
    if (hook.matchConditions?.some(isOurs)) return hook;
    const service = hook.clientConfig?.service;
    const name = service && answers(service, slices) ? names.served : names.unserved;
    return {
      ...hook,
      matchConditions: [...(hook.matchConditions ?? []), { name, expression: expression(service?.namespace) }],
    };
  };
  for (const one of configurations) await api.replace({ ...one, webhooks: webhooksOf(one).map(marked) });
};

const unmarked = ({ matchConditions = [], ...hook }: Webhook): Webhook => {
  const left = matchConditions.filter((one) => !isOurs(one));
  return { ...hook, name: hook.name, ...(left.length > 0 ? { matchConditions: left } : {}) };
};

/** Those that had somebody to answer for them, and have nobody now. */
export const unanswered = async (api: Kubernetes): Promise<string[]> => {
  const hooks = (await configurationsOf(api)).flatMap(webhooksOf);
  const served = hooks.filter(({ matchConditions }) => matchConditions?.some(({ name }) => name === names.served));
  if (served.length === 0) return [];
  const slices = await slicesOf(api);
  return served
    .filter(({ clientConfig }) => clientConfig?.service && !answers(clientConfig.service, slices))
    .map(({ name }) => name);
};

/** Webhooks are what they were. */
export const endExemptions = async (api: Kubernetes): Promise<void> => {
  for (const one of await configurationsOf(api))
    if (webhooksOf(one).some(({ matchConditions }) => matchConditions?.some(isOurs)))
      await api.replace({ ...one, webhooks: webhooksOf(one).map(unmarked) });
};
