import { expect, test } from "@jest/globals";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { admissionFindings } from "./admission-findings.ts";

const service = { namespace: "gates", name: "gate" };
const pods = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];

const gate = (more: object = {}): KubernetesObject => ({
  ...{ apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" },
  metadata: { name: "gate" },
  webhooks: [{ name: "gate.example.com", clientConfig: { service }, rules: pods, ...more }],
});

const slice = (...nodes: (string | undefined)[]): KubernetesObject => ({
  ...{ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" },
  metadata: { name: "gate-1", namespace: "gates", labels: { "kubernetes.io/service-name": "gate" } },
  endpoints: nodes.map((nodeName) => ({ conditions: { ready: true }, ...(nodeName ? { nodeName } : {}) })),
});

const space = (labels: Record<string, string> = {}): KubernetesObject => ({
  ...{ apiVersion: "v1", kind: "Namespace" },
  metadata: { name: "gates", labels: { "kubernetes.io/metadata.name": "gates", ...labels } },
});

const found = (webhook: KubernetesObject, slices: KubernetesObject[], namespace = space()): string[] =>
  admissionFindings({ webhooks: [webhook], endpointSlices: slices, namespaces: [namespace] }).map(
    ({ message }) => message,
  );

const nobody = expect.stringContaining("refuses whatever Service gates/gate does not answer for: nobody does");
const alone = expect.stringContaining("answers from node one alone: once that is drained no pod comes again");

test.each<[string, object, KubernetesObject[], unknown[]]>([
  ["that nobody answers for", {}, [], [nobody]],
  ["whose endpoints are all of another Service", {}, [{ ...slice("one"), metadata: { name: "x" } }], [nobody]],
  ["that nobody answers for, about anything", { rules: [] }, [], [nobody]],
  ["that lets pass what it does not hear of", { failurePolicy: "Ignore" }, [], []],
  ["that is outside of the cluster", { clientConfig: { url: "https://gate.example.com" } }, [], []],
  ["about its own pods, from one node", {}, [slice("one", "one")], [alone]],
  [
    "about everything, from one node",
    { rules: [{ apiGroups: ["*"], resources: ["*/*"], operations: ["*"] }] },
    [slice("one")],
    [alone],
  ],
  ["about its own pods, from two nodes", {}, [slice("one"), slice("two")], []],
  ["about its own pods, from nobody knows where", {}, [slice(undefined)], []],
  ["about pods that are changed only", { rules: [{ ...pods[0], operations: ["UPDATE"] }] }, [slice("one")], []],
  ["about others than pods", { rules: [{ ...pods[0], resources: ["services"] }] }, [slice("one")], []],
  ["about things without a namespace", { rules: [{ ...pods[0], scope: "Cluster" }] }, [slice("one")], []],
  [
    "about pods of other namespaces",
    {
      namespaceSelector: {
        matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["gates"] }],
      },
    },
    [slice("one")],
    [],
  ],
  ["about some of its pods", { objectSelector: { matchLabels: { checked: "yes" } } }, [slice("one")], []],
  ["that looks closer", { matchConditions: [{ name: "a", expression: "false" }] }, [slice("one")], []],
])("a webhook %s", (_, more, slices, wanted) => {
  expect(found(gate(more), slices)).toEqual(wanted);
});

test("a namespace that asks for it by its label is asked about itself", () => {
  const more = { namespaceSelector: { matchLabels: { guarded: "yes" } } };
  expect(found(gate(more), [slice("one")])).toEqual([]);
  expect(found(gate(more), [slice("one")], space({ guarded: "yes" }))).toEqual([alone]);
});
