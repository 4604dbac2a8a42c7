import { TemporaryFailure } from "#core/errors.ts";
import type { Kubernetes, KubernetesNode, KubernetesPod, NodeMarks } from "#core/ports/cloud.ts";
import { type Answer, type Call, refusal } from "./kubernetes-call.ts";

/** Says which operation has taken a node out of service, so that only its own undo puts it back. */
const cordonedBy = "kubewright.dev/cordoned-by";
const mergePatch = "application/merge-patch+json";

interface NodeObject {
  metadata: { name: string; resourceVersion?: string; annotations?: Record<string, string> };
  spec?: { providerID?: string; podCIDR?: string; unschedulable?: boolean; taints?: NodeMarks["taints"] };
  status?: {
    conditions?: { type: string; status: string; lastTransitionTime?: string }[];
    addresses?: { type: string; address: string }[];
    nodeInfo?: { kubeletVersion?: string };
  };
}

const readiness = ({ status }: NodeObject) => status?.conditions?.find(({ type }) => type === "Ready");

const nodeOf = (node: NodeObject): KubernetesNode => ({
  ...factsOf(node),
  ready: readiness(node)?.status === "True",
  readyChangedAt: readiness(node)?.lastTransitionTime,
});

const factsOf = ({ metadata, spec, status }: NodeObject): Omit<KubernetesNode, "ready" | "readyChangedAt"> => ({
  name: metadata.name,
  providerId: spec?.providerID ?? "",
  podCidr: spec?.podCIDR,
  address: status?.addresses?.find(({ type }) => type === "InternalIP")?.address ?? "",
  kubeletVersion: status?.nodeInfo?.kubeletVersion ?? "",
  unschedulable: spec?.unschedulable ?? false,
  cordonedBy: metadata.annotations?.[cordonedBy],
});

interface Lease {
  metadata: { name: string };
  spec?: { renewTime?: string };
}
/** Where kubelets tell that they live, each by a lease of its node's name. Source: Kubernetes, "Leases", node heartbeats. */
const leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

interface PodObject {
  metadata: {
    name: string;
    namespace: string;
    deletionTimestamp?: string;
    annotations?: Record<string, string>;
    ownerReferences?: { kind: string; controller?: boolean }[];
  };
  status?: { phase?: string };
}

const moves = ({ metadata, status }: PodObject): boolean =>
  status?.phase !== "Succeeded" &&
  status?.phase !== "Failed" &&
  metadata.annotations?.["kubernetes.io/config.mirror"] === undefined &&
  !metadata.ownerReferences?.some(({ kind, controller }) => kind === "DaemonSet" && controller === true);

const podOf = ({ metadata: { namespace, name, deletionTimestamp } }: PodObject): KubernetesPod => ({
  namespace,
  name,
  ending: deletionTimestamp !== undefined,
});

const nodePath = (name: string): string => `/api/v1/nodes/${encodeURIComponent(name)}`;

interface Refusal {
  message?: string;
  details?: { causes?: { reason?: string; message?: string }[] };
}

/**
 * Which budget keeps the pod, told by the API server's answer.
 * Source: the eviction subresource of kube-apiserver: 429 with a cause DisruptionBudget; 500 where several budgets cover one pod.
 */
const keptBy = (namespace: string, { status, body }: Answer): string | undefined => {
  if (status !== 429 && status !== 500) return undefined;
  let refused: Refusal;
  try {
    refused = JSON.parse(body) as Refusal;
  } catch {
    return undefined;
  }
  const { message = "", details } = refused;
  if (/more than one PodDisruptionBudget/.test(message))
    return `more than one PodDisruptionBudget of namespace ${namespace}`;
  const cause = details?.causes?.find(({ reason }) => reason === "DisruptionBudget");
  if (status !== 429 || !cause) return undefined;
  const [, name] = /disruption budget (\S+)/.exec(cause.message ?? "") ?? [];
  return name === undefined
    ? `a PodDisruptionBudget of namespace ${namespace}`
    : `PodDisruptionBudget ${namespace}/${name}`;
};

/** Labels and taints of a node as they are to be; what is in neither list is somebody else's. */
const marked = (there: NodeMarks["taints"], { labels, taints }: NodeMarks, was: NodeMarks) => {
  const dropped = Object.keys(was.labels).filter((key) => !(key in labels));
  const keyOf = ({ key, effect }: { key: string; effect: string }): string => `${key}:${effect}`;
  const ours = new Set([...taints, ...was.taints].map(keyOf));
  return {
    labels: { ...Object.fromEntries(dropped.map((key) => [key, null])), ...labels },
    taints: [...there.filter((taint) => !ours.has(keyOf(taint))), ...taints],
  };
};

type NodeCalls = Pick<
  Kubernetes,
  "nodes" | "heartbeats" | "cordon" | "uncordon" | "markNode" | "podsToMove" | "podsOn" | "evict"
>;

/** Nodes and the pods on them. */
export const kubernetesNodes = (call: Call): NodeCalls => {
  const read = async <Shape>(path: string): Promise<Shape | undefined> => {
    const answer = await call("GET", path);
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refusal("GET", path, answer);
    return JSON.parse(answer.body) as Shape;
  };
  const boundTo = async (node: string): Promise<PodObject[]> => {
    const path = `/api/v1/pods?fieldSelector=${encodeURIComponent(`spec.nodeName=${node}`)}`;
    return (await read<{ items: PodObject[] }>(path))?.items ?? [];
  };
  const patch = async (name: string, body: unknown): Promise<void> => {
    const answer = await call("PATCH", nodePath(name), { body, contentType: mergePatch });
    if (answer.status === 404) return;
    if (answer.status === 409) throw new TemporaryFailure(`node ${name} was changed by somebody else at the same time`);
    if (answer.status !== 200) throw refusal("PATCH", nodePath(name), answer);
  };

  return {
    nodes: async () => ((await read<{ items: NodeObject[] }>("/api/v1/nodes"))?.items ?? []).map(nodeOf),

    async heartbeats() {
      const { items = [] } = (await read<{ items?: Lease[] }>(leases)) ?? {};
      return new Map(
        items.flatMap(({ metadata, spec }) => (spec?.renewTime ? [[metadata.name, spec.renewTime] as const] : [])),
      );
    },

    cordon: (name, operationId) =>
      patch(name, { metadata: { annotations: { [cordonedBy]: operationId } }, spec: { unschedulable: true } }),

    // null takes a field away (RFC 7396).
    uncordon: (name) =>
      patch(name, { metadata: { annotations: { [cordonedBy]: null } }, spec: { unschedulable: null } }),

    async markNode(name, marks, was) {
      const node = await read<NodeObject>(nodePath(name));
      if (!node) return;
      const { labels, taints } = marked(node.spec?.taints ?? [], marks, was);
      // A merge patch replaces lists whole: the revision makes sure that nobody's taint is lost.
      const { resourceVersion } = node.metadata;
      await patch(name, { metadata: { resourceVersion, labels }, spec: { taints } });
    },

    podsToMove: async (name) => (await boundTo(name)).filter(moves).map(podOf),
    podsOn: async (name) => (await boundTo(name)).map(podOf),

    async evict({ namespace, name }) {
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/eviction`;
      const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name, namespace } };
      const answer = await call("POST", path, { body });
      const kept = keptBy(namespace, answer);
      if (kept !== undefined) return kept;
      if (answer.status !== 404 && (answer.status < 200 || answer.status > 299)) throw refusal("POST", path, answer);
      return undefined;
    },
  };
};
