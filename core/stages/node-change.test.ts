import { expect, test } from "@jest/globals";
import type { Kubernetes, KubernetesReference } from "#core/ports/cloud.ts";
import { removeNodeObject } from "./node-change.ts";

test("pods leave with their node, so that a next machine of its name does not inherit them", async () => {
  const removed: KubernetesReference[] = [];
  const pod = (name: string, nodeName?: string) => ({
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name, namespace: "kube-system" } },
    spec: nodeName === undefined ? {} : { nodeName },
  });
  const api = {
    list: async () => [pod("kube-proxy-a", "ip-1"), pod("kube-proxy-b", "ip-2"), pod("waits")],
    remove: async (reference: KubernetesReference) => void removed.push(reference),
  };
  await removeNodeObject(api as unknown as Kubernetes, "ip-1");
  expect(removed.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["Node ip-1", "Pod kube-proxy-a"]);
});
