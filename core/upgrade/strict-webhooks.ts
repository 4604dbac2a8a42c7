import type { KubernetesObject } from "#core/ports/cloud.ts";
import type { LabelSelector } from "./label-selector.ts";

export interface Service {
  namespace: string;
  name: string;
}
export interface Endpoint {
  conditions?: { ready?: boolean };
  nodeName?: string;
}

/** What is read of a webhook. Source: Kubernetes API reference, ValidatingWebhook and MutatingWebhook. */
export interface Webhook {
  name?: string;
  failurePolicy?: string;
  clientConfig?: { service?: Service };
  rules?: { apiGroups?: string[]; resources?: string[]; operations?: string[]; scope?: string }[];
  namespaceSelector?: LabelSelector;
  objectSelector?: LabelSelector;
  matchConditions?: unknown[];
}

/** One that refuses whatever its Service does not answer for. */
export interface StrictWebhook {
  /** Its configuration and itself, in words. */
  who: string;
  webhook: Webhook;
  service: Service;
  /** That answer for it. */
  ready: Endpoint[];
}

/** Endpoints of a Service that are ready. @param slices all EndpointSlices of the cluster */
const endpointsOf = (service: Service, slices: readonly KubernetesObject[]): Endpoint[] =>
  slices
    .filter(({ metadata }) => metadata.namespace === service.namespace)
    .filter(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === service.name)
    .flatMap((slice) => (slice["endpoints"] ?? []) as Endpoint[])
    .filter(({ conditions }) => conditions?.ready !== false);

/** Whether a Service has an endpoint that is ready. @param slices all EndpointSlices of the cluster */
export const answers = (service: Service, slices: readonly KubernetesObject[]): boolean =>
  endpointsOf(service, slices).length > 0;

/** Those of all configurations without whose word nothing is admitted; one that is reached by a URL is nobody's to look at. */
export const strictWebhooks = (
  configurations: readonly KubernetesObject[],
  slices: readonly KubernetesObject[],
): StrictWebhook[] =>
  configurations.flatMap((configuration) =>
    ((configuration["webhooks"] ?? []) as Webhook[]).flatMap((webhook) => {
      const { name = "", failurePolicy = "Fail", clientConfig } = webhook;
      const service = clientConfig?.service;
      if (failurePolicy !== "Fail" || !service) return [];
      const who = `${configuration.kind} ${configuration.metadata.name}: webhook ${name}`;
      return [{ who, webhook, service, ready: endpointsOf(service, slices) }];
    }),
  );
