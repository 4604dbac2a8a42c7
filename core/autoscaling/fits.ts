import { holds } from "./amounts.ts";
import type { Place, Pod, Requirement, Toleration } from "./workload.ts";

/**
 * Labels of which a machine that does not exist yet cannot be sure: it is told its zone when it is launched. No line about one of them
 * holds, so that no pod waits for a zone that the next machine is not in.
 */
const unsure = new Set(["topology.kubernetes.io/zone", "kubernetes.io/hostname", "kubewright.dev/fault-domain"]);

const isNumber = (text: string | undefined): text is string => text !== undefined && /^-?\d+$/.test(text);

/** Source: Kubernetes, labels.Requirement.Matches. */
const holdsFor = ({ key, operator, values }: Requirement, { labels }: Pick<Place, "labels">): boolean => {
  const value = labels[key];
  if (value === undefined && unsure.has(key)) return false;
  const [bound] = values;
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return isNumber(value) && isNumber(bound) && Number(value) > Number(bound);
    case "Lt":
      return isNumber(value) && isNumber(bound) && Number(value) < Number(bound);
    default:
      return false;
  }
};

type NodeTaint = Place["taints"][number];

/** Source: Kubernetes, Toleration.ToleratesTaint. */
const tolerates = (toleration: Toleration, { key, value = "", effect }: NodeTaint): boolean => {
  if (toleration.effect && toleration.effect !== effect) return false;
  if (toleration.key && toleration.key !== key) return false;
  if (toleration.operator === "Exists") return true;
  return Boolean(toleration.key) && (toleration.value ?? "") === value;
};

/** Whether the node's labels and taints let the pod in, whatever room there is. */
export const mayBeOn = ({ nodes, tolerations }: Pick<Pod, "nodes" | "tolerations">, place: Place): boolean =>
  (nodes.length === 0 || nodes.some((lines) => lines.length > 0 && lines.every((line) => holdsFor(line, place)))) &&
  place.taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .every((taint) => tolerations.some((toleration) => tolerates(toleration, taint)));

/** Whether the node would take the pod if nothing else were on it. */
export const fitsEmpty = (pod: Pod, place: Place): boolean => mayBeOn(pod, place) && holds(place.allocatable, pod.asks);
