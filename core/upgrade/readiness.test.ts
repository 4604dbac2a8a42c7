import { describe, expect, test } from "@jest/globals";
import { inTheWay, type ReadinessFacts, readiness } from "./readiness.ts";

const clean: ReadinessFacts = {
  target: "v1.37.2",
  nodes: [{ name: "one", ready: true, kubeletVersion: "v1.36.3" }],
  ...{ budgets: [], webhooks: [], endpointSlices: [], deprecated: [], refusals: [] },
};
const budget = (status: object) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "web", namespace: "default" },
  status,
});
const webhook = (more: object) => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "guard" },
  webhooks: [{ name: "guard.example.com", clientConfig: { service: { namespace: "guard", name: "guard" } }, ...more }],
});
const slice = (ready: boolean) => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "guard-1", namespace: "guard", labels: { "kubernetes.io/service-name": "guard" } },
  endpoints: [{ conditions: { ready } }],
});

const cases: [string, Partial<ReadinessFacts>, string[]][] = [
  ["nothing is wrong", {}, []],
  [
    "a node is not Ready",
    { nodes: [{ name: "one", ready: false, kubeletVersion: "v1.36.3" }] },
    ["blocking nodes-ready"],
  ],
  [
    "a node is too old",
    { nodes: [{ name: "one", ready: true, kubeletVersion: "v1.33.0" }] },
    ["blocking version-skew"],
  ],
  ["a node is old enough to stay", { nodes: [{ name: "one", ready: true, kubeletVersion: "v1.34.0" }] }, []],
  ["there is no capacity", { refusals: ["t3.large: none"] }, ["blocking capacity"]],
  [
    "a budget never lets a pod go",
    { budgets: [budget({ expectedPods: 2, desiredHealthy: 2, disruptionsAllowed: 0 })] },
    ["blocking disruption-budgets"],
  ],
  [
    "a budget lets none go now",
    { budgets: [budget({ expectedPods: 2, desiredHealthy: 1, disruptionsAllowed: 0 })] },
    ["warning disruption-budgets"],
  ],
  ["a budget lets one go", { budgets: [budget({ expectedPods: 2, desiredHealthy: 1, disruptionsAllowed: 1 })] }, []],
  [
    "a budget is over nothing",
    { budgets: [budget({ expectedPods: 0, desiredHealthy: 0, disruptionsAllowed: 0 })] },
    [],
  ],
  ["a webhook has no endpoints", { webhooks: [webhook({})] }, ["blocking webhooks"]],
  ["its endpoints are not ready", { webhooks: [webhook({})], endpointSlices: [slice(false)] }, ["blocking webhooks"]],
  ["a webhook is answered", { webhooks: [webhook({})], endpointSlices: [slice(true)] }, []],
  ["a webhook may fail", { webhooks: [webhook({ failurePolicy: "Ignore" })] }, []],
  ["an API goes with the target", { deprecated: [{ api: "a/v1 b", removedIn: "1.37" }] }, ["blocking removed-apis"]],
  ["an API goes later", { deprecated: [{ api: "a/v1 b", removedIn: "1.39" }] }, ["warning removed-apis"]],
];

describe("readiness", () => {
  test.each(cases)("%s", (_, facts, expected) => {
    const found = readiness({ ...clean, ...facts });
    expect(found.map(({ severity, check }) => `${severity} ${check}`)).toEqual(expected);
  });

  test("a caller overrules what may be overruled, by its name, and nothing else", () => {
    const found = readiness({ ...clean, webhooks: [webhook({})], refusals: ["none"] });
    expect(inTheWay(found, [])).toHaveLength(2);
    expect(inTheWay(found, ["webhooks", "capacity"]).map(({ check }) => check)).toEqual(["capacity"]);
  });
});
