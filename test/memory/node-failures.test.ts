import { describe, expect, test } from "@jest/globals";
import { TemporaryFailure } from "#core/errors.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { canGoBack } from "#core/operations/failed-end.ts";
import { settle } from "#core/operations/settle.ts";
import { callsOf, type Outcome, runBrokenAt, ways } from "./broken.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { changes, group, pictureBefore, pictureOf } from "./node-changes.ts";
import { caller, inMemory, machines, type Service } from "./service.ts";

const secret = "a secret in the text of a bug";

const outcomeOf = async ({ service, operation, went }: Outcome) => {
  const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
  return { end: went.end, status, stage: error?.stage, picture: await pictureOf(service, operation.clusterId) };
};

describe.each(Object.entries(changes))("%s", (_, change) => {
  for (const [way, how] of ways) {
    test(`a call that breaks once ${way} is repeated, and all is as it would have been`, async () => {
      const clean = await outcomeOf(await runBrokenAt(change));
      expect(clean).toMatchObject({ end: "Succeed", status: "succeeded", picture: { cluster: "running" } });
      for (const place of await callsOf(change)) {
        const outcome = await runBrokenAt(change, { ...place, how: how(new TemporaryFailure("away")), always: false });
        expect({ ...place, ...(await outcomeOf(outcome)) }).toEqual({ ...place, ...clean });
      }
    });

    test(`a stage that breaks for good ${way} is undone while that is possible, and can be gone on with when it is not`, async () => {
      const was = await pictureBefore(change);
      const clean = await outcomeOf(await runBrokenAt(change));
      for (const place of await callsOf(change)) {
        const outcome = await runBrokenAt(change, { ...place, how: how(new Error(secret)), always: true });
        const { service, operation } = outcome;
        const { status, stage, picture } = await outcomeOf(outcome);
        const record = await service.ports.state.operation(caller.tenantId, operation.id);
        expect(JSON.stringify(record)).not.toContain(secret);
        // The last write of all had its effect: only its answer was lost.
        if (outcome.broken === "state.finishOperation" && way.startsWith("after")) {
          expect({ ...place, picture }).toEqual({ ...place, picture: clean.picture });
          continue;
        }
        if (canGoBack(record, place.stage)) {
          expect({ ...place, status, failed: stage, picture }).toEqual({
            ...place,
            status: "rolled-back",
            failed: place.stage,
            picture: was,
          });
          continue;
        }
        expect({ ...place, status, failed: stage, state: picture.cluster }).toEqual({
          ...place,
          status: "failed",
          failed: place.stage,
          state: "running",
        });
        await goOn(service, record.operationId);
        expect({ ...place, picture: await pictureOf(service, operation.clusterId) }).toEqual({
          ...place,
          picture: clean.picture,
        });
      }
    });
  }
});

/** Does what the failed operation advises. */
const goOn = async (service: Service, operationId: string): Promise<void> => {
  const { clusterId, kind, change, error } = await service.ports.state.operation(caller.tenantId, operationId);
  const nodes = nodesOf(service, clusterId);
  const nodeGroupId = change?.nodeGroupId ?? "";
  const again = {
    "node-group.delete": () => nodes.deleteGroup(nodeGroupId),
    "node.drain": () => nodes.drain(change?.nodeId ?? ""),
  }[kind as string];
  expect(error?.message).toMatch(again ? /; ask for the same again to go on$/ : /; update the node group to go on$/);
  const operation = await (again ? again() : nodes.updateGroup(nodeGroupId, {}));
  expect((await service.run(operation)).end).toBe("Succeed");
};

test.each(Object.entries(changes))("%s: each stage, run twice in a row, does what it does once", async (_, change) => {
  const clean = await outcomeOf(await runBrokenAt(change));
  const service = inMemory();
  const operation = await change(service);
  const { States } = machines["change-nodes"] as (typeof machines)[string];
  const twice = Object.keys(States).filter((name) => States[name]?.Type === "Task" && name !== "FinishChange");
  const went = await service.run(operation, service.ports, undefined, new Set(twice));
  const outcome = { service, operation, went, calls: new Map(), broken: undefined };
  expect(await outcomeOf(outcome)).toEqual(clean);
});

