import type { RehearsalFinding } from "#contract/rehearsals.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { selects, selectsAll } from "./label-selector.ts";
import { type Endpoint, strictWebhooks, type Webhook } from "./strict-webhooks.ts";

const names = (words: readonly string[] = [], ...wanted: string[]): boolean =>
  words.some((word) => wanted.includes(word));

const asksAboutNewPods = ({ rules = [] }: Webhook): boolean =>
  rules.some(
    ({ apiGroups, resources, operations, scope }) =>
      names(apiGroups, "", "*") &&
      names(resources, "pods", "*", "*/*") &&
      names(operations, "CREATE", "*") &&
      scope !== "Cluster",
  );

/** Whether it is asked about pods of its own Service; one that looks closer than at namespaces is not judged. */
const asksAboutItself = (webhook: Webhook, namespaceLabels: Readonly<Record<string, string>>): boolean =>
  asksAboutNewPods(webhook) &&
  selects(webhook.namespaceSelector, namespaceLabels) &&
  selectsAll(webhook.objectSelector) &&
  (webhook.matchConditions ?? []).length === 0;

/** The one node that all that answer are on. */
const onlyNode = (endpoints: readonly Endpoint[]): string | undefined => {
  const nodes = new Set(endpoints.map(({ nodeName }) => nodeName));
  const [node] = nodes;
  return nodes.size === 1 ? node : undefined;
};

export interface AdmissionFacts {
  webhooks: readonly KubernetesObject[];
  endpointSlices: readonly KubernetesObject[];
  namespaces: readonly KubernetesObject[];
}

/**
 * Webhooks that refuse whatever they are not there to answer for, and would stop an upgrade: those that nobody answers for, and those
 * that are asked about their own pods and answer from one node alone. That node is drained, and what is gone then could not come again.
 */
export const admissionFindings = ({ webhooks, endpointSlices, namespaces }: AdmissionFacts): RehearsalFinding[] =>
  strictWebhooks(webhooks, endpointSlices).flatMap(({ who, webhook, service, ready }): RehearsalFinding[] => {
    const where = `Service ${service.namespace}/${service.name}`;
    const finding = (message: string): RehearsalFinding[] => [
      { check: "admission-webhooks", what: webhook.name ?? "", message },
    ];
    if (ready.length === 0) return finding(`${who} refuses whatever ${where} does not answer for: nobody does`);
    const { labels = {} } = namespaces.find(({ metadata }) => metadata.name === service.namespace)?.metadata ?? {};
    const node = onlyNode(ready);
    if (node === undefined || !asksAboutItself(webhook, labels)) return [];
    return finding(
      `${who} is asked about new pods of its own namespace, and ${where} answers from node ${node} alone: once that is drained no pod comes again`,
    );
  });
