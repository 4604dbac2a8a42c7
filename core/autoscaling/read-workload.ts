import type { KubernetesObject } from "#core/ports/cloud.ts";
import { type Amounts, amountsOf, most, plus } from "./amounts.ts";
import type { ClusterNode, Pod, Requirement, Toleration } from "./workload.ts";

/** What we look at of Kubernetes' own shapes (core/v1 Pod and Node). */
interface Container {
  resources?: { requests?: Record<string, unknown> };
  restartPolicy?: string;
}
interface Term {
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
  matchFields?: { key: string; operator: string; values?: string[] }[];
}
interface PodSpec {
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  affinity?: {
    nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms?: Term[] } };
    podAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: unknown[] };
    podAntiAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: unknown[] };
  };
  tolerations?: Toleration[];
  containers?: Container[];
  initContainers?: Container[];
  overhead?: Record<string, unknown>;
  topologySpreadConstraints?: { whenUnsatisfiable?: string }[];
  volumes?: { persistentVolumeClaim?: unknown; ephemeral?: unknown }[];
}
interface PodStatus {
  phase?: string;
  nominatedNodeName?: string;
  conditions?: { type: string; status: string; reason?: string }[];
}
interface Metadata {
  name: string;
  namespace?: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  ownerReferences?: { kind: string; controller?: boolean }[];
  deletionTimestamp?: string;
}

/**
 * Containers together, or the start of the pod where that takes more: an init container runs beside those of its kind that go on.
 * Source: Kubernetes, "Sidecar containers", resource sharing within containers.
 */
const asksOf = ({ containers = [], initContainers = [], overhead }: PodSpec): Amounts => {
  const requests = ({ resources }: Container): Amounts => amountsOf(resources?.requests);
  let going: Amounts = {};
  let start: Amounts = {};
  for (const container of initContainers) {
    if (container.restartPolicy === "Always") going = plus(going, requests(container));
    start = most(start, container.restartPolicy === "Always" ? going : plus(going, requests(container)));
  }
  const running = containers.map(requests).reduce(plus, going);
  return plus(plus(most(running, start), amountsOf(overhead)), { pods: 1000 });
};

const lineOf = ({ key, operator, values = [] }: { key: string; operator: string; values?: string[] }): Requirement => ({
  key,
  operator,
  values,
});

/** The selector holds in each of the affinity's terms, of which one has to. Fields of a node are never known beforehand. */
const nodesOf = ({ nodeSelector = {}, affinity }: PodSpec): Requirement[][] => {
  const selector = Object.entries(nodeSelector).map(([key, value]) => ({ key, operator: "In", values: [value] }));
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms) return selector.length > 0 ? [selector] : [];
  const lines = terms
    .map(({ matchExpressions = [], matchFields = [] }) => [
      ...matchExpressions.map(lineOf),
      ...matchFields.map(({ operator, values }) => ({ key: "kubernetes.io/hostname", operator, values: values ?? [] })),
    ])
    .filter((term) => term.length > 0)
    .map((term) => [...selector, ...term]);
  // Terms that say nothing match nothing.
  return lines.length > 0 ? lines : [[]];
};

/** Annotations by which people keep autoscalers off a pod, as they are known from the cluster autoscaler and from Karpenter. */
const keeps = ({ annotations = {} }: Metadata): boolean =>
  annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] === "false" ||
  annotations["karpenter.sh/do-not-disrupt"] === "true";

const dependsOn = ({ affinity, topologySpreadConstraints, volumes }: PodSpec): Pod["depends"] => {
  const beside = [affinity?.podAffinity, affinity?.podAntiAffinity].some(
    (rules) => (rules?.requiredDuringSchedulingIgnoredDuringExecution?.length ?? 0) > 0,
  );
  if (beside || topologySpreadConstraints?.some(({ whenUnsatisfiable }) => whenUnsatisfiable !== "ScheduleAnyway"))
    return "other pods";
  if (volumes?.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral)) return "a volume";
  return undefined;
};

const waitsOf = (spec: PodSpec, { conditions = [], nominatedNodeName }: PodStatus, ending: boolean): boolean =>
  !(spec.nodeName || nominatedNodeName || ending) &&
  conditions.some(
    ({ type, status, reason }) => type === "PodScheduled" && status === "False" && reason === "Unschedulable",
  );

const isOver = ({ phase }: PodStatus): boolean => phase === "Succeeded" || phase === "Failed";

/** @returns undefined for a pod that is over */
export const readPod = (object: KubernetesObject): Pod | undefined => {
  const metadata = object.metadata as Metadata;
  const spec = (object["spec"] ?? {}) as PodSpec;
  const status = (object["status"] ?? {}) as PodStatus;
  if (isOver(status)) return undefined;
  const mirror = metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined;
  const daemon = metadata.ownerReferences?.some(({ kind, controller }) => kind === "DaemonSet" && controller) ?? false;
  const bound = mirror || daemon;
  const depends = dependsOn(spec);
  const alone = !metadata.ownerReferences?.some(({ controller }) => controller);
  return {
    id: `${metadata.namespace ?? "default"}/${metadata.name}`,
    ...(spec.nodeName === undefined ? {} : { node: spec.nodeName }),
    waits: !bound && waitsOf(spec, status, metadata.deletionTimestamp !== undefined),
    asks: asksOf(spec),
    nodes: nodesOf(spec),
    tolerations: spec.tolerations ?? [],
    bound,
    ...(depends === undefined ? {} : { depends }),
    // It would not be made anew, or might find no place that suits it.
    stays: !bound && (alone || depends !== undefined || keeps(metadata)),
  };
};

export const readNode = ({ metadata, ...object }: KubernetesObject): ClusterNode => {
  const spec = (object["spec"] ?? {}) as {
    providerID?: string;
    unschedulable?: boolean;
    taints?: { key: string; value?: string; effect: string }[];
  };
  const status = (object["status"] ?? {}) as {
    allocatable?: Record<string, unknown>;
    conditions?: { type: string; status: string }[];
  };
  const ready = status.conditions?.some((condition) => condition.type === "Ready" && condition.status === "True");
  return {
    name: metadata.name,
    nodeId: spec.providerID?.split("/").at(-1) ?? "",
    labels: { "kubernetes.io/hostname": metadata.name, ...metadata.labels },
    taints: spec.taints ?? [],
    allocatable: amountsOf(status.allocatable),
    open: ready === true && spec.unschedulable !== true,
  };
};
