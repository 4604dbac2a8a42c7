import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { NodeGroupSpec, UpdateNodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import { Plan } from "#contract/plans.ts";
import { priceOf } from "#core/billing/price-of.ts";
import { callOf } from "#core/fakes/calls.ts";
import {
  createNodeGroupOrPlan,
  deleteNodeGroupOrPlan,
  rollNodeGroupOrPlan,
  updateNodeGroupOrPlan,
} from "#core/node-groups/change-or-plan.ts";
import { replaceNode } from "#core/nodes/change-node.ts";
import { drainNodeOrPlan, removeNodeOrPlan, replaceNodeOrPlan } from "#core/nodes/change-or-plan.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { withCluster } from "./node-calls.ts";
import { add, countsOf } from "./planned-things.ts";
import { inMemory, type Service } from "./service.ts";

const first = { name: "default", size: 2, placement: "spread", dataDisks: [{ sizeGiB: 7, mountPath: "/data" }] };

type Ask = (validateOnly: "true" | "false") => Promise<Operation | Plan>;

type Wish =
  | { create: object }
  | { update: object }
  | { remove: true }
  | { roll: number; template: object }
  | { replace: "worker" | "member"; keep?: boolean; template?: object }
  | { node: "drain" | "remove"; kept?: true };

/** What is asked of a cluster with one group of two: another group, a change of the one or its end, or that a node is replaced. */
const asking = async (service: Service, wish: Wish): Promise<Ask> => {
  const { clusterId, nodes } = await withCluster(service, { nodeGroups: [first] });
  const { nodeGroupId } = await nodes.group();
  if ("template" in wish && wish.template)
    expect((await service.run(await nodes.updateGroup(nodeGroupId, wish.template))).end).toBe("Succeed");
  if ("kept" in wish) {
    const [worker] = (await service.ports.state.nodes("blue", clusterId)).items.filter(({ role }) => role === "worker");
    const order = { params: { clusterId, nodeId: worker?.nodeId ?? "" }, body: { force: false, keep: true } };
    expect((await service.run(await replaceNode({ ...callOf({}), ...order }, service.write))).end).toBe("Succeed");
  }
  const all = (await service.ports.state.nodes("blue", clusterId)).items;
  return (validateOnly) => {
    const call = { ...callOf({}), query: { validateOnly } };
    if ("remove" in wish) {
      const query = { validateOnly, force: "false" as const };
      return deleteNodeGroupOrPlan({ ...call, query, params: { clusterId, nodeGroupId } }, service.write);
    }
    if ("replace" in wish) {
      const role = wish.replace === "worker" ? "worker" : "control-plane";
      const nodeId = all.find((node) => node.role === role)?.nodeId ?? "";
      const body = { force: false, keep: wish.keep === true };
      return replaceNodeOrPlan({ ...call, params: { clusterId, nodeId }, body }, service.write);
    }
    if ("node" in wish) {
      const isMeant = ({ role, state }: (typeof all)[number]) =>
        role === "worker" && (state === "kept") === (wish.kept === true);
      const nodeId = all.find(isMeant)?.nodeId ?? "";
      const change = wish.node === "drain" ? drainNodeOrPlan : removeNodeOrPlan;
      return change({ ...call, params: { clusterId, nodeId }, body: { force: false } }, service.write);
    }
    if ("roll" in wish) {
      const body = { maxSurge: wish.roll, force: false };
      return rollNodeGroupOrPlan({ ...call, params: { clusterId, nodeGroupId }, body }, service.write);
    }
    return "create" in wish
      ? createNodeGroupOrPlan(
          { ...call, params: { clusterId }, body: NodeGroupSpec.parse({ name: "more", ...wish.create }) },
          service.write,
        )
      : updateNodeGroupOrPlan(
          { ...call, params: { clusterId, nodeGroupId }, body: UpdateNodeGroup.parse(wish.update) },
          service.write,
        );
  };
};

/** What all that there is of the cluster costs an hour. */
const perHour = async ({ ports }: Service): Promise<number> => {
  const { clusterId } = (await ports.state.clusters("blue", { limit: 1 })).items[0] ?? { clusterId: "" };
  const seen = (await ports.estate.look(clusterId)).filter(({ ended }) => ended === undefined);
  const now = ports.clock.now();
  const book = await ports.prices.book(seen, { since: now, until: now });
  return priceOf(seen, { nodeGroups: [], book, now }).perHourMicros;
};

/** Holds what there is after each stage against the plan, and what it costs against that of what there is. */
const holds = async (wish: Wish): Promise<Plan> => {
  const service = inMemory();
  const ask = await asking(service, wish);
  const before = JSON.stringify(Object.values(service.kept).map((things) => [...things]));
  const plan = Plan.parse(await ask("true"));
  expect(JSON.stringify(Object.values(service.kept).map((things) => [...things]))).toBe(before);

  expect(await perHour(service)).toBe(plan.changePrice?.before.perHourMicros);
  const planned = countsOf(service.world);
  const seen: Record<string, Record<string, number>> = {};
  let last: string | undefined;
  const went = await service.run((await ask("false")) as Operation, undefined, (stage) => {
    if (last !== undefined && last !== stage) seen[last] = countsOf(service.world);
    last = stage;
  });
  seen[last ?? ""] = countsOf(service.world);
  expect(went.end).toBe("Succeed");
  expect(await perHour(service)).toBe(plan.changePrice?.after.perHourMicros);
  expect(plan.stages.map(({ name }) => name)).toEqual(stagesOf[plan.kind]);
  expect(plan.proof).toMatchObject({ holds: true, broken: [] });
  for (const { name, makes, removes } of plan.stages) {
    add(planned, makes, 1);
    add(planned, removes, -1);
    if (seen[name]) expect({ name, ...seen[name] }).toEqual({ name, ...planned });
  }
  return plan;
};

const disk = fc.record({ sizeGiB: fc.integer({ min: 1, max: 60 }), mountPath: fc.constantFrom("/a", "/b", "/c") });
const machine = {
  machineType: fc.constantFrom("t3.large", "m7i.xlarge", "t4g.large"),
  diskGiB: fc.integer({ min: 20, max: 60 }),
  dataDisks: fc.uniqueArray(disk, { maxLength: 3, selector: ({ mountPath }) => mountPath }),
};

test("whatever group is added, what there is after each stage is what the plan says", async () => {
  const wish = fc.record({ ...machine, size: fc.nat(3), placement: fc.constantFrom("any", "spread", "partition") });
  await fc.assert(
    fc.asyncProperty(wish, async (create) => void (await holds({ create }))),
    { numRuns: 12 },
  );
}, 60_000);

test("whatever is changed of a group, what there is after each stage is what the plan says", async () => {
  const wish = fc.record({ ...machine, size: fc.nat(4), labels: fc.constant({ tier: "web" }) }, { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(wish, async (update) => void (await holds({ update }))),
    { numRuns: 12 },
  );
}, 60_000);

test("a node that is drained costs as before, and one that is removed takes all of it along", async () => {
  const drained = await holds({ node: "drain" });
  expect(drained.kind).toBe("node.drain");
  expect(drained.stages.flatMap(({ makes, removes }) => [...makes, ...removes])).toEqual([]);
  expect(drained.changePrice?.after).toEqual(drained.changePrice?.before);
  const kept = await holds({ node: "remove", kept: true });
  expect(kept.stages.find(({ name }) => name === "RemoveNodes")?.removes).toContainEqual({
    ...{ kind: "instance", count: 1, detail: "t3.large" },
  });
  const removed = await holds({ node: "remove" });
  expect(removed.kind).toBe("node.remove");
  expect(removed.stages.find(({ name }) => name === "RemoveNodes")?.removes).toContainEqual({
    ...{ kind: "instance", count: 1, detail: "t3.large" },
  });
  expect(removed.changePrice?.after.perHourMicros).toBeLessThan(removed.changePrice?.before.perHourMicros ?? 0);
});

test("a smaller group is told with what goes", async () => {
  const { stages, resources, kind } = await holds({ update: { size: 1 } });
  const removes = stages.find(({ name }) => name === "RemoveNodes")?.removes;
  expect(removes).toContainEqual({ kind: "instance", count: 1, detail: "t3.large" });
  expect([kind, resources]).toEqual(["node-group.update", []]);
  const calls = stages.flatMap((stage) => stage.calls.map(({ call, times }) => `${stage.name} ${call} ${times}`));
  expect(calls).toEqual(["RemoveNodes ec2:TerminateInstances 1", "ReroutePods ec2:DeleteRoute 1"]);
});

test("a group that goes is told with all that goes, and what is saved", async () => {
  const { kind, stages, resources, changePrice } = await holds({ remove: true });
  expect([kind, resources]).toEqual(["node-group.delete", []]);
  expect(stages.find(({ name }) => name === "RemoveNodes")?.removes).toEqual([
    { kind: "instance", count: 2, detail: "t3.large" },
    { kind: "network-interface", count: 2 },
    { kind: "volume", count: 2, detail: "gp3, 40 GiB" },
    { kind: "volume", count: 2, detail: "gp3, 7 GiB" },
    { kind: "placement-group", count: 1, detail: "spread" },
  ]);
  expect(changePrice?.change).toEqual({ seconds: 15, micros: 0 });
});

test.each([
  { replace: "worker" as const },
  { replace: "worker" as const, template: { machineType: "m7i.xlarge" } },
  { replace: "worker" as const, keep: true },
  { replace: "member" as const },
])("a replacement costs the machine that is there twice: %j", async (wish) => {
  const { stages, changePrice, proof } = await holds(wish);
  expect(proof?.promises).toContain(
    wish.replace === "worker"
      ? "no fewer nodes are in service than before, or than the group keeps, but for those that are lost"
      : "etcd keeps its quorum, whichever one machine is lost",
  );
  const [made, gone] = [stages.flatMap(({ makes }) => makes), stages.flatMap(({ removes }) => removes)];
  expect(made).toContainEqual(expect.objectContaining({ kind: "instance", count: 1 }));
  expect(gone.filter(({ kind }) => kind === "instance")).toHaveLength(wish.keep ? 0 : 1);
  const { before, after, change } = changePrice as NonNullable<typeof changePrice>;
  if (wish.keep) expect(after.perHourMicros).toBeGreaterThan(before.perHourMicros);
  else if (!wish.template) expect(after).toEqual(before);
  // t3.large at 83,200 micro-dollars an hour, with its disks at 8 cents a GiB and month.
  const gib = wish.replace === "worker" ? 40 + 7 : 20 + 20;
  const old = 83_200 + Math.round((80_000 * gib) / 730);
  const seconds = wish.replace === "worker" ? 155 : 210;
  expect(change.seconds).toBe(wish.keep ? 140 : seconds);
  expect(Math.abs(change.micros - (wish.keep ? 0 : (old * seconds) / 3600))).toBeLessThan(2);
});

test("a roll is told with all that comes and goes, and costs each machine that is there twice, however many rounds there are", async () => {
  const template = { machineType: "m7i.xlarge" };
  const { stages, changePrice } = await holds({ roll: 2, template });
  expect(stages.find(({ name }) => name === "LaunchMachines")?.makes).toContainEqual({
    ...{ kind: "instance", count: 2, detail: "m7i.xlarge" },
  });
  expect(stages.find(({ name }) => name === "RemoveNodes")?.removes).toContainEqual({
    ...{ kind: "instance", count: 2, detail: "t3.large" },
  });
  const inTwo = Plan.parse(await (await asking(inMemory(), { roll: 1, template }))("true"));
  expect(inTwo.stages).toEqual(stages);
  expect(changePrice?.change.seconds).toBe(155);
  expect(inTwo.changePrice).toEqual({ ...changePrice, change: { ...changePrice?.change, seconds: 310 } });
  expect(inTwo.changePrice?.change.micros).toBeGreaterThan(0);
});

test("what would be refused is refused, and nothing is begun", async () => {
  const service = inMemory();
  const taken = await asking(service, { create: { name: "default" } });
  await expect(taken("true")).rejects.toMatchObject({ name: "AlreadyExists" });
  service.write.machineLimit = 6;
  const { clusterId } = (await service.ports.state.clusters("blue", { limit: 1 })).items[0] ?? { clusterId: "" };
  const big = { ...callOf({}), query: { validateOnly: "true" as const }, params: { clusterId } };
  const body = NodeGroupSpec.parse({ name: "big", size: 9 });
  await expect(createNodeGroupOrPlan({ ...big, body }, service.write)).rejects.toMatchObject({ name: "QuotaExceeded" });
  expect(service.workflows.running()).toEqual([]);
});
