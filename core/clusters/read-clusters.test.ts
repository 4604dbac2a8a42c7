import { expect, jest, test } from "@jest/globals";
import { Cluster, CreateCluster } from "#contract/clusters.ts";
import { Node } from "#contract/nodes.ts";
import { Operation } from "#contract/operations.ts";
import { InvalidInput, NotFound } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { listOperations, viewOperation } from "#core/operations/read-operations.ts";
import { createCluster } from "./create-cluster.ts";
import { listClusters, listNodes, viewCluster } from "./read-clusters.ts";

const stranger = { ...ada, tenantId: "red" };
const create = (ports: FakeRulePorts, name: string) =>
  createCluster({ ...callOf({}), body: CreateCluster.parse({ name }) }, ports);
const query = { pageSize: 50 };
const none = { body: undefined, params: undefined };

const withNodes = async () => {
  const ports = fakeRulePorts();
  const operation = await create(ports, "one");
  const { clusterId } = operation;
  const input = { tenantId: ada.tenantId, clusterId, operationId: operation.id };
  const [group] = await ports.state.nodeGroups(ada.tenantId, clusterId);
  const node = {
    ...{ tenantId: ada.tenantId, clusterId, zone: "us-east-1a", machineType: "t3.large", address: "10.0.64.4" },
    ...{ version: "v1.37.2", state: "ready" as const, createdAt: ports.clock.now() },
  };
  await ports.state.putNodes(input, [
    { ...node, nodeId: "i-1", role: "control-plane", name: "ip-10-0-64-4" },
    { ...node, nodeId: "i-2", role: "worker", ...(group ? { nodeGroupId: group.nodeGroupId } : {}) },
  ]);
  return { ports, operation, clusterId };
};

test("a cluster is viewed as the contract says, and shows nothing of the inside", async () => {
  const ports = fakeRulePorts();
  const operation = await create(ports, "one");
  const cluster = await viewCluster({ ...callOf({}), body: undefined, params: operation }, ports);
  expect(Cluster.parse(cluster)).toMatchObject({
    name: "one",
    state: "pending",
    activeOperation: operation.id,
    rev: 1,
  });
  expect(cluster.nodeGroups).toMatchObject([{ name: "default", size: 3, state: "pending" }]);
});

test("clusters are listed newest first, page by page, of the caller's tenant", async () => {
  const ports = fakeRulePorts();
  for (const name of ["a", "b", "c"]) await create(ports, name);
  const first = await listClusters({ ...callOf({}), ...none, query: { pageSize: 2 } }, ports);
  expect(first.items.map(({ name }) => name)).toEqual(["c", "b"]);
  for (const cluster of first.items) Cluster.parse(cluster);
  const rest = { pageSize: 2, pageToken: first.nextPageToken };
  const second = await listClusters({ ...callOf({}), ...none, query: rest }, ports);
  expect(second).toEqual({ items: [expect.objectContaining({ name: "a" })] });
  expect(await listClusters({ ...callOf({}), ...none, query, caller: stranger }, ports)).toEqual({ items: [] });
  const bad = { pageSize: 2, pageToken: "nonsense" };
  await expect(listClusters({ ...callOf({}), ...none, query: bad }, ports)).rejects.toBeInstanceOf(InvalidInput);
});

test("clusters are listed by state and labels", async () => {
  const ports = fakeRulePorts();
  const labelled = (name: string, labels: object) =>
    createCluster({ ...callOf({}), body: CreateCluster.parse({ name, labels }) }, ports);
  const one = await labelled("one", { team: "shop", tier: "1" });
  await labelled("two", { team: "shop", tier: "2" });
  await labelled("three", {});
  await ports.state.finishOperation(
    { tenantId: ada.tenantId, clusterId: one.clusterId, operationId: one.id },
    { status: "succeeded", clusterState: "running", nodeGroupState: "running", at: ports.clock.now() },
  );
  const names = async (more: object) =>
    (await listClusters({ ...callOf({}), ...none, query: { ...query, ...more } }, ports)).items.map(({ name }) => name);
  expect(await names({ label: "team=shop" })).toEqual(["two", "one"]);
  expect(await names({ label: "team=shop,tier=1" })).toEqual(["one"]);
  expect(await names({ label: "tier=1,tier=2" })).toEqual([]);
  expect(await names({ state: "running" })).toEqual(["one"]);
  expect(await names({ state: "pending", label: "team=shop" })).toEqual(["two"]);
});

test("a page token belongs to its list, its filters and its tenant", async () => {
  const ports = fakeRulePorts();
  for (const name of ["a", "b", "c"]) await create(ports, name);
  const page = (more: object, caller: typeof ada | typeof stranger = ada) =>
    listClusters({ ...callOf({ caller }), ...none, query: { pageSize: 1, ...more } }, ports);
  const { nextPageToken: pageToken = "" } = await page({ state: "pending" });
  expect((await page({ state: "pending", pageToken })).items.map(({ name }) => name)).toEqual(["b"]);
  for (const other of [page({ pageToken }), page({ pageToken, state: "running" }), page({ pageToken, label: "a=b" })])
    await expect(other).rejects.toBeInstanceOf(InvalidInput);
  await expect(page({ state: "pending", pageToken }, stranger)).rejects.toBeInstanceOf(InvalidInput);
  await expect(
    listOperations({ ...callOf({}), ...none, query: { pageSize: 1, pageToken } }, ports),
  ).rejects.toBeInstanceOf(InvalidInput);
});

test("nodes are listed with the name of their group", async () => {
  const { ports, clusterId } = await withNodes();
  const { items } = await listNodes({ ...callOf({}), body: undefined, params: { clusterId }, query }, ports);
  expect(items.map((node) => Node.parse(node))).toMatchObject([
    { id: "i-1", role: "control-plane", name: "ip-10-0-64-4" },
    { id: "i-2", role: "worker", nodeGroup: "default" },
  ]);
  expect(items[0]).not.toHaveProperty("nodeGroup");
  const call = { ...callOf({ caller: stranger }), body: undefined, params: { clusterId }, query };
  await expect(listNodes(call, ports)).rejects.toBeInstanceOf(NotFound);
});

test("a page token that is none of ours is refused before anything is asked, whose failure nobody would wait for", async () => {
  const { state } = fakeRulePorts();
  const asked = jest.spyOn(state, "cluster");
  const call = { ...callOf({}), body: undefined, params: { clusterId: "cls_00000000000000000000000000" } };
  await expect(listNodes({ ...call, query: { pageSize: 2, pageToken: "nonsense" } }, { state })).rejects.toBeInstanceOf(
    InvalidInput,
  );
  expect(asked).not.toHaveBeenCalled();
});

test("operations are viewed and listed as the contract says, of all clusters or one", async () => {
  const { ports, operation } = await withNodes();
  const other = await create(ports, "two");
  const params = { operationId: operation.id };
  const seen = await viewOperation({ ...callOf({}), body: undefined, params }, ports);
  expect(Operation.parse(seen)).toEqual(operation);
  await expect(
    viewOperation({ ...callOf({ caller: stranger }), body: undefined, params }, ports),
  ).rejects.toBeInstanceOf(NotFound);
  const list = async (more: object) =>
    (await listOperations({ ...callOf({}), ...none, query: { ...query, ...more } }, ports)).items.map(({ id }) => id);
  expect(await list({})).toEqual([other.id, operation.id]);
  expect(await list({ clusterId: operation.clusterId })).toEqual([operation.id]);
  const page = await listOperations({ ...callOf({}), ...none, query: { pageSize: 1 } }, ports);
  expect(page.nextPageToken).toBeDefined();
});
