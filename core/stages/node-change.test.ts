import { expect, test } from "@jest/globals";
import type { Kubernetes, KubernetesReference } from "#core/ports/cloud.ts";
import { removeNodeObject } from "./node-change.ts";

test("pods leave with their node, so that a next machine of its name does not inherit them", async () => {
  const removed: KubernetesReference[] = [];
  const api = {
    podsOn: async (node: string) => [{ namespace: "kube-system", name: `kube-proxy-of-${node}`, ending: false }],
    remove: async (reference: KubernetesReference) => void removed.push(reference),
  };
  await removeNodeObject(api as unknown as Kubernetes, "ip-1");
  expect(removed.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["Node ip-1", "Pod kube-proxy-of-ip-1"]);
});