test("an undo that fails too does not stop the others; the group says so, and an update brings it to its size", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service, { nodeGroups: [group] });
  const { nodeGroupId } = await nodes.group();
  const operation = await nodes.updateGroup(nodeGroupId, { size: 4, labels: { tier: "db" } });
  const { ports } = withFaults(service.ports, ({ name }) =>
    ["kubernetes.markNode", "machines.terminateOnly"].includes(name) ? { before: new Error(secret) } : undefined,
  );
  const went = await service.run(operation, ports);
  expect(went.states).toEqual(expect.arrayContaining(["UndoLabelNodes", "UndoAwaitMachines", "UndoLaunchMachines"]));
  const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect({ status, message: error?.message }).toEqual({
    status: "failed",
    message:
      "the stage failed unexpectedly; not undone: LabelNodes, LaunchMachines; update the node group to bring it to its size again",
  });
  expect(await nodes.group()).toMatchObject({ state: "failed" });
  expect(nodes.machines()).toHaveLength(4);
  const again = await nodes.updateGroup(nodeGroupId, { size: 2, labels: { tier: "web" } });
  expect((await service.run(again)).end).toBe("Succeed");
  expect(nodes.machines()).toHaveLength(2);
  expect(await nodes.group()).toMatchObject({ state: "running", spec: { size: 2 } });
  expect((await service.ports.state.cluster(caller.tenantId, clusterId)).state).toBe("running");
});

test("a machine whose boot fails is told of in its own words, and all that was launched is gone", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service, { nodeGroups: [group] });
  const before = nodes.machines().map(({ id }) => id);
  const operation = await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 5 });
  await service.run(operation, service.ports, (stage) => {
    if (stage === "AwaitMachines") for (const table of service.world.all("routeTables")) table.egress = false;
  });
  const { error, status } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect({ status, code: error?.code }).toEqual({ status: "rolled-back", code: "BootFailed" });
  expect(nodes.machines().map(({ id }) => id)).toEqual(before);
});

test("a workflow that ends without a word leaves the cluster to its caller, and the group to be put right", async () => {
  const service = inMemory();
  const { nodes, clusterId } = await withCluster(service, { nodeGroups: [group] });
  const { id } = await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 3 });
  service.workflows.end(id, "failed");
  const operation = await service.ports.state.operation(caller.tenantId, id);
  expect(await settle(operation, service.write)).toBe("unwinding");
  // Nor does the execution that is to undo it say a word.
  service.workflows.end(id, "failed");
  expect(await settle(operation, service.write)).toBe("closed");
  expect((await service.ports.state.cluster(caller.tenantId, clusterId)).state).toBe("running");
  const { nodeGroupId, state } = await nodes.group();
  expect(state).toBe("failed");
  expect((await service.run(await nodes.updateGroup(nodeGroupId, {}))).end).toBe("Succeed");
  expect(nodes.machines()).toHaveLength(3);
});

test("what a removal that has failed leaves cordoned goes with the update that it advises, and no other node that does not serve", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service, { nodeGroups: [{ name: "default", size: 3 }] });
  const [ill, target, stays] = nodes.machines();
  const { ports } = withFaults(service.ports, ({ name }) =>
    name === "machines.terminateOnly" ? { before: new Error(secret) } : undefined,
  );
  const operation = await nodes.remove(target?.id ?? "");
  expect((await service.run(operation, ports)).end).not.toBe("Succeed");
  if (ill?.node) ill.node.ready = false;
  await goOn(service, operation.id);
  expect(nodes.machines().map(({ id }) => id)).toEqual([ill?.id, stays?.id]);
  expect((await pictureOf(service, clusterId)).cluster).toBe("running");
});
