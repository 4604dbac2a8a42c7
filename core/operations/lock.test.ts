import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { CreateCluster } from "#contract/clusters.ts";
import { NodeGroupSpec, UpdateNodeGroup } from "#contract/node-groups.ts";
import { isOver } from "#contract/states.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { isExpected } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { createNodeGroup } from "#core/node-groups/create-node-group.ts";
import { deleteNodeGroup } from "#core/node-groups/delete-node-group.ts";
import { updateNodeGroup } from "#core/node-groups/update-node-group.ts";
import { machinesWanted } from "#core/quotas/limits.ts";
import { cancelOperation } from "./cancel-operation.ts";
import { retryOperation } from "./retry-operation.ts";
import { settle } from "./settle.ts";

class Died extends Error {}

/** Everybody who writes: callers, a workflow's stages, the tick. Each may die at any of its calls. */
const actors = {
  create: async (ports: FakeRulePorts) => {
    await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one" }) }, ports);
  },
  "create again": async (ports: FakeRulePorts) => {
    const call = { ...callOf({}), idempotencyKey: "k", body: CreateCluster.parse({ name: "two" }) };
    await createCluster(call, ports);
  },
  delete: async (ports: FakeRulePorts) => {
    const { items } = await ports.state.clusters(ada.tenantId, { limit: 10 });
    for (const { clusterId } of items)
      await deleteCluster({ ...callOf({}), body: undefined, params: { clusterId } }, ports);
  },
  "add a group": async (ports: FakeRulePorts) => {
    for (const { clusterId } of ports.state.kept.clusters.values()) {
      const body = NodeGroupSpec.parse({ name: "more", size: 4 });
      await createNodeGroup({ ...callOf({}), params: { clusterId }, body }, ports);
    }
  },
  resize: async (ports: FakeRulePorts) => {
    for (const { clusterId, nodeGroupId, spec } of ports.state.kept.nodeGroups.values()) {
      const body = UpdateNodeGroup.parse({ size: spec.size > 3 ? 1 : spec.size + 2 });
      await updateNodeGroup({ ...callOf({}), params: { clusterId, nodeGroupId }, body }, ports);
    }
  },
  "delete a group": async (ports: FakeRulePorts) => {
    for (const params of ports.state.kept.nodeGroups.values())
      await deleteNodeGroup({ ...callOf({}), body: undefined, params, query: { force: "false" } }, ports);
  },
  cancel: async (ports: FakeRulePorts) => {
    for (const { operationId } of await ports.state.openOperations())
      await cancelOperation({ ...callOf({}), body: undefined, params: { operationId } }, ports);
  },
  retry: async (ports: FakeRulePorts) => {
    const { items } = await ports.state.operations(ada.tenantId, { limit: 10 });
    for (const { operationId, status } of items)
      if (isOver(status) && status !== "succeeded")
        await retryOperation({ ...callOf({}), body: undefined, params: { operationId } }, ports);
  },
  stages: async (ports: FakeRulePorts) => {
    for (const operation of ports.workflows.running()) {
      const at = "2026-01-01T00:00:00.000Z";
      const [stage = ""] = operation.stages.map(({ name }) => name);
      await ports.state.noteStage(operation, { stage, status: "running", at, operationStatus: "running" });
      await ports.state.updateCluster(operation, { at });
      const { kind, change } = operation;
      const clusterState = kind === "cluster.delete" ? "deleted" : "running";
      if (change) {
        const { nodeGroupId, machines } = change;
        const left = kind === "node-group.delete" ? { forget: true as const } : { state: "running" as const };
        const end = { status: "succeeded", clusterState, nodeGroup: { nodeGroupId, ...left }, at } as const;
        await ports.state.finishOperation(operation, { ...end, machines: machines.after });
      } else {
        const end = { status: "succeeded", clusterState, nodeGroupState: clusterState, at } as const;
        await ports.state.finishOperation(operation, end);
      }
      ports.workflows.end(operation.operationId, "succeeded");
    }
  },
  /** A workflow that is over without having said so: timed out, or stopped by hand. */
  collapse: async (ports: FakeRulePorts) => {
    for (const { operationId } of ports.workflows.running()) ports.workflows.end(operationId, "failed");
  },
  tick: async (ports: FakeRulePorts) => {
    for (const operation of await ports.state.openOperations()) await settle(operation, ports);
  },
};

/** At any moment a cluster has the one operation that is not over which it names, or none. */
const expectLocksHold = ({ state: { kept } }: FakeRulePorts): void => {
  for (const cluster of kept.clusters.values()) {
    const open = [...kept.operations.values()].filter(
      ({ clusterId, status }) => clusterId === cluster.clusterId && !isOver(status),
    );
    const held = cluster.activeOperation === undefined ? [] : [cluster.activeOperation];
    expect(open.map(({ operationId }) => operationId)).toEqual(held);
  }
};

const machineLimit = 14;

/** What a tenant's clusters want is counted, and what is counted is within the limit. */
const expectMachinesCounted = async ({ state }: FakeRulePorts): Promise<void> => {
  const { kept } = state;
  for (const { clusterId, spec, machines = 0, state: is } of kept.clusters.values()) {
    const groups = [...kept.nodeGroups.values()].filter((group) => group.clusterId === clusterId);
    const sizes = groups.map((group) => group.spec);
    if (is !== "deleted") expect(machines).toBeGreaterThanOrEqual(machinesWanted(spec.controlPlane, sizes));
  }
  expect((await state.used(ada.tenantId)).machines).toBeLessThanOrEqual(machineLimit);
};

test("however calls, stages and ticks interleave and die, a cluster has one operation at most, and none is stuck", async () => {
  const names = Object.keys(actors) as (keyof typeof actors)[];
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom(...names), { minLength: 2, maxLength: 9 }),
      fc.uniqueArray(fc.nat(60), { maxLength: 4 }),
      async (scheduler, chosen, deaths) => {
        const ports = fakeRulePorts(20, machineLimit);
        await actors.create(ports);
        await actors.stages(ports);
        const { ports: shared } = withFaults(ports, async ({ name, nth }) => {
          await scheduler.schedule(Promise.resolve(), name);
          expectLocksHold(ports);
          await expectMachinesCounted(ports);
          if (!deaths.includes(nth)) return undefined;
          return nth % 2 === 0 ? { before: new Died() } : { after: new Died() };
        });
        const all = chosen.map(async (name) => {
          await scheduler.schedule(Promise.resolve(), `${name} begins`);
          await actors[name](shared).catch((error: unknown) => {
            // Losing a race is told by an error of ours; an expectation that fails is none.
            if (!(error instanceof Died) && !isExpected(error)) throw error;
          });
        });
        await scheduler.waitFor(Promise.all(all));

        // Nobody dies any more: each operation ends by its workflow or by the tick.
        await actors.tick(ports);
        await actors.stages(ports).catch((error: unknown) => {
          if (!isExpected(error)) throw error;
        });
        // The first time what it has made is undone; when that collapses, too, it is over.
        for (let time = 0; time < 2; time += 1) {
          await actors.collapse(ports);
          await actors.tick(ports);
        }
        expect(await ports.state.openOperations()).toEqual([]);
        expectLocksHold(ports);
        await expectMachinesCounted(ports);
      },
    ),
    { numRuns: 300 },
  );
});
