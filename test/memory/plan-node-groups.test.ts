import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { NodeGroupSpec, UpdateNodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import { Plan } from "#contract/plans.ts";
import { callOf } from "#core/fakes/calls.ts";
import { createNodeGroupOrPlan, updateNodeGroupOrPlan } from "#core/node-groups/change-or-plan.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { withCluster } from "./node-calls.ts";
import { add, countsOf } from "./planned-things.ts";
import { inMemory, type Service } from "./service.ts";

const first = { name: "default", size: 2, placement: "spread", dataDisks: [{ sizeGiB: 7, mountPath: "/data" }] };

type Ask = (validateOnly: "true" | "false") => Promise<Operation | Plan>;

/** What is asked of a cluster with one group of two: another group, or a change of the one. */
const asking = async (service: Service, wish: { create: object } | { update: object }): Promise<Ask> => {
  const { clusterId, nodes } = await withCluster(service, { nodeGroups: [first] });
  const { nodeGroupId } = await nodes.group();
  return (validateOnly) => {
    const call = { ...callOf({}), query: { validateOnly } };
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

/** Holds what there is after each stage against the plan. */
const holds = async (wish: { create: object } | { update: object }): Promise<Plan> => {
  const service = inMemory();
  const ask = await asking(service, wish);
  const before = JSON.stringify(Object.values(service.kept).map((things) => [...things]));
  const plan = Plan.parse(await ask("true"));
  expect(JSON.stringify(Object.values(service.kept).map((things) => [...things]))).toBe(before);

  const planned = countsOf(service.world);
  const seen: Record<string, Record<string, number>> = {};
  let last: string | undefined;
  const went = await service.run((await ask("false")) as Operation, undefined, (stage) => {
    if (last !== undefined && last !== stage) seen[last] = countsOf(service.world);
    last = stage;
  });
  seen[last ?? ""] = countsOf(service.world);
  expect(went.end).toBe("Succeed");
  expect(plan.stages.map(({ name }) => name)).toEqual(stagesOf["node-group.update"]);
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

test("a smaller group is told with what goes", async () => {
  const { stages, resources, kind } = await holds({ update: { size: 1 } });
  const removes = stages.find(({ name }) => name === "RemoveNodes")?.removes;
  expect(removes).toContainEqual({ kind: "instance", count: 1, detail: "t3.large" });
  expect([kind, resources]).toEqual(["node-group.update", []]);
  const calls = stages.flatMap((stage) => stage.calls.map(({ call, times }) => `${stage.name} ${call} ${times}`));
  expect(calls).toEqual(["RemoveNodes ec2:TerminateInstances 1", "ReroutePods ec2:DeleteRoute 1"]);
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
