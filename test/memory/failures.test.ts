import { expect, test } from "@jest/globals";
import { NoCapacity, TemporaryFailure } from "#core/errors.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { callsOf, type Outcome, runBrokenAt, stateOf, ways } from "./broken.ts";
import { caller, inMemory, machines, type Service } from "./service.ts";

const secret = "a secret in the text of a bug";

const begin = {
  create: async (service: Service) => service.create({ name: "one" }),
  delete: async (service: Service) => {
    const created = await service.create({ name: "one" });
    await service.run(created);
    return service.remove(created.clusterId);
  },
};

const runBroken = (kind: keyof typeof begin, where?: Parameters<typeof runBrokenAt>[1]): Promise<Outcome> =>
  runBrokenAt(begin[kind], where);
const everyCall = (kind: keyof typeof begin) => callsOf(begin[kind]);

for (const [way, how] of ways) {
  test(`create: a call that breaks once ${way} is repeated, and the cluster is what it would have been`, async () => {
    const clean = (await stateOf(await runBroken("create"))).left.map((id) => id.replace(/\/.*/, "")).sort();
    for (const place of await everyCall("create")) {
      const outcome = await runBroken("create", { ...place, how: how(new TemporaryFailure("away")), always: false });
      const { cluster, operation, left } = await stateOf(outcome);
      const seen = { ...place, end: outcome.went.end, state: cluster.state, status: operation.status };
      expect(seen).toEqual({ ...place, end: "Succeed", state: "running", status: "succeeded" });
      expect({ ...place, left: left.map((id) => id.replace(/\/.*/, "")).sort() }).toEqual({ ...place, left: clean });
    }
  });

  test(`create: a stage that breaks for good ${way} is undone with all before it, and nothing is left`, async () => {
    for (const place of await everyCall("create")) {
      const outcome = await runBroken("create", { ...place, how: how(new Error(secret)), always: true });
      const { cluster, operation, left } = await stateOf(outcome);
      // The last write of all had its effect: what answered was lost, and the cluster is the caller's.
      if (outcome.broken === "state.finishOperation" && way.startsWith("after")) {
        expect({ ...place, state: cluster.state }).toEqual({ ...place, state: "running" });
        continue;
      }
      const seen = { ...place, state: cluster.state, status: operation.status, stage: operation.error?.stage, left };
      expect(seen).toEqual({ ...place, state: "failed", status: "rolled-back", stage: place.stage, left: [] });
      expect(cluster.activeOperation).toBeUndefined();
      const { items: events } = await outcome.service.ports.state.events(caller.tenantId, { limit: 100 });
      expect(JSON.stringify([operation, cluster, events])).not.toContain(secret);
      const told = events.map(({ kind, stage }) => [kind, ...(stage ? [stage] : [])].join(" ")).reverse();
      expect({ ...place, told }).toEqual({
        ...place,
        told: ["operation.asked", `stage.failed ${place.stage}`, "operation.ended"],
      });
    }
  });

  test(`delete: a call that breaks once ${way} is repeated, and nothing is left`, async () => {
    for (const place of await everyCall("delete")) {
      const outcome = await runBroken("delete", { ...place, how: how(new TemporaryFailure("away")), always: false });
      const { cluster, operation, left } = await stateOf(outcome);
      expect({ ...place, state: cluster.state, status: operation.status, left }).toEqual({
        ...place,
        state: "deleted",
        status: "succeeded",
        left: [],
      });
    }
  });

  test(`delete: a stage that breaks for good ${way} says so, and delete may be called again`, async () => {
    for (const place of await everyCall("delete")) {
      const outcome = await runBroken("delete", { ...place, how: how(new Error(secret)), always: true });
      const { service, operation } = outcome;
      const before = await stateOf(outcome);
      if (before.cluster.state !== "deleted") {
        expect({ ...place, state: before.cluster.state, status: before.operation.status }).toEqual({
          ...place,
          state: "failed",
          status: "failed",
        });
        const again = await service.remove(operation.clusterId);
        expect((await service.run(again)).end).toBe("Succeed");
      }
      const { cluster, left } = await stateOf(outcome);
      expect({ ...place, state: cluster.state, left }).toEqual({ ...place, state: "deleted", left: [] });
    }
  });
}

