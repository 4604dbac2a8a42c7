import { expect, test } from "@jest/globals";
import { NodeDetails } from "#contract/nodes.ts";
import { NotFound } from "#core/errors.ts";
import { ada, callOf } from "#core/fakes/calls.ts";
import { ended } from "#test/memory/node-rest.ts";
import { start } from "#test/memory/watching.ts";
import { viewNode } from "./view-node.ts";

const started = async () => {
  const { watching, clusterId, nodes } = await start();
  const { ports, world } = watching.service;
  const [worker] = nodes.machines();
  const view = (nodeId = worker?.id ?? "", more: object = {}) =>
    viewNode({ ...callOf(more), body: undefined, params: { clusterId, nodeId } }, ports);
  return { watching, clusterId, nodes, world, worker, view };
};

test("a node says what it has, and what is used of it as its kubelet measures", async () => {
  const { worker, view } = await started();
  Object.assign(worker?.node ?? {}, { usage: { cpuMillicores: 250, memoryMiB: 900 } });
  const node = NodeDetails.parse(await view());
  expect(node).toMatchObject({
    ...{ id: worker?.id, name: worker?.nodeName, nodeGroup: "default", state: "ready" },
    capacity: { cpuMillicores: 2000, memoryMiB: 8192, pods: 110 },
    usage: { cpuMillicores: 250, memoryMiB: 900 },
  });
  expect(node).not.toHaveProperty("unknown");
});

test("what is not known is absent, with the reason", async () => {
  const { watching, worker, world, nodes, view, clusterId } = await started();
  expect(await view()).toMatchObject({ capacity: {}, unknown: "its kubelet does not say what is used" });
  await (await nodes.api()).remove({ apiVersion: "v1", kind: "Node", name: worker?.nodeName ?? "" });
  expect(await view()).toMatchObject({ unknown: "Kubernetes knows no such node" });
  const [, second] = nodes.machines();
  await ended(watching.service, await nodes.replaceKept(second?.id ?? ""));
  expect(await view(second?.id)).toMatchObject({ state: "kept", unknown: "its machine is kept out of service" });
  for (const { role, id } of world.of("instances", clusterId)) if (role === "control-plane") watching.kill(id);
  const silent = NodeDetails.parse(await view());
  expect(silent).toMatchObject({ id: worker?.id, unknown: "the cluster's Kubernetes API does not answer" });
  expect(silent).not.toHaveProperty("capacity");
});

test("unknown nodes, and those of another tenant, are not there", async () => {
  const { view, worker } = await started();
  await expect(view("i-0123456789abcdef0")).rejects.toBeInstanceOf(NotFound);
  await expect(view(worker?.id, { caller: { ...ada, tenantId: "red" } })).rejects.toBeInstanceOf(NotFound);
});
