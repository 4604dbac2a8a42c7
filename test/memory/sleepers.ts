import { expect } from "@jest/globals";
import { callOf } from "#core/fakes/calls.ts";
import type { Switch } from "#core/hibernation/due.ts";
import { switchCluster } from "#core/hibernation/switch-cluster.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, type Service } from "./service.ts";

const body = { nodeGroups: [{ name: "default", size: 2 }] };
const admission = "admissionregistration.k8s.io/v1";

export const ask = (service: Service, clusterId: string, kind: Switch) =>
  switchCluster(kind)(callOf({ params: { clusterId } }), service.write);

export const switched = async (service: Service, clusterId: string, kind: Switch) => {
  const operation = await ask(service, clusterId, kind);
  const { status, error } = await ended(service, operation);
  expect({ kind, status, error }).toEqual({ kind, status: "succeeded", error: undefined });
  return operation;
};

const webhook: KubernetesObject = {
  apiVersion: admission,
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "broken" },
  webhooks: [
    {
      name: "everything.example.com",
      failurePolicy: "Fail",
      clientConfig: { service: { namespace: "default", name: "nobody" } },
      matchConditions: [{ name: "theirs", expression: "true" }],
    },
    { name: "outside.example.com", failurePolicy: "Ignore", clientConfig: { url: "https://outside.example.com" } },
  ],
};

/** A cluster with what stands in the way of many an operation. */
export const lively = async (service: Service) => {
  const { clusterId, nodes } = await withCluster(service, body);
  const api = await nodes.api();
  await nodes.budget("web", "web", 0);
  await api.apply(webhook);
  await api.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kept", namespace: "default" } });
  return { clusterId, nodes };
};

/** All that people have made in the cluster: neither pods, which others take the place of, nor the token of machines that join. */
export const objectsOf = (service: Service, clusterId: string) =>
  service.ports.kubernetes
    .objects(clusterId)
    .filter(({ kind, metadata }) => kind !== "Pod" && !metadata.name.startsWith("bootstrap-token-"))
    .map((object) => JSON.stringify(object))
    .sort();

export const recordOf = (service: Service, clusterId: string) =>
  service.ports.state.cluster(caller.tenantId, clusterId);

export const billed = async ({ ports }: Service, clusterId: string) => {
  const usage = await ports.ledger.usage(caller.tenantId, {
    ...{ since: "2000-01-01T00:00:00.000Z", until: "2100-01-01T00:00:00.000Z", clusterId },
  });
  return usage
    .filter(({ end }) => end === undefined)
    .map(({ kind }) => kind)
    .sort();
};
