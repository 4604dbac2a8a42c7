import type { Kubernetes, KubernetesObject, KubernetesPod } from "#core/ports/cloud.ts";
import { versionOf } from "./add-ons.ts";
import type { Thing } from "./world.ts";

interface Metadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { kind: string; controller?: boolean }[];
  deletionTimestamp?: string;
}
interface Selector {
  selector?: { matchLabels?: Record<string, string> };
}
/** As the disruption controller would reckon it; in the hands of the test. */
interface BudgetStatus {
  disruptionsAllowed?: number;
}

const metadataOf = ({ metadata }: KubernetesObject): Metadata => metadata;

const ofKind = (objects: Iterable<KubernetesObject>, kind: string): KubernetesObject[] =>
  [...objects].filter((object) => object.kind === kind);

const moves = (pod: KubernetesObject): boolean => {
  const { annotations, ownerReferences } = metadataOf(pod);
  const { phase } = (pod["status"] ?? {}) as { phase?: string };
  return (
    phase !== "Succeeded" &&
    phase !== "Failed" &&
    annotations?.["kubernetes.io/config.mirror"] === undefined &&
    !ownerReferences?.some(({ kind, controller }) => kind === "DaemonSet" && controller === true)
  );
};

const covers = (budget: KubernetesObject, pod: KubernetesObject): boolean => {
  const labels = metadataOf(pod).labels ?? {};
  const wanted = Object.entries((budget["spec"] as Selector).selector?.matchLabels ?? {});
  return budget.metadata.namespace === pod.metadata.namespace && wanted.every(([key, value]) => labels[key] === value);
};

interface Place {
  nodesOf(): Thing<"instances">[];
  objects(): Iterable<KubernetesObject>;
  drop(object: KubernetesObject): void;
}

type NodeCalls = Pick<
  Kubernetes,
  "nodes" | "heartbeats" | "cordon" | "uncordon" | "markNode" | "podsToMove" | "podsOn" | "evict"
>;

const asPod = (pod: KubernetesObject): KubernetesPod => {
  const { namespace = "default", deletionTimestamp } = metadataOf(pod);
  return { namespace, name: pod.metadata.name, ending: deletionTimestamp !== undefined };
};

/** Nodes are the machines that have booted; a pod that has been told to end is there for one more look. */
export const fakeNodes = ({ nodesOf, objects, drop }: Place): NodeCalls => {
  const found = (name: string) => nodesOf().find(({ nodeName }) => nodeName === name)?.node;
  const podsOn = (node: string) =>
    ofKind(objects(), "Pod").filter((pod) => (pod["spec"] as { nodeName?: string }).nodeName === node);

  return {
    async nodes() {
      return nodesOf().map((instance, i) => {
        instance.seen += 1;
        return {
          name: instance.nodeName ?? "",
          providerId: `aws:///${instance.zone}/${instance.id}`,
          ready: instance.seen > 2 && instance.node?.ready !== false,
          readyChangedAt: instance.node?.readyChangedAt,
          podCidr: instance.seen > 1 ? `10.244.${i}.0/24` : undefined,
          address: instance.address,
          kubeletVersion: versionOf(instance),
          unschedulable: instance.node?.unschedulable ?? false,
          cordonedBy: instance.node?.cordonedBy,
        };
      });
    },

    async heartbeats() {
      const leases = ofKind(objects(), "Lease").filter(({ metadata }) => metadata.namespace === "kube-node-lease");
      return new Map(
        leases.flatMap(({ metadata, spec }) => {
          const { renewTime } = (spec ?? {}) as { renewTime?: string };
          return renewTime === undefined ? [] : [[metadata.name, renewTime] as const];
        }),
      );
    },

    async cordon(name, operationId) {
      Object.assign(found(name) ?? {}, { unschedulable: true, cordonedBy: operationId });
    },

    async uncordon(name) {
      const node = found(name);
      if (!node) return;
      node.unschedulable = false;
      delete node.cordonedBy;
    },

    async markNode(name, { labels, taints }, was) {
      const node = found(name);
      if (!node) return;
      for (const key of Object.keys(was.labels)) if (!(key in labels)) delete node.labels[key];
      Object.assign(node.labels, labels);
      const ours = [...taints, ...was.taints].map(({ key, effect }) => `${key}:${effect}`);
      node.taints = [...node.taints.filter(({ key, effect }) => !ours.includes(`${key}:${effect}`)), ...taints];
    },

    async podsToMove(name) {
      const pods = podsOn(name).filter(moves);
      const here = pods.map(asPod);
      // A pod ends once its node's kubelet has ended it: where there is none, never.
      if (found(name)?.ready !== false)
        for (const pod of pods) if (metadataOf(pod).deletionTimestamp !== undefined) drop(pod);
      return here;
    },

    podsOn: async (name) => podsOn(name).map(asPod),

    async evict({ namespace, name }) {
      const pod = ofKind(objects(), "Pod").find(
        (one) => one.metadata.name === name && (one.metadata.namespace ?? "default") === namespace,
      );
      if (!pod || metadataOf(pod).deletionTimestamp !== undefined) return undefined;
      const budgets = ofKind(objects(), "PodDisruptionBudget").filter((budget) => covers(budget, pod));
      if (budgets.length > 1) return `more than one PodDisruptionBudget of namespace ${namespace}`;
      const [budget] = budgets;
      const status = budget?.["status"] as BudgetStatus | undefined;
      if (budget && (status?.disruptionsAllowed ?? 0) < 1)
        return `PodDisruptionBudget ${namespace}/${budget.metadata.name}`;
      if (status) status.disruptionsAllowed = (status.disruptionsAllowed ?? 0) - 1;
      pod.metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
      return undefined;
    },
  };
};
