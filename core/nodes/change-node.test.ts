import { expect, test } from "@jest/globals";
import { NotFound, WrongState } from "#core/errors.ts";
import { ada, callOf } from "#core/fakes/calls.ts";
import { withCluster } from "#test/memory/node-calls.ts";
import { inMemory } from "#test/memory/service.ts";
import { drainNode, removeNode, replaceNode } from "./change-node.ts";

const calls = [drainNode, replaceNode, removeNode];
const kinds = ["node.drain", "node.replace", "node.remove"];

test.each(kinds)("%s takes the cluster and says which node it is about", async (kind) => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const [{ id: nodeId } = { id: "" }] = nodes.machines();
  const call = calls[kinds.indexOf(kind)] ?? drainNode;
  const params = { clusterId, nodeId };
  const operation = await call({ ...callOf({}), params, body: { force: false } }, service.write);
  const { nodeGroupId } = await nodes.group();
  expect(operation).toMatchObject({ kind, nodeId, nodeGroupId, status: "pending" });
  expect(await nodes.group()).toMatchObject({ spec: { size: kind === "node.remove" ? 2 : 3 } });
});

test("neither unknown nodes nor another tenant's; members of the control plane are replaced, not drained or removed", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const [member] = service.world.of("instances", clusterId).filter(({ role }) => role === "control-plane");
  const [worker] = nodes.machines();
  const operations = service.ports.state.kept.operations.size;
  const asking =
    (call: (typeof calls)[number]) =>
    (nodeId: string | undefined, more: object = {}) =>
      call({ ...callOf(more), params: { clusterId, nodeId: nodeId ?? "" }, body: { force: true } }, service.write);
  for (const call of calls) {
    const ask = asking(call);
    await expect(ask("i-00000000")).rejects.toBeInstanceOf(NotFound);
    await expect(ask(worker?.id, { caller: { ...ada, tenantId: "red" } })).rejects.toBeInstanceOf(NotFound);
    await expect(ask(member?.id, { caller: { ...ada, tenantId: "red" } })).rejects.toBeInstanceOf(NotFound);
  }
  await expect(asking(drainNode)(member?.id)).rejects.toThrow("it can be replaced, not drained or removed");
  await expect(asking(removeNode)(member?.id)).rejects.toBeInstanceOf(WrongState);
  const keeping = { ...callOf({}), params: { clusterId, nodeId: member?.id ?? "" }, body: { force: true, keep: true } };
  await expect(replaceNode(keeping, service.write)).rejects.toThrow("only workers can be kept");
  expect(service.ports.state.kept.operations.size).toBe(operations);
  const { nodeGroupId, ...operation } = await asking(replaceNode)(member?.id);
  expect({ nodeGroupId, ...operation }).toMatchObject({ kind: "control-plane.replace", nodeId: member?.id });
  expect(nodeGroupId).toBeUndefined();
});

test("a group keeps its least size: its node can be replaced, not removed", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service, { nodeGroups: [{ name: "default", size: 2, min: 2 }] });
  const [{ id: nodeId } = { id: "" }] = nodes.machines();
  await expect(nodes.remove(nodeId)).rejects.toThrow("may have no fewer than min (2)");
  expect((await nodes.replace(nodeId)).status).toBe("pending");
});
