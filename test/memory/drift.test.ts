import { expect, test } from "@jest/globals";
import { InvalidInput, TemporaryFailure } from "#core/errors.ts";
import { ada } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { compared } from "./drifting.ts";
import { expectAtRest } from "./node-rest.ts";
import { isOf } from "./watching.ts";

test("a cluster that nobody has touched says so once", async () => {
  const { look, drift, service, watching, clusterId } = await compared();
  expect(await look()).toEqual({ outcome: "noted" });
  expect(await drift()).toMatchObject({ is: "false" });
  const before = await watching.cluster(clusterId);
  expect(await look()).toEqual({ outcome: "as it was" });
  expect(await watching.cluster(clusterId)).toEqual(before);
  const { items } = await service.ports.state.events(ada.tenantId, { limit: 10 });
  expect(items.map(({ kind }) => kind)).not.toContain("cluster.health");
});

test("a rule, a target, a route and a tag are put back by an operation that says why; what was added stays", async () => {
  const { look, drift, service, watching, clusterId, world, nodes, group, targets, table } = await compared();
  const [subnet] = world.of("subnets", clusterId);
  const count = world.of("subnets", clusterId).length;
  const wanted = [...targets.targets];
  group.rules = ["a friend"];
  targets.targets = [...targets.targets.slice(1), "10.0.9.9"];
  table.egress = false;
  world.lostTags.set(subnet?.id ?? "", "role");
  expect(await look()).toMatchObject({ outcome: "mending" });
  const operation = await watching.held(clusterId);
  expect(operation).toMatchObject({
    ...{ kind: "cluster.mend", requestedBy: "system:kubewright", reason: { code: "DriftDetected" } },
  });
  for (const part of [
    `security group ${group.id} lacks everything inside`,
    `the load balancer does not send to ${wanted[0]}`,
    "the way out of the private subnets is missing",
    `subnet ${subnet?.id} has lost its tag kubewright:role`,
  ])
    expect(operation.reason?.message).toContain(part);
  expect(operation.reason?.message).not.toContain("a friend");
  expect((await drift())?.message).toContain(`security group ${group.id} also lets in a friend`);

  expect((await service.run(operation)).end).toBe("Succeed");
  expect(group.rules.toSorted()).toEqual(["a friend", "everything inside"]);
  expect(targets.targets.toSorted()).toEqual([...wanted, "10.0.9.9"].sort());
  expect(table.egress).toBe(true);
  expect(world.of("subnets", clusterId)).toHaveLength(count);
  expect(await look()).toEqual({ outcome: "noted" });
  expect((await drift())?.message).toBe(
    `security group ${group.id} also lets in a friend; the load balancer also sends to 10.0.9.9`,
  );
  await expectAtRest(service, clusterId, nodes);
  const { items } = await service.ports.state.events(ada.tenantId, { limit: 5 });
  expect(items.map(({ kind }) => kind)).toContain("cluster.health");
});

test("without the cluster's tag nothing is touched, beside it neither, and the id is told", async () => {
  const { look, drift, world, group, clusterId, watching } = await compared();
  group.rules = [];
  const [vpc] = world.of("vpcs", clusterId);
  world.lostTags.set(vpc?.id ?? "", "cluster");
  expect(await look()).toEqual({ outcome: "noted" });
  expect((await drift())?.message).toContain(`vpc ${vpc?.id} has lost its tag kubewright:cluster`);
  expect((await watching.cluster(clusterId)).activeOperation).toBeUndefined();
  world.lostTags.clear();
  expect(await look()).toMatchObject({ outcome: "mending" });
});

test("a tag that goes between the look and the mending stops it before anything is made a second time", async () => {
  const { look, world, group, clusterId, watching, service } = await compared();
  group.rules = [];
  await look();
  const [vpc] = world.of("vpcs", clusterId);
  world.lostTags.set(vpc?.id ?? "", "cluster");
  const operation = await watching.held(clusterId);
  expect((await service.run(operation)).end).toBe("Fail");
  world.lostTags.clear();
  expect(world.of("vpcs", clusterId)).toHaveLength(1);
  const { status, error } = await service.ports.state.operation(ada.tenantId, operation.id);
  expect({ status, error }).toMatchObject({
    status: "failed",
    error: {
      code: new InvalidInput("").code,
      stage: "RestoreMarks",
      message: expect.stringContaining("is looked for again"),
    },
  });
  expect((await watching.cluster(clusterId)).state).toBe("running");
});

test("a machine and an interface that carry the tag and are nobody's are told of, and left alone", async () => {
  const { look, drift, world, clusterId, nodes } = await compared();
  const [known] = nodes.machines();
  const { id: _, clusterId: __, ...like } = known ?? ({} as never);
  const machine = world.add("instances", clusterId, { ...like, slot: "stray" });
  const link = world.add("networkInterfaces", clusterId, {
    slot: "stray",
    owner: "machine",
    address: "10.0.9.8",
    subnetId: "",
  });
  expect(await look()).toEqual({ outcome: "noted" });
  const { message } = (await drift()) ?? {};
  for (const id of [machine.id, link.id]) expect(message).toContain(id);
  expect(world.get("instances", machine.id)).toBeDefined();
});

test("what somebody undoes each time is mended three times an hour and no more", async () => {
  const { look, drift, group, clusterId, watching, service } = await compared();
  for (let round = 0; round < 3; round++) {
    group.rules = [];
    expect(await look()).toMatchObject({ outcome: "mending" });
    await service.run(await watching.held(clusterId));
  }
  group.rules = [];
  expect(await look()).toEqual({ outcome: "as it was" });
  expect((await drift())?.is).toBe("true");
  for (let i = 0; i < 3600; i++) watching.now();
  expect(await look()).toMatchObject({ outcome: "mending" });
});

test("a busy cluster is left alone, and drift is no illness", async () => {
  const { look, group, clusterId, watching, nodes, service } = await compared();
  await watching.tick();
  const busy = await nodes.drain(nodes.machines()[0]?.id ?? "");
  group.rules = ["a friend", ...group.rules];
  expect(await look()).toEqual({ outcome: "busy" });
  await service.run(busy);
  await look();
  const cluster = await watching.cluster(clusterId);
  expect({ state: cluster.state, is: isOf(cluster)["DriftDetected"] }).toEqual({
    state: "running",
    is: "true ChangedByHand",
  });
});

test("a call of the mending that breaks once, before or after it is done, is repeated", async () => {
  const spoil = async (where?: { nth: number; way: "before" | "after" }) => {
    const { look, group, targets, table, clusterId, watching, service, world } = await compared();
    const wanted = [...targets.targets];
    group.rules = [];
    targets.targets = [];
    table.egress = false;
    world.lostTags.set(world.of("subnets", clusterId)[0]?.id ?? "", "role");
    await look();
    const { ports, calls } = withFaults(service.ports, ({ nth }) => {
      if (where?.nth !== nth) return undefined;
      const error = new TemporaryFailure("away");
      return where.way === "before" ? { before: error } : { after: error };
    });
    const { end } = await service.run(await watching.held(clusterId), ports);
    const is = { end, targets: targets.targets.toSorted(), rules: group.rules, egress: table.egress };
    expect({ ...where, ...is }).toEqual({
      ...{ ...where, end: "Succeed", targets: wanted.toSorted(), rules: ["everything inside"], egress: true },
    });
    return calls().length;
  };
  const count = await spoil();
  for (let nth = 0; nth < count; nth += 3) for (const way of ["before", "after"] as const) await spoil({ nth, way });
}, 60_000);
