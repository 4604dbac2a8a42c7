import { expect, test } from "@jest/globals";
import type { Condition } from "#contract/conditions.ts";
import { Conflict, InvalidInput } from "#core/errors.ts";
import type { HealthRecords } from "#core/ports/health.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { deletionOf, end, inputOf, later, newMade, newNode, newRequest, newTenant } from "./state-records.contract.ts";

const conditions: Condition[] = [{ type: "NodesHealthy", is: "false", reason: "NotReady", since: later }];
const degraded = { state: "degraded" as const, conditions, nodes: [], at: later };
let count = 0;
/** An instance id that nobody has. */
const newInstance = (): string => `i-${Date.now().toString(16)}${(count++).toString(16).padStart(4, "0")}`;

/** What every implementation of HealthRecords promises. @param health on the same records as the state */
export const healthContract = (health: () => HealthRecords, state: () => State): void => {
  const running = async (tenant = newTenant()) => {
    const made = newMade(tenant, `c-${count++}`);
    await state().createCluster(made);
    const node = newNode(made.cluster, newInstance());
    await state().putNodes(inputOf(made.operation), [node]);
    await state().finishOperation(inputOf(made.operation), end("running"));
    return { cluster: await state().cluster(tenant, made.cluster.clusterId), node };
  };
  const remove = async (cluster: ClusterRecord) => {
    const operation = deletionOf(cluster);
    await state().beginOperation({ cluster, state: "deleting", operation, request: newRequest(operation) });
    return operation;
  };
  const living = async (limit: number): Promise<string[]> => {
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const { items, next } = await health().livingClusters({ limit, ...(after === undefined ? {} : { after }) });
      found.push(...items.map(({ clusterId }) => clusterId));
      if (next === undefined) return found;
      after = next;
    }
  };

  test("all tenants' clusters are found page by page, each once, until they are deleted", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push((await running()).cluster.clusterId);
    const found = await living(2);
    expect(found.filter((id) => ids.includes(id))).toEqual([...ids].sort());
    expect(new Set(found).size).toBe(found.length);

    const { cluster } = await running();
    const operation = await remove(cluster);
    expect(await living(100)).toContain(cluster.clusterId);
    await state().finishOperation(inputOf(operation), end("deleted"));
    expect(await living(100)).not.toContain(cluster.clusterId);
  });

  test("a cluster is told as it is on record, and a page token of somebody else's is refused", async () => {
    const { cluster } = await running();
    const { items } = await health().livingClusters({ limit: 1000 });
    expect(items.find(({ clusterId }) => clusterId === cluster.clusterId)).toEqual(cluster);
    await expect(health().livingClusters({ limit: 1, after: "bm9uZQ" })).rejects.toBeInstanceOf(InvalidInput);
  });

  test("a living cluster is found by its id alone, until it is deleted", async () => {
    const { cluster } = await running();
    expect(await health().livingCluster(cluster.clusterId)).toEqual(cluster);
    const operation = await remove(cluster);
    await state().finishOperation(inputOf(operation), end("deleted"));
    expect(await health().livingCluster(cluster.clusterId)).toBeUndefined();
    expect(await health().livingCluster("cls_none")).toBeUndefined();
  });

  test("a node is found by its instance alone, and a stranger's is not there", async () => {
    const { node } = await running();
    expect(await health().nodeOfInstance(node.nodeId)).toEqual(node);
    expect(await health().nodeOfInstance(newInstance())).toBeUndefined();
  });

  test("of several notices of one machine the first counts; each cluster has its own", async () => {
    const [one, two] = [await running(), await running()];
    const { tenantId, clusterId } = one.cluster;
    expect(await health().spotNotices(tenantId, clusterId)).toEqual(new Map());
    await health().noteSpotNotice(one.node, later);
    await health().noteSpotNotice(one.node, "2026-01-01T00:05:00.000Z");
    expect(await health().spotNotices(tenantId, clusterId)).toEqual(new Map([[one.node.nodeId, later]]));
    expect(await health().spotNotices(two.cluster.tenantId, two.cluster.clusterId)).toEqual(new Map());
    expect(await health().spotNotices(two.cluster.tenantId, clusterId)).toEqual(new Map());
  });

  test("health is written with its nodes and its event, and nothing else is touched", async () => {
    const { cluster, node } = await running();
    const ill = { ...node, state: "not-ready" as const, reason: "its machine has ended or stands still" };
    await health().noteHealth(cluster, { ...degraded, nodes: [ill], message: "NodesHealthy false" });
    const { tenantId, clusterId, rev } = cluster;
    expect(await state().cluster(tenantId, clusterId)).toEqual({
      ...cluster,
      ...{ state: "degraded", conditions, rev: rev + 1, updatedAt: later },
    });
    expect((await state().nodes(tenantId, clusterId)).items).toEqual([ill]);
    expect(await health().nodeOfInstance(node.nodeId)).toEqual(ill);
    const { items } = await state().events(tenantId, { limit: 10, clusterId });
    expect(items[0]).toMatchObject({
      ...{ kind: "cluster.health", who: "system:kubewright", message: "degraded: NodesHealthy false" },
    });
    const events = items.length;
    const now = await state().cluster(tenantId, clusterId);
    await health().noteHealth(now, { ...degraded, state: "running" });
    expect((await state().events(tenantId, { limit: 10, clusterId })).items).toHaveLength(events);
  });

  test("nothing is written on a cluster that has changed, or that an operation holds", async () => {
    const { cluster, node } = await running();
    const { tenantId, clusterId } = cluster;
    await health().noteHealth(cluster, degraded);
    const refused = { ...degraded, nodes: [{ ...node, state: "not-ready" as const }], message: "x" };
    await expect(health().noteHealth(cluster, refused)).rejects.toBeInstanceOf(Conflict);
    await remove(await state().cluster(tenantId, clusterId));
    const held = await state().cluster(tenantId, clusterId);
    await expect(health().noteHealth(held, refused)).rejects.toBeInstanceOf(Conflict);
    await expect(health().noteHealth({ ...held, tenantId: newTenant() }, refused)).rejects.toBeInstanceOf(Conflict);
    expect(await state().cluster(tenantId, clusterId)).toEqual(held);
    expect((await state().nodes(tenantId, clusterId)).items).toEqual([node]);
  });

  test("a cluster that was degraded can be operated on, and is found afterwards", async () => {
    const { cluster } = await running();
    const { tenantId, clusterId } = cluster;
    await health().noteHealth(cluster, degraded);
    const operation = await remove(await state().cluster(tenantId, clusterId));
    await state().finishOperation(inputOf(operation), end("failed"));
    expect((await state().cluster(tenantId, clusterId)).conditions).toEqual(conditions);
    expect(await living(100)).toContain(clusterId);
  });
};
