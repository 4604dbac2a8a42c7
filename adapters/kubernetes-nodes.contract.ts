import { beforeEach, expect, test } from "@jest/globals";
import type { Kubernetes } from "#core/ports/cloud.ts";

interface Cluster {
  api: Kubernetes;
  /** A Ready node with nothing on it. */
  node: string;
}

/** What every implementation of Kubernetes promises of nodes and their pods. @param newCluster one with two nodes at least */
export const kubernetesNodesContract = (newCluster: () => Promise<Cluster>): void => {
  let api: Kubernetes;
  let node: string;
  beforeEach(async () => {
    ({ api, node } = await newCluster());
  });

  const seen = async () => (await api.nodes()).find(({ name }) => name === node);
  const pod = (name: string, metadata: object = {}, more: object = {}) =>
    api.apply({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace: "default", labels: { app: name }, ...metadata },
      spec: { nodeName: node, restartPolicy: "Always" },
      ...more,
    });
  const budget = (name: string, app: string, disruptionsAllowed: number) =>
    api.apply({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name, namespace: "default" },
      spec: { selector: { matchLabels: { app } } },
      status: { disruptionsAllowed },
    });
  const here = async () => (await api.podsToMove(node)).map(({ name }) => name).sort();
  const isGone = async (name: string) => {
    for (let looks = 0; looks < 5; looks++) if (!(await here()).includes(name)) return true;
    return false;
  };

  test("a cordoned node says so, and by whom, until it is uncordoned; either may be said twice", async () => {
    expect(await seen()).toMatchObject({ unschedulable: false, cordonedBy: undefined });
    await api.cordon(node, "op_1");
    await api.cordon(node, "op_2");
    expect(await seen()).toMatchObject({ unschedulable: true, cordonedBy: "op_2" });
    expect((await api.nodes()).filter(({ unschedulable }) => unschedulable)).toHaveLength(1);
    await api.uncordon(node);
    await api.uncordon(node);
    expect(await seen()).toMatchObject({ unschedulable: false, cordonedBy: undefined });
  });

  test("a node that is not there is no fault", async () => {
    await api.cordon("nobody", "op_1");
    await api.uncordon("nobody");
    await api.markNode("nobody", { labels: {}, taints: [] }, { labels: {}, taints: [] });
    await api.remove({ apiVersion: "v1", kind: "Node", name: "nobody" });
    expect(await api.podsToMove("nobody")).toEqual([]);
    expect(await api.podsOn("nobody")).toEqual([]);
    expect(await api.evict({ namespace: "default", name: "nobody" })).toBeUndefined();
  });

  test("heartbeats are what kubelets have last written on their leases", async () => {
    const lease = (name: string, renewTime: string, namespace = "kube-node-lease") =>
      api.apply({
        apiVersion: "coordination.k8s.io/v1",
        kind: "Lease",
        metadata: { name, namespace },
        spec: { renewTime },
      });
    await lease(node, "2026-01-01T00:00:00.000000Z");
    await lease(node, "2026-01-01T00:00:10.000000Z");
    await lease("scheduler", "2026-01-01T00:00:20.000000Z", "kube-system");
    const heartbeats = await api.heartbeats();
    expect(heartbeats.get(node)).toBe("2026-01-01T00:00:10.000000Z");
    expect(heartbeats.has("scheduler")).toBe(false);
  });

  test("a node has what its machine has, and pods no more than that; what its kubelet does not say is not there", async () => {
    const figures = await api.figures(node);
    expect(figures?.capacity.cpuMillicores).toBeGreaterThan(0);
    expect(figures?.allocatable.memoryMiB).toBeGreaterThan(0);
    expect(figures?.allocatable.memoryMiB).toBeLessThan(figures?.capacity.memoryMiB ?? 0);
    expect(figures?.allocatable.pods).toBe(110);
    expect(figures).not.toHaveProperty("usage");
    expect(await api.figures("nobody")).toBeUndefined();
  });

  test("a node that is removed is no more", async () => {
    await api.remove({ apiVersion: "v1", kind: "Node", name: node });
    expect(await seen()).toBeUndefined();
  });

  test("marks may be given twice, and taken back", async () => {
    const none = { labels: {}, taints: [] };
    const marks = { labels: { a: "1" }, taints: [{ key: "a", value: "1", effect: "NoSchedule" as const }] };
    await api.markNode(node, marks, none);
    await api.markNode(node, marks, none);
    await api.markNode(node, none, marks);
  });

  test("pods that must move are those that run for their own sake: not the node's own, not those that are over", async () => {
    await pod("web", { ownerReferences: [{ kind: "ReplicaSet", controller: true }] });
    await pod("alone");
    await pod("agent", { ownerReferences: [{ kind: "DaemonSet", controller: true }] });
    await pod("static", { annotations: { "kubernetes.io/config.mirror": "x" } });
    await pod("over", {}, { spec: { nodeName: node, restartPolicy: "Never" }, status: { phase: "Succeeded" } });
    await pod("elsewhere", {}, { spec: { nodeName: "another", restartPolicy: "Always" } });
    expect(await here()).toEqual(["alone", "web"]);
  });

  test("an evicted pod goes; evicting it again is no fault", async () => {
    await pod("web");
    expect(await api.evict({ namespace: "default", name: "web" })).toBeUndefined();
    expect(await api.evict({ namespace: "default", name: "web" })).toBeUndefined();
    expect(await isGone("web")).toBe(true);
  });

  test("a budget keeps its pods, and is named; others go", async () => {
    await Promise.all([pod("web"), pod("free"), budget("keep-web", "web", 0)]);
    expect(await api.evict({ namespace: "default", name: "web" })).toBe("PodDisruptionBudget default/keep-web");
    expect(await api.evict({ namespace: "default", name: "free" })).toBeUndefined();
    expect(await isGone("free")).toBe(true);
    expect(await here()).toEqual(["web"]);
    expect((await api.podsToMove(node)).map(({ ending }) => ending)).toEqual([false]);
  });

  test("a budget lets as many go as it allows", async () => {
    await pod("a", { labels: { app: "web" } });
    await pod("b", { labels: { app: "web" } });
    await budget("one", "web", 1);
    expect(await api.evict({ namespace: "default", name: "a" })).toBeUndefined();
    expect(await api.evict({ namespace: "default", name: "b" })).toBe("PodDisruptionBudget default/one");
  });

  test("two budgets over one pod keep it", async () => {
    await Promise.all([pod("web"), budget("one", "web", 5), budget("two", "web", 5)]);
    expect(await api.evict({ namespace: "default", name: "web" })).toBe(
      "more than one PodDisruptionBudget of namespace default",
    );
  });

  test("objects are listed over all namespaces, each saying what it is", async () => {
    await pod("web");
    await api.apply({
      ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "kube-system", labels: { app: "dns" } } },
      spec: { nodeName: node, restartPolicy: "Always" },
    });
    const pods = await api.list({ apiVersion: "v1", kind: "Pod" });
    expect(pods.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort()).toEqual([
      "default/web",
      "kube-system/web",
    ]);
    expect(pods[0]).toMatchObject({ apiVersion: "v1", kind: "Pod", spec: { nodeName: node } });
    expect(await api.list({ apiVersion: "policy/v1", kind: "PodDisruptionBudget" })).toEqual([]);
    expect(await api.list({ apiVersion: "v1", kind: "Node" })).toContainEqual(
      expect.objectContaining({
        metadata: expect.objectContaining({ name: node }),
        spec: expect.objectContaining({ providerID: expect.stringContaining("i-") }),
        status: expect.objectContaining({
          allocatable: { cpu: expect.any(String), memory: expect.any(String), pods: expect.any(String) },
        }),
      }),
    );
  });

  test("a pod that is removed goes whatever budgets say", async () => {
    await Promise.all([pod("web"), budget("keep-web", "web", 0)]);
    await api.remove({ apiVersion: "v1", kind: "Pod", name: "web", namespace: "default" });
    expect(await isGone("web")).toBe(true);
  });
};
