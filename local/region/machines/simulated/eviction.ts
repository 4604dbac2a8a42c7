type Objects = ReadonlyMap<string, Record<string, unknown>> & { delete(path: string): boolean };

/** What the API server says to an eviction: an HTTP status, in words, and why. */
export interface EvictionAnswer {
  code: number;
  message: string;
  details?: { causes: { reason: string; message: string }[] };
}

interface Metadata {
  name: string;
  labels?: Record<string, string>;
}
type Selector = { selector?: { matchLabels?: Record<string, string> } } | undefined;

const labelsOf = (object: Record<string, unknown>): Record<string, string> =>
  (object["metadata"] as Metadata).labels ?? {};

/** Budgets of the pod's namespace that cover it. */
const budgetsOver = (objects: Objects, namespace: string, labels: Record<string, string>): Record<string, unknown>[] =>
  [...objects]
    .filter(([at]) => at.startsWith(`/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/`))
    .map(([, budget]) => budget)
    .filter((budget) =>
      Object.entries((budget["spec"] as Selector)?.selector?.matchLabels ?? {}).every(
        ([key, value]) => labels[key] === value,
      ),
    );

/** The eviction subresource of a pod: its pod is gone at once, unless a budget's status allows no disruption. Answers as kube-apiserver words it. */
export const evict = (objects: Objects, path: string): EvictionAnswer => {
  const [, at = "", namespace = ""] = /^(.*\/namespaces\/([^/]+)\/pods\/[^/]+)\/eviction$/.exec(path) ?? [];
  const pod = objects.get(at);
  if (!pod) return { code: 404, message: `${at} not found` };
  const budgets = budgetsOver(objects, namespace, labelsOf(pod));
  if (budgets.length > 1)
    return {
      code: 500,
      message: "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.",
    };
  const [budget] = budgets;
  const reckoned = budget?.["status"] as { disruptionsAllowed?: number } | undefined;
  if (budget && (reckoned?.disruptionsAllowed ?? 0) < 1) {
    const { name } = budget["metadata"] as Metadata;
    const message = `The disruption budget ${name} needs 1 healthy pods and has 1 currently`;
    return {
      code: 429,
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      details: { causes: [{ reason: "DisruptionBudget", message }] },
    };
  }
  if (reckoned) reckoned.disruptionsAllowed = (reckoned.disruptionsAllowed ?? 0) - 1;
  objects.delete(at);
  return { code: 201, message: "evicted" };
};
