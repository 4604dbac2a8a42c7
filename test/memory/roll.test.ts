import { describe, expect, test } from "@jest/globals";
import { WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { pauseOperation, resumeOperation } from "#core/operations/pause-operation.ts";
import { viewOperation } from "#core/operations/read-operations.ts";
import { settle } from "#core/operations/settle.ts";
import { cancelPlaces } from "./broken.ts";
import { ended, expectAtRest } from "./node-rest.ts";
import { type Outdated, outdated, picture, roll } from "./rolls.ts";

const onOperation = (operationId: string) => callOf({ params: { operationId } });
const recordOf = ({ service }: Outdated, id: string) => service.ports.state.operation("blue", id);

/** What it has left can be gone on with by another roll. */
const expectRollable = async (there: Outdated): Promise<void> => {
  const again = await there.nodes.rollGroup(there.nodeGroupId);
  expect((await ended(there.service, again)).status).toBe("succeeded");
  expect(picture(there)).toEqual({ old: 0, new: there.old.length, cordoned: 0 });
  await expectAtRest(there.service, there.clusterId, there.nodes);
};

describe.each([
  { size: 5, maxSurge: 1, rounds: 5 },
  { size: 5, maxSurge: 2, rounds: 3 },
  { size: 3, maxSurge: 10, rounds: 1 },
])("of $size machines, $maxSurge at a time", ({ size, maxSurge, rounds }) => {
  test("each is replaced, new ones first, with no fewer in service than the group has and no more than it may", async () => {
    const there = await outdated(size);
    const { service, nodes, nodeGroupId, old, view } = there;
    expect(await view()).toMatchObject({ outdated: size, template: 2 });
    const operation = await nodes.rollGroup(nodeGroupId, { maxSurge });
    expect(operation).toMatchObject({
      ...{ kind: "node-group.roll", nodeGroupId, status: "pending" },
      roll: { maxSurge, machines: { done: 0, total: size } },
    });
    const most: number[] = [];
    const serving: number[] = [];
    const { record, rounds: gone } = await roll(there, operation, () => {
      most.push(nodes.machines().length);
      serving.push(nodes.machines().filter(({ node }) => node?.ready && !node.unschedulable).length);
    });
    expect({ status: record.status, gone }).toEqual({ status: "succeeded", gone: rounds });
    const seen = await viewOperation(onOperation(operation.id), service.ports);
    expect(seen.roll?.machines).toEqual({ done: size, total: size });
    expect(Math.max(...most)).toBe(size + Math.min(maxSurge, size));
    expect(Math.min(...serving)).toBe(size);
    expect(nodes.machines().map(({ id }) => old.includes(id))).toEqual(Array(size).fill(false));
    expect(new Set(nodes.machines().map(({ machineType, template }) => `${machineType} ${template}`))).toEqual(
      new Set(["m6i.large 2"]),
    );
    const zones = nodes.machines().map(({ zone }) => zone);
    const counts = ["us-east-1a", "us-east-1b", "us-east-1c"].map((zone) => zones.filter((one) => one === zone).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(nodes.podNames()).toHaveLength(0);
    expect(await nodes.group()).toMatchObject({ state: "running", template: 2, spec: { size } });
    expect((await view()).outdated).toBe(0);
    await expectAtRest(service, there.clusterId, nodes);
    const told = (await service.ports.state.events("blue", { limit: 100 })).items
      .filter(({ kind }) => kind === "operation.checkpoint")
      .map(({ message }) => message);
    expect(told).toHaveLength(rounds - 1);
    if (rounds > 1) expect(told.at(-1)).toBe(`${maxSurge} of ${size} machines are replaced`);
  });
});

test("a group with nothing to replace is refused, and says how its machines are", async () => {
  const there = await outdated(1);
  await ended(there.service, await there.nodes.rollGroup(there.nodeGroupId));
  const operations = there.service.kept.operations.size;
  const again = there.nodes.rollGroup(there.nodeGroupId);
  await expect(again).rejects.toBeInstanceOf(WrongState);
  await expect(again).rejects.toThrow(/^node group default has no outdated machines: all are of its template 2, of v1/);
  expect(there.service.kept.operations.size).toBe(operations);
});

test("machines in zones that the group has no more are replaced; labels, taints and the rest make none outdated", async () => {
  const there = await outdated(3);
  const { service, nodes, nodeGroupId, view } = there;
  await ended(service, await nodes.rollGroup(nodeGroupId, { maxSurge: 3 }));
  await ended(service, await nodes.updateGroup(nodeGroupId, { labels: { a: "b" }, drainSeconds: 90, max: 50 }));
  expect((await view()).outdated).toBe(0);
  await ended(service, await nodes.updateGroup(nodeGroupId, { zones: ["us-east-1a", "us-east-1b"] }));
  expect((await view()).outdated).toBe(1);
  const { record } = await roll(there, await nodes.rollGroup(nodeGroupId));
  expect(record.status).toBe("succeeded");
  expect(nodes.machines().map(({ zone }) => zone)).not.toContain("us-east-1c");
});

test("machines that have ended meanwhile, and those that are missing, come with the rest", async () => {
  const there = await outdated(3);
  const [lost] = there.nodes.machines();
  if (lost) there.service.world.drop("instances", [lost]);
  await expectRollable(there);
});

test("one that is kept out of service is none of the group's: it is neither outdated nor replaced", async () => {
  const there = await outdated(2);
  const { service, nodes, nodeGroupId, view } = there;
  await ended(service, await nodes.replaceKept(nodes.machines()[0]?.id ?? ""));
  expect((await view()).outdated).toBe(1);
  const { record } = await roll(there, await nodes.rollGroup(nodeGroupId));
  expect(record.status).toBe("succeeded");
  expect((await nodes.records()).map(({ state, template }) => `${state} ${template}`).sort()).toEqual([
    ...["kept 1", "ready 2", "ready 2"],
  ]);
});

test("while machines are of two versions nothing is rolled", async () => {
  const there = await outdated(2);
  const node = [...there.service.kept.nodes.values()].find(({ role }) => role === "worker");
  if (node) node.version = "v1.36.3";
  await expect(there.nodes.rollGroup(there.nodeGroupId)).rejects.toThrow(/upgrade .* has not come to its end/);
});

test("a budget that keeps pods ends it: what was replaced stays replaced, the rest in service", async () => {
  const there = await outdated(3);
  const { service, nodes, nodeGroupId } = there;
  await nodes.budget("web", "web", 1);
  const { record } = await roll(there, await nodes.rollGroup(nodeGroupId));
  expect({ status: record.status, code: record.error?.code }).toEqual({ status: "failed", code: "DrainBlocked" });
  expect(record.error?.message).toMatch(/; before that 1 of 3 machines are replaced$/);
  expect(picture(there)).toEqual({ old: 2, new: 1, cordoned: 0 });
  expect(await nodes.group()).toMatchObject({ state: "running" });
  await expectAtRest(service, there.clusterId, nodes);
  const forced = await roll(there, await nodes.rollGroup(nodeGroupId, { force: true }));
  expect(forced.record.status).toBe("succeeded");
});

/** Of a roll of three, one at a time: where in its second round something befalls it. */
const inSecondRound = async (there: Outdated, nth: number, befalls: (stage: string) => Promise<unknown>) => {
  let [round, call, stage] = [0, -1, ""];
  const names: string[] = [];
  const { ports } = withFaults(there.service.ports, async ({ name }) => {
    if (round !== 2) return undefined;
    call += 1;
    names.push(name);
    if (call === nth) await befalls(stage);
    return undefined;
  });
  const operation = await there.nodes.rollGroup(there.nodeGroupId);
  const ran = await roll(
    there,
    operation,
    (now, nowRound) => {
      [stage, round] = [now, nowRound];
    },
    ports,
  );
  return { ...ran, names };
};

describe("in its second round", () => {
  test("wherever it is cancelled, the first one stays and the rest is as it was; or it is refused and goes on", async () => {
    const clean = await inSecondRound(await outdated(3), -1, async () => {});
    let refusals = 0;
    for (const nth of cancelPlaces(clean.names)) {
      const there = await outdated(3);
      const cancel = async () => {
        const [held] = there.service.workflows.running();
        await cancelOperation(onOperation(held?.operationId ?? ""), there.service.write);
      };
      let refused = false;
      const { record } = await inSecondRound(there, nth, () =>
        cancel().catch(() => {
          refused = true;
        }),
      );
      if (refused) refusals += 1;
      expect({ nth, status: record.status, ...picture(there) }).toEqual(
        refused
          ? { nth, status: "succeeded", ...{ old: 0, new: 3, cordoned: 0 } }
          : { nth, status: "cancelled", ...{ old: 2, new: 1, cordoned: 0 } },
      );
      if (!refused) expect(record.error?.message).toContain("1 of 3 machines are replaced");
      await expectAtRest(there.service, there.clusterId, there.nodes);
    }
    expect(refusals).toBeGreaterThan(0);
  });

  test("a stage that fails for good leaves the first round's machines, and old ones in service; another roll does the rest", async () => {
    for (const stage of ["PlanNodes", "LaunchMachines", "VerifyNodes", "CordonNodes", "RemoveNodes", "ReroutePods"]) {
      const there = await outdated(3);
      let [round, now] = [0, ""];
      const { ports } = withFaults(there.service.ports, ({ name }) =>
        round === 2 && now === stage && name !== "state.noteStage" ? { before: new Error("no") } : undefined,
      );
      const operation = await there.nodes.rollGroup(there.nodeGroupId);
      const { record } = await roll(
        there,
        operation,
        (next, nextRound) => {
          [now, round] = [next, nextRound];
        },
        ports,
      );
      const isBeyond = stage === "RemoveNodes" || stage === "ReroutePods";
      expect({ stage, status: record.status, told: record.error?.message }).toEqual({
        ...{ stage, status: "failed" },
        told: `the stage failed unexpectedly; before that 1 of 3 machines are replaced${isBeyond ? "; update the node group to go on" : ""}`,
      });
      if (!isBeyond) expect({ stage, ...picture(there) }).toEqual({ stage, old: 2, new: 1, cordoned: 0 });
      expect((await there.nodes.group()).state).toBe(isBeyond ? "failed" : "running");
      await expectRollable(there);
    }
  });

  test("an execution that is stopped is unwound to where the first round ended, or closed; another roll does the rest", async () => {
    const settled = new Set<string>();
    for (const stage of ["PlanNodes", "VerifyNodes", "DrainNodes", "ReroutePods"]) {
      const there = await outdated(3);
      const { service } = there;
      const operation = await there.nodes.rollGroup(there.nodeGroupId);
      const never = new Promise<never>(() => undefined);
      let stop = (): void => {};
      const stopped = new Promise<void>((resolve) => {
        stop = resolve;
      });
      let [round, now] = [0, ""];
      const { ports } = withFaults(service.ports, () => {
        if (round !== 2 || now !== stage) return undefined;
        stop();
        return never;
      });
      const ran = roll(
        there,
        operation,
        (next, nextRound) => {
          [now, round] = [next, nextRound];
        },
        ports,
      );
      await Promise.race([ran, stopped]);
      service.workflows.end(operation.id, "failed");
      const how = await settle(await recordOf(there, operation.id), service.write);
      settled.add(how);
      if (how === "unwinding") {
        await service.run(operation);
        expect({ stage, ...picture(there) }).toEqual({ stage, old: 2, new: 1, cordoned: 0 });
      }
      expect({ stage, status: (await recordOf(there, operation.id)).status }).toEqual({ stage, status: "failed" });
      await expectRollable(there);
    }
    expect([...settled].sort()).toEqual(["closed", "unwinding"]);
  });
});

test("it is paused between two rounds, keeps its cluster, and is gone on with or cancelled", async () => {
  for (const goesOn of [true, false]) {
    const there = await outdated(3);
    const { service, nodes, nodeGroupId, clusterId } = there;
    const operation = await nodes.rollGroup(nodeGroupId);
    const { record } = await roll(there, operation, async (stage, round) => {
      if (stage === "VerifyNodes" && round === 1) await pauseOperation(onOperation(operation.id), service.write);
    });
    expect(record.status).toBe("paused");
    expect(picture(there)).toEqual({ old: 2, new: 1, cordoned: 0 });
    expect((await service.ports.state.cluster("blue", clusterId)).activeOperation).toBe(operation.id);
    expect((await viewOperation(onOperation(operation.id), service.ports)).roll).toEqual({
      ...{ maxSurge: 1, machines: { done: 1, total: 3 } },
    });
    await (goesOn ? resumeOperation : cancelOperation)(onOperation(operation.id), service.write);
    const { status } = await ended(service, operation);
    expect(status).toBe(goesOn ? "succeeded" : "cancelled");
    expect(picture(there)).toEqual({ old: goesOn ? 0 : 2, new: goesOn ? 3 : 1, cordoned: 0 });
    await expectAtRest(service, clusterId, nodes);
  }
});

test("a round that is on record but not answered is begun once", async () => {
  const there = await outdated(2);
  const { ports } = withFaults(there.service.ports, ({ name }) =>
    name === "state.beginPart" ? { after: new Error("died") } : undefined,
  );
  const { record, rounds } = await roll(there, await there.nodes.rollGroup(there.nodeGroupId), undefined, ports);
  expect({ status: record.status, rounds }).toEqual({ status: "succeeded", rounds: 2 });
  await expectAtRest(there.service, there.clusterId, there.nodes);
});
