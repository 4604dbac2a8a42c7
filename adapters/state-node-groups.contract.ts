import { expect, test } from "@jest/globals";
import { newNodeGroupId } from "#core/clusters/ids.ts";
import { Conflict, Superseded } from "#core/errors.ts";
import type { State } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord, OperationRecord } from "#core/records.ts";
import { deletionOf, end, inputOf, later, newMade, newNode, newRequest, newTenant } from "./state-records.contract.ts";

/** How operations make, change and forget one node group, and forget nodes. */
export const nodeGroupContract = (state: () => State): void => {
  const running = async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    await state().finishOperation(inputOf(made.operation), end("running"));
    const { tenantId, clusterId } = made.cluster;
    const [first] = await state().nodeGroups(tenantId, clusterId);
    if (!first) throw new Error("the cluster has no node group");
    return { cluster: await state().cluster(tenantId, clusterId), first };
  };
  const changeOf = (cluster: ClusterRecord): OperationRecord => ({ ...deletionOf(cluster), kind: "node-group.update" });
  const begin = async (cluster: ClusterRecord, nodeGroup: NodeGroupRecord) => {
    const operation = changeOf(cluster);
    const request = newRequest(operation);
    await state().beginOperation({ cluster, state: "updating", operation, request, nodeGroup });
    return inputOf(operation);
  };
  const groupsOf = ({ tenantId, clusterId }: ClusterRecord) => state().nodeGroups(tenantId, clusterId);
  const ended = { status: "succeeded", clusterState: "running", at: later } as const;

  test("a group is made with its operation, and is as it was written", async () => {
    const { cluster, first } = await running();
    const second: NodeGroupRecord = { ...first, nodeGroupId: newNodeGroupId(), state: "pending" };
    await begin(cluster, second);
    expect(await groupsOf(cluster)).toEqual([first, second]);
  });

  test("groups of several clusters are read at once, of no others, and of no other tenant", async () => {
    const tenantId = newTenant();
    const made = ["a", "b", "c", "d"]
      .map((name) => newMade(tenantId, name))
      .sort((a, b) => (a.cluster.clusterId < b.cluster.clusterId ? -1 : 1));
    for (const one of made) await state().createCluster(one);
    const [, first, last] = made.map(({ cluster }) => cluster.clusterId);
    const found = await state().nodeGroupsBetween(tenantId, first ?? "", last ?? "");
    expect(new Set(found.map(({ clusterId }) => clusterId))).toEqual(new Set([first, last]));
    expect(found).toHaveLength(made.slice(1, 3).flatMap(({ nodeGroups }) => nodeGroups).length);
    expect(await state().nodeGroupsBetween(newTenant(), first ?? "", last ?? "")).toEqual([]);
  });

  test("where the operation is refused, the group is not written", async () => {
    const { cluster, first } = await running();
    await begin(cluster, { ...first, state: "scaling" });
    await expect(begin(cluster, { ...first, nodeGroupId: newNodeGroupId() })).rejects.toBeInstanceOf(Conflict);
    expect((await groupsOf(cluster)).map((group) => group.state)).toEqual(["scaling"]);
  });

  test("one group ends in its own state, as it was if wanted; the others stay as they are", async () => {
    const { cluster, first } = await running();
    const second: NodeGroupRecord = { ...first, nodeGroupId: newNodeGroupId(), state: "pending" };
    const made = await begin(cluster, second);
    const { nodeGroupId } = second;
    await state().finishOperation(made, { ...ended, nodeGroup: { nodeGroupId, state: "running" } });
    const running2 = { ...second, state: "running" as const, rev: second.rev + 1 };
    expect(await groupsOf(cluster)).toEqual([first, running2]);

    const now = await state().cluster(cluster.tenantId, cluster.clusterId);
    const changed = { ...running2, spec: { ...running2.spec, size: 9 }, template: 2, state: "scaling" as const };
    const input = await begin(now, changed);
    const was = { spec: running2.spec, template: running2.template };
    const back = {
      ...ended,
      status: "rolled-back" as const,
      nodeGroup: { nodeGroupId, state: "running" as const, was },
    };
    await state().finishOperation(input, back);
    await state().finishOperation(input, back);
    expect(await groupsOf(cluster)).toEqual([first, { ...running2, rev: running2.rev + 1 }]);
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toMatchObject({ state: "running" });
  });

  test("a group is forgotten, and only that one", async () => {
    const { cluster, first } = await running();
    const second: NodeGroupRecord = { ...first, nodeGroupId: newNodeGroupId() };
    const input = await begin(cluster, second);
    await state().finishOperation(input, { ...ended, nodeGroup: { nodeGroupId: second.nodeGroupId, forget: true } });
    expect(await groupsOf(cluster)).toEqual([first]);
  });

  test("nodes are forgotten, many at once and again, by the operation that holds their cluster only", async () => {
    const { cluster, first } = await running();
    const input = await begin(cluster, first);
    const nodes = Array.from({ length: 120 }, (_, i) => newNode(cluster, `i-${String(i).padStart(4, "0")}`));
    await state().putNodes(input, nodes);
    const gone = nodes.slice(0, 110).map(({ nodeId }) => nodeId);
    await state().forgetNodes(input, gone);
    await state().forgetNodes(input, [...gone, "i-none"]);
    const left = async () =>
      (await state().nodes(cluster.tenantId, cluster.clusterId)).items.map(({ nodeId }) => nodeId);
    expect(await left()).toEqual(nodes.slice(110).map(({ nodeId }) => nodeId));
    await state().finishOperation(input, ended);
    await expect(state().forgetNodes(input, ["i-0115"])).rejects.toBeInstanceOf(Superseded);
    expect(await left()).toHaveLength(10);
  });
};
