import { expect, test } from "@jest/globals";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { customResourceFindings } from "./custom-resource-findings.ts";

const v = (name: string, served = true) => ({ name, served });
const webhook = {
  conversion: { strategy: "Webhook", webhook: { clientConfig: { service: { namespace: "a", name: "b" } } } },
};
const slice = (ready: boolean): KubernetesObject => ({
  ...{ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
  metadata: { name: "b-1", namespace: "a", labels: { "kubernetes.io/service-name": "b" } },
  endpoints: [{ conditions: { ready } }],
});
const definition = (spec: object, storedVersions: string[]): KubernetesObject => ({
  ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
  ...{ metadata: { name: "things.example.com" }, spec, status: { storedVersions } },
});

const unserved = "custom-resources: CustomResourceDefinition things.example.com has no version that is served";
const lost =
  "custom-resources: CustomResourceDefinition things.example.com has kept objects of v0, which it has no more";
const unanswered =
  "conversion-webhooks: CustomResourceDefinition things.example.com is converted by Service a/b, and nobody answers for it";

test.each<[string, object, string[], KubernetesObject[], string[]]>([
  ["that is whole", { versions: [v("v1")] }, ["v1"], [], []],
  ["without a served version", { versions: [v("v1", false)] }, ["v1"], [], [unserved]],
  ["that has kept what it has no more", { versions: [v("v1")] }, ["v0", "v1"], [], [lost]],
  ["that nobody converts", { versions: [v("v1"), v("v2")], ...webhook }, ["v1"], [], [unanswered]],
  ["whose converter is not ready", { versions: [v("v1"), v("v2")], ...webhook }, ["v1"], [slice(false)], [unanswered]],
  ["that is converted", { versions: [v("v1"), v("v2")], ...webhook }, ["v1"], [slice(true)], []],
  ["with one version needs no converter", { versions: [v("v1")], ...webhook }, ["v1"], [], []],
  [
    "that is converted by nobody's word",
    { versions: [v("v1"), v("v2")], conversion: { strategy: "None" } },
    ["v1"],
    [],
    [],
  ],
])("a kind %s", (_, spec, stored, slices, wanted) => {
  const found = customResourceFindings([definition(spec, stored)], slices);
  expect(found.map(({ check, message }) => `${check}: ${message}`)).toEqual(wanted);
});
