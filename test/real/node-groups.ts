import { expect, test } from "@jest/globals";
import type { ClusterInUse } from "#bench/cluster-in-use.ts";
import type { NodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";

const labels = { app: "kept" };
/** Two pods of which a budget lets none go. */
const kept = [
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "kept" },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: 0,
          containers: [{ name: "kept", image: "localhost/kubewright/probe:1", command: ["sleep", "3600"] }],
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: "kubernetes.io/hostname",
              whenUnsatisfiable: "ScheduleAnyway",
              labelSelector: { matchLabels: labels },
            },
          ],
        },
      },
    },
  },
];
const budget = (minAvailable: number) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "keep" },
  spec: { minAvailable, selector: { matchLabels: labels } },
});

/** Of repairs that nobody asks for: an event of EC2, or else a tick, and the workflow. */
export const patience = { seconds: 150, pause: 1_000 };

const ofWorkers = "!node-role.kubernetes.io/control-plane";

/** What is asked of one cluster. */
const callsOf = ({ tenant, clusterId, kube }: ClusterInUse) => {
  const over = async (method: string, path: string, body?: object): Promise<Operation> =>
    tenant.over(await tenant.call<Operation>(method, `/clusters/${clusterId}${path}`, body));
  return {
    over,
    done: async (method: string, path: string, body?: object): Promise<void> => {
      const { status, error } = await over(method, path, body);
      expect({ path, status, error }).toEqual({ path, status: "succeeded", error: undefined });
    },
    group: async (name: string): Promise<string | undefined> =>
      (await tenant.call<{ items: NodeGroup[] }>("GET", `/clusters/${clusterId}/node-groups`)).items.find(
        (one) => one.name === name,
      )?.id,
    /** Names of the Kubernetes nodes that are Ready and take pods. */
    inService: async (selector: string): Promise<string[]> =>
      (await kube.kubectl("get", "nodes", "--no-headers", "-l", selector))
        .split("\n")
        .filter((line) => / Ready +/.test(line))
        .map((line) => line.split(" ")[0] ?? ""),
    workers: async () => (await tenant.nodes(clusterId)).filter(({ role }) => role === "worker"),
  };
};

/** Node groups of a real cluster, whose group `default` has two nodes and drains for 30 s at the most, before and after. */
export const nodeGroupTests = (cluster: () => ClusterInUse): void => {
  test("a group grows from 2 to 4; its new nodes are Ready, spread over the zones", async () => {
    const { done, group, inService, workers } = callsOf(cluster());
    await done("PATCH", `/node-groups/${await group("default")}`, { size: 4 });
    expect(await inService(ofWorkers)).toHaveLength(4);
    const zones = (await workers()).map(({ zone }) => zone);
    expect(new Set(zones).size).toBe(3);
  }, 180_000);

  test("another group's labels, taints and script are on its node", async () => {
    const { done, group, inService } = callsOf(cluster());
    await done("POST", "/node-groups", {
      name: "batch",
      size: 1,
      labels: { tier: "batch" },
      taints: [{ key: "only", value: "batch", effect: "NoSchedule" }],
      // A script that fails makes the boot fail, and this one does where it does not run before the machine joins.
      userScript: "[ ! -e /etc/kubernetes/kubelet.conf ]",
    });
    const [name = ""] = await inService("tier=batch");
    const node = JSON.parse(await cluster().kube.kubectl("get", "node", name, "-o", "json"));
    expect(node.spec.taints).toEqual([{ key: "only", value: "batch", effect: "NoSchedule" }]);
    await done("DELETE", `/node-groups/${await group("batch")}`);
    expect(await inService("tier=batch")).toEqual([]);
  }, 240_000);

  test("a budget keeps a node in service, and is named; once it allows it, 4 become 2 and the pods run on", async () => {
    const { over, done, group, inService, workers } = callsOf(cluster());
    const { kube } = cluster();
    await kube.apply(...kept, budget(2));
    await kube.kubectl("rollout", "status", "deployment/kept", "--timeout=60s");
    const where = await kube.kubectl("get", "pods", "-l", "app=kept", "-o", "jsonpath={.items[0].spec.nodeName}");
    const node = (await workers()).find(({ name }) => name === where.trim());
    const blocked = await over("POST", `/nodes/${node?.id}/remove`, {});
    expect(blocked).toMatchObject({ status: "rolled-back", error: { code: "DrainBlocked" } });
    expect(blocked.error?.message).toContain("default/keep");
    expect(await inService(ofWorkers)).toHaveLength(4);
    expect(await kube.kubectl("get", "nodes", "--no-headers")).not.toContain("SchedulingDisabled");

    await kube.apply(budget(1));
    await done("PATCH", `/node-groups/${await group("default")}`, { size: 2 });
    expect(await inService(ofWorkers)).toHaveLength(2);
    await kube.kubectl("rollout", "status", "deployment/kept", "--timeout=60s");
  }, 300_000);

  test("a worker that dies is replaced without anybody asking", async () => {
    const { inService, workers } = callsOf(cluster());
    const { tenant, clusterId, regionUrl } = cluster();
    const [lost] = await workers();
    await orderFault(regionUrl, { kind: "kill-machine", instanceId: lost?.id ?? "" });
    const repairs = async () =>
      (await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`)).items.filter(
        ({ kind, nodeId }) => kind === "node.replace" && nodeId === lost?.id,
      );
    const [repair] = await eventually(repairs, (all) => all.length > 0, patience);
    expect(repair).toMatchObject({ reason: { code: "MachineLost" } });
    expect(repair && (await tenant.over(repair))).toMatchObject({ status: "succeeded" });
    expect(await inService(ofWorkers)).toHaveLength(2);
    expect((await workers()).map(({ id }) => id)).not.toContain(lost?.id);
    await eventually(
      () => tenant.cluster(clusterId),
      ({ state }) => state === "running",
      patience,
    );
  }, 300_000);
};
