import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { CreateCluster } from "#contract/clusters.ts";
import { machineTypes } from "#contract/machine-types.ts";
import { Plan } from "#contract/plans.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { callOf } from "#core/fakes/calls.ts";
import { createStages } from "#core/operations/stages.ts";
import { add, countsOf } from "./planned-things.ts";
import { caller, inMemory, type Service } from "./service.ts";

const planOf = ({ write }: Service, body: unknown) =>
  planCluster({ ...callOf({}), body: CreateCluster.parse(body) }, write);

const disk = fc.record({ sizeGiB: fc.integer({ min: 1, max: 60 }), mountPath: fc.constantFrom("/a", "/b", "/c") });
const group = fc
  .record({
    machineType: fc.constantFrom(...machineTypes),
    size: fc.nat(4),
    diskGiB: fc.integer({ min: 20, max: 60 }),
    dataDisks: fc.uniqueArray(disk, { maxLength: 3, selector: ({ mountPath }) => mountPath }),
    spot: fc.boolean(),
    place: fc.constantFrom<object>(
      { placement: "any" },
      { placement: "spread" },
      { placement: "partition", zones: ["us-east-1a", "us-east-1c"] },
      { placement: "cluster", zones: ["us-east-1b"] },
    ),
  })
  .map(({ place, ...given }) => ({ ...given, ...place }));
const body = fc
  .record({
    machines: fc.constantFrom(3, 5),
    machineType: fc.constantFrom(...machineTypes),
    etcdDiskGiB: fc.integer({ min: 10, max: 40 }),
    groups: fc.array(group, { maxLength: 3 }),
  })
  .map(({ groups, ...controlPlane }) => ({
    name: "one",
    controlPlane,
    nodeGroups: groups.map((given, i) => ({ name: `g${i}`, ...given })),
  }));

test("whatever is asked for, what there is after each stage is what the plan says", async () => {
  await fc.assert(
    fc.asyncProperty(body, async (asked) => {
      const service = inMemory();
      const plan = Plan.parse(await planOf(service, asked));
      const planned: Record<string, number> = {};
      const seen: Record<string, Record<string, number>> = {};
      let before: string | undefined;
      const operation = await service.create(asked);
      const went = await service.run(operation, undefined, (stage) => {
        if (before !== undefined && before !== stage) seen[before] = countsOf(service.world);
        before = stage;
      });
      expect(went.end).toBe("Succeed");
      seen[before ?? ""] = countsOf(service.world);
      expect(plan.stages.map(({ name }) => name)).toEqual(createStages(false));
      for (const { name, makes, removes } of plan.stages) {
        add(planned, makes, 1);
        add(planned, removes, -1);
        // Without machines of the group's there is nothing to await, and the stage is not run.
        if (seen[name]) expect({ name, ...seen[name] }).toEqual({ name, ...planned });
      }
      const atTheEnd: Record<string, number> = {};
      add(atTheEnd, plan.resources, 1);
      expect(countsOf(service.world)).toEqual(atTheEnd);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test("zones that a node group names are in the plan, as many as a cluster has", async () => {
  const service = inMemory();
  const zones = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"];
  const { resources } = await planOf(service, { name: "one", nodeGroups: [{ name: "g", zones: zones.slice(1, 3) }] });
  expect(resources).toContainEqual({ kind: "subnet", count: 6 });
  const refused = planOf(service, { name: "one", nodeGroups: [{ name: "g", zones }] });
  await expect(refused).rejects.toMatchObject({ name: "InvalidInput" });
});

test("a plan writes nothing and makes nothing", async () => {
  const service = inMemory();
  await service.create({ name: "other" });
  const before = JSON.stringify(Object.values(service.kept).map((things) => [...things]));
  await planOf(service, { name: "one" });
  expect(JSON.stringify(Object.values(service.kept).map((things) => [...things]))).toBe(before);
  expect(service.world.all("vpcs")).toEqual([]);
  expect(service.workflows.running()).toHaveLength(1);
});

test("what would be refused is refused", async () => {
  const service = inMemory();
  await service.create({ name: "one" });
  await expect(planOf(service, { name: "one" })).rejects.toMatchObject({ name: "AlreadyExists" });
  const network = { podCidr: "100.64.0.0/10" };
  const big = { name: "big", network, nodeGroups: Array.from({ length: 5 }, (_, i) => ({ name: `g${i}`, size: 100 })) };
  await expect(planOf(service, big)).rejects.toMatchObject({ name: "QuotaExceeded" });
  const full = { ...service.write, clusterLimit: 1 };
  const call = { ...callOf({}), body: CreateCluster.parse({ name: "two" }) };
  await expect(planCluster(call, full)).rejects.toMatchObject({ name: "QuotaExceeded" });
  await expect(planCluster({ ...call, caller: { ...caller, tenantId: "red" } }, full)).resolves.toMatchObject({
    clusterName: "two",
  });
});
