import type { Finding, ReadinessCheck } from "#contract/upgrades.ts";
import { forcible } from "#contract/upgrades.ts";
import type { KubernetesNode, KubernetesObject } from "#core/ports/cloud.ts";
import { strictWebhooks } from "./strict-webhooks.ts";
import { minorOf } from "./versions.ts";

/** What the cluster's API and the cloud say before an upgrade. */
export interface ReadinessFacts {
  target: string;
  nodes: readonly Pick<KubernetesNode, "name" | "ready" | "kubeletVersion">[];
  budgets: readonly KubernetesObject[];
  webhooks: readonly KubernetesObject[];
  endpointSlices: readonly KubernetesObject[];
  deprecated: readonly { api: string; removedIn: string }[];
  /** Why machines of the new version could not be had now. */
  refusals: readonly string[];
  /** A rollback: nodes that are not Ready may be what it goes back for. */
  goesBack?: boolean;
}

/** kubelets may be so many minors older than an API server. Source: Kubernetes, "Version Skew Policy" */
const kubeletSkew = 3;

/** Told at most of one check. */
const mostTold = 20;

const found = (check: ReadinessCheck, severity: Finding["severity"], message: string): Finding => ({
  ...{ check, severity, message },
  forcible: severity === "blocking" && (forcible as readonly string[]).includes(check),
});

const nameOf = ({ metadata: { name, namespace } }: KubernetesObject): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

const skew = ({ nodes, target }: ReadinessFacts): Finding[] =>
  nodes
    .filter(({ kubeletVersion }) => minorOf(target) - minorOf(kubeletVersion) > kubeletSkew)
    .map(({ name, kubeletVersion }) =>
      found("version-skew", "blocking", `node ${name} is of ${kubeletVersion}, too old for API servers of ${target}`),
    );

const unready = ({ nodes, goesBack }: ReadinessFacts): Finding[] =>
  nodes
    .filter(({ ready }) => !ready)
    .map(({ name }) => found("nodes-ready", goesBack ? "warning" : "blocking", `node ${name} is not Ready`));

interface BudgetStatus {
  expectedPods?: number;
  desiredHealthy?: number;
  disruptionsAllowed?: number;
}

/** One that lets no pod go however many are healthy: its drain would not end. */
const budgets = ({ budgets: all }: ReadinessFacts): Finding[] =>
  all.flatMap((budget) => {
    const { expectedPods = 0, desiredHealthy = 0, disruptionsAllowed = 0 } = (budget["status"] ?? {}) as BudgetStatus;
    if (expectedPods === 0 || disruptionsAllowed > 0) return [];
    const what = `PodDisruptionBudget ${nameOf(budget)}`;
    return desiredHealthy >= expectedPods
      ? [
          found(
            "disruption-budgets",
            "blocking",
            `${what} lets no pod go: it wants ${desiredHealthy} of ${expectedPods}`,
          ),
        ]
      : [found("disruption-budgets", "warning", `${what} lets no pod go now`)];
  });

/** One that nobody answers for, and without whose word nothing is admitted: no new pod or node may come then. */
const webhooks = ({ webhooks: all, endpointSlices }: ReadinessFacts): Finding[] =>
  strictWebhooks(all, endpointSlices)
    .filter(({ ready }) => ready.length === 0)
    .map(({ who, service: { namespace, name } }) => {
      const text = `${who} refuses whatever Service ${namespace}/${name} does not answer for, and it has no endpoints`;
      return found("webhooks", "blocking", text);
    });

const removed = ({ deprecated, target }: ReadinessFacts): Finding[] =>
  deprecated.map(({ api, removedIn }) =>
    minorOf(removedIn) <= minorOf(target)
      ? found("removed-apis", "blocking", `${api} is asked for, and ${removedIn} has it no more`)
      : found("removed-apis", "warning", `${api} is asked for, and goes with ${removedIn}`),
  );

/** Whether a cluster can be upgraded now: everything that was found, check by check. */
export const readiness = (facts: ReadinessFacts): Finding[] =>
  [
    skew(facts),
    unready(facts),
    facts.refusals.map((message) => found("capacity", "blocking", message)),
    budgets(facts),
    webhooks(facts),
    removed(facts),
  ].flatMap((findings) => findings.slice(0, mostTold));

/** Findings that are in the way of a caller who has named these checks. */
export const inTheWay = <Found extends Omit<Finding, "check"> & { check: string }>(
  findings: readonly Found[],
  force: readonly string[],
): Found[] =>
  findings.filter(({ severity, check, forcible: may }) => severity === "blocking" && !(may && force.includes(check)));
