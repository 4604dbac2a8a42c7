import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { Event } from "#contract/events.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import { InvalidInput, NotFound } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { clusterEvents, listEvents } from "./read-events.ts";

const eve = { ...ada, subject: "eve" };
const query = { pageSize: 50 };
const none = { body: undefined, params: undefined };

/** Two clusters; the first has been updated by eve, and deleted. */
const lived = async () => {
  const ports = fakeRulePorts();
  const make = (name: string) => createCluster({ ...callOf({}), body: CreateCluster.parse({ name }) }, ports);
  const [one, two] = [await make("one"), await make("two")];
  const end = (operation: { id: string; clusterId: string }, clusterState: "running" | "deleted") =>
    ports.state.finishOperation(
      { tenantId: ada.tenantId, clusterId: operation.clusterId, operationId: operation.id },
      { status: "succeeded", clusterState, nodeGroupState: clusterState, at: ports.clock.now() },
    );
  await end(one, "running");
  const params = { clusterId: one.clusterId };
  await updateCluster({ ...callOf({ caller: eve }), params, body: { labels: { team: "shop" } } }, ports);
  await end(await deleteCluster({ ...callOf({ caller: eve }), body: undefined, params }, ports), "deleted");
  return { ports, one, two };
};
const audit = (ports: FakeRulePorts, more: object = {}, caller: object = ada) =>
  listEvents({ ...callOf({}), caller: { ...ada, ...caller }, ...none, query: { ...query, ...more } }, ports);

test("a cluster's events tell what happened and who did it, also when it is deleted", async () => {
  const { ports, one } = await lived();
  const { items } = await clusterEvents({ ...callOf({}), body: undefined, params: one, query }, ports);
  expect(items.map((event) => Event.parse(event)).map(({ who, kind, message }) => [who, kind, message])).toEqual([
    ["system:kubewright", "operation.ended", "cluster.delete succeeded"],
    ["eve", "operation.asked", "cluster.delete"],
    ["eve", "cluster.updated", "label team=shop"],
    ["system:kubewright", "operation.ended", "cluster.create succeeded"],
    ["ada", "operation.asked", "cluster.create"],
  ]);
});

test("all of the tenant's are listed, of one person or one cluster when asked", async () => {
  const { ports, two } = await lived();
  expect((await audit(ports)).items).toHaveLength(6);
  expect((await audit(ports, { who: "eve" })).items.map(({ kind }) => kind)).toEqual([
    "operation.asked",
    "cluster.updated",
  ]);
  expect((await audit(ports, { clusterId: two.clusterId })).items).toHaveLength(1);
  const [last] = (await audit(ports)).items;
  expect((await audit(ports, { since: last?.at })).items).toEqual([last]);
});

test("pages go on where they stopped; with other filters their token is refused", async () => {
  const { ports } = await lived();
  const first = await audit(ports, { pageSize: 4 });
  const second = await audit(ports, { pageSize: 4, pageToken: first.nextPageToken });
  expect([...first.items, ...second.items]).toEqual((await audit(ports)).items);
  const other = audit(ports, { pageSize: 4, pageToken: first.nextPageToken, who: "eve" });
  await expect(other).rejects.toBeInstanceOf(InvalidInput);
});

test("another tenant sees none of it", async () => {
  const { ports, one } = await lived();
  expect((await audit(ports, {}, { tenantId: "red" })).items).toEqual([]);
  const caller = { ...ada, tenantId: "red" };
  const call = { ...callOf({ caller }), body: undefined, params: one, query };
  await expect(clusterEvents(call, ports)).rejects.toBeInstanceOf(NotFound);
});