test("undoing runs in reverse from the stage that failed, and names the failure", async () => {
  const outcome = await runBroken("create", {
    stage: "LaunchNodeGroups",
    nth: 3,
    how: { before: new NoCapacity("no t3.large in us-east-1a") },
    always: true,
  });
  expect(outcome.broken).toBe("machines.launch");
  const { states } = outcome.went;
  expect(states.slice(states.indexOf("LaunchNodeGroups"))).toEqual([
    "LaunchNodeGroups",
    "UndoLaunchNodeGroups",
    "UndoLaunchControlPlane",
    "UndoReserveAddresses",
    "UndoCreateLoadBalancer",
    "UndoCreateKeys",
    "UndoCreateIdentities",
    "UndoCreateNetwork",
    "HasCopied",
    "ReportFailure",
    "Failed",
  ]);
  const { operation } = await stateOf(outcome);
  expect(operation.error).toEqual({
    code: "NoCapacity",
    message: "no t3.large in us-east-1a",
    stage: "LaunchNodeGroups",
  });
  expect(operation.stages.map(({ status }) => status)).toEqual([
    "succeeded",
    ...Array(5).fill("undone"),
    "succeeded",
    "undone",
    "undone",
    ...Array(6).fill("pending"),
  ]);
});

test("an undo that fails too does not stop the others; the operation says what may be left, and delete clears it", async () => {
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  const { ports } = withFaults(service.ports, ({ name }) =>
    ["kubernetes.apply", "loadBalancers.remove", "secrets.remove"].includes(name)
      ? { before: new Error(secret) }
      : undefined,
  );
  const went = await service.run(operation, ports);
  const { error, status } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(went.states).toContain("UndoCreateNetwork");
  expect({ status, message: error?.message }).toEqual({
    status: "failed",
    message:
      "the stage failed unexpectedly; not undone: CreateLoadBalancer, CreateKeys, CreateNetwork; delete the cluster to clear it away",
  });
  expect((await service.ports.sweep.leftovers(operation.clusterId)).left).not.toEqual([]);
  await service.run(await service.remove(operation.clusterId));
  expect((await service.ports.sweep.leftovers(operation.clusterId)).left).toEqual([]);
});

test("a machine whose boot fails is told of in its own words, and everything is undone", async () => {
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  await service.run(operation, service.ports, (stage) => {
    // The way out is closed again before the machines boot.
    if (stage === "AwaitMachines") for (const table of service.world.all("routeTables")) table.egress = false;
  });
  const { error, status } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect({ status, code: error?.code, stage: error?.stage }).toEqual({
    status: "rolled-back",
    code: "BootFailed",
    stage: "AwaitMachines",
  });
  expect(error?.message).toMatch(/reaches no AWS API$/);
  expect((await service.ports.sweep.leftovers(operation.clusterId)).left).toEqual([]);
});

test("each stage, run twice in a row, does what it does once", async () => {
  const once = await stateOf(await runBroken("create"));
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  const { States } = machines["create-cluster"] as (typeof machines)[string];
  const repeatable = Object.keys(States).filter((name) => States[name]?.Type === "Task" && name !== "ActivateCluster");
  const went = await service.run(operation, service.ports, undefined, new Set(repeatable));
  expect(went.end).toBe("Succeed");
  const twice = await stateOf({ service, operation, went, calls: new Map(), broken: undefined });
  const kindsOf = (left: string[]) => left.map((id) => id.replace(/\/.*/, "")).sort();
  expect(kindsOf(twice.left)).toEqual(kindsOf(once.left));
  expect(twice.operation.status).toBe("succeeded");
});
