import { describe, expect, test } from "@jest/globals";
import { majority } from "#core/control-plane/quorum.ts";
import { NotFound, TemporaryFailure, WrongState } from "#core/errors.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { lose } from "#core/fakes/machines.ts";
import { canGoBack } from "#core/operations/failed-end.ts";
import { callsOf, type Outcome, runBrokenAt, ways } from "./broken.ts";
import { memberPicture, membersOf, replacements } from "./member-changes.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, machines, type Service } from "./service.ts";

const outcomeOf = async ({ service, operation, went }: Outcome) => {
  const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
  return { end: went.end, status, stage: error?.stage, picture: await memberPicture(service, operation.clusterId) };
};

/** Voting members of etcd, and how many of them work. */
const quorumOf = ({ world }: Service, clusterId: string) => {
  const voters = (world.etcd.get(clusterId) ?? []).filter(({ votes }) => votes);
  const working = voters.filter(({ address }) =>
    world.of("instances", clusterId).some((one) => one.address === address && one.state === "running"),
  );
  return { voters: voters.length, spare: working.length - majority(voters.length) };
};

describe.each(Object.entries(replacements))("a member that %s", (kind, begin) => {
  test("is replaced in its zone, by a new machine with a new address; nothing is left of it", async () => {
    const service = inMemory();
    const operation = await begin(service);
    const { clusterId } = operation;
    const old = await service.ports.state.operation(caller.tenantId, operation.id);
    const before = (await service.ports.state.cluster(caller.tenantId, clusterId)).resources.members ?? [];
    const { status, error, went } = await ended(service, operation);
    expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
    expect(went.states).not.toContain("UndoLaunchMember");
    const after = (await service.ports.state.cluster(caller.tenantId, clusterId)).resources.members ?? [];
    expect(after.map(({ slot }) => slot)).toEqual(["control-plane-0", "control-plane-2", "control-plane-3"]);
    expect(after[2]?.zone).toBe(before[1]?.zone);
    expect(before.map(({ address }) => address)).not.toContain(after[2]?.address);
    const picture = await memberPicture(service, clusterId);
    const slots = ["control-plane-0", "control-plane-2", "control-plane-3"];
    expect(picture).toMatchObject({
      machines: slots.map((slot) => ({ slot, state: "running", spreadGroup: "control-plane", unschedulable: false })),
      targets: slots,
      etcd: slots.map((slot) => `${slot} true`),
      records: Array(3).fill("ready true"),
      nodes: Array(4).fill(true),
      routes: Array(4).fill(true),
      interfaces: [...Array(3).fill("load-balancer false"), "machine true", ...Array(3).fill("reservation true")],
      tokens: 0,
      counted: 4,
    });
    expect(service.world.get("instances", old.member?.nodeId ?? "")).toBeUndefined();
  });

  test("etcd has a majority after every call that is made on the way, and at no time one voter fewer to spare than it must", async () => {
    const service = inMemory();
    const operation = await begin(service);
    const seen: number[] = [];
    const { ports } = withFaults(service.ports, () => {
      const { voters, spare } = quorumOf(service, operation.clusterId);
      seen.push(spare);
      if (kind === "works") expect(voters).toBeGreaterThanOrEqual(3);
      return undefined;
    });
    await service.run(operation, ports);
    expect(Math.min(...seen)).toBe(kind === "works" ? 1 : 0);
    expect(quorumOf(service, operation.clusterId)).toEqual({ voters: 3, spare: 1 });
  });

  // One that is ill goes the way of one that is lost, and its machine ends on the way.
  for (const [way, how] of kind === "is ill" ? ways.slice(-1) : ways) {
    test(`a call that breaks once ${way} is repeated, and all is as it would have been`, async () => {
      const clean = await outcomeOf(await runBrokenAt(begin));
      expect(clean).toMatchObject({ end: "Succeed", status: "succeeded" });
      for (const place of await callsOf(begin)) {
        const outcome = await runBrokenAt(begin, { ...place, how: how(new TemporaryFailure("away")), always: false });
        expect({ ...place, ...(await outcomeOf(outcome)) }).toEqual({ ...place, ...clean });
      }
    }, 120_000);

    test(`a stage that breaks for good ${way} is undone while that is possible; asked for again, it succeeds`, async () => {
      const clean = await outcomeOf(await runBrokenAt(begin));
      for (const place of await callsOf(begin)) {
        const outcome = await runBrokenAt(begin, { ...place, how: how(new Error("a secret")), always: true });
        const { service, operation } = outcome;
        if (outcome.broken === "state.finishOperation" && way.startsWith("after")) continue;
        const { status, picture } = await outcomeOf(outcome);
        const record = await service.ports.state.operation(caller.tenantId, operation.id);
        expect({ ...place, status, text: JSON.stringify(record).includes("a secret") }).toEqual({
          ...{ ...place, text: false },
          status: canGoBack(record, place.stage) ? "rolled-back" : "failed",
        });
        expect(quorumOf(service, operation.clusterId).spare).toBeGreaterThanOrEqual(0);
        if (canGoBack(record, place.stage)) {
          // Whoever was lost has left; the new one has left no trace.
          expect({ ...place, machines: picture.machines.map(({ slot }) => slot) }).toEqual({
            ...{ ...place, machines: expect.not.arrayContaining(["control-plane-3"]) },
          });
          expect(picture.members).toHaveLength(3);
          expect(picture.etcd.filter((member) => !member.startsWith("nobody"))).toHaveLength(picture.machines.length);
          expect(picture.tokens).toBe(0);
          if (kind === "works") expect({ ...place, etcd: picture.etcd.length }).toEqual({ ...place, etcd: 3 });
        }
        await goOn(service, operation.clusterId, record.member?.nodeId ?? "");
        const after = await memberPicture(service, operation.clusterId);
        expect({ ...place, etcd: after.etcd, targets: after.targets, members: after.members.length }).toEqual({
          ...{ ...place, etcd: clean.picture.etcd, targets: clean.picture.targets, members: 3 },
        });
        expect({ ...place, interfaces: after.interfaces }).toEqual({ ...place, interfaces: clean.picture.interfaces });
      }
    }, 120_000);
  }

  test("each stage, run twice in a row, does what it does once", async () => {
    const clean = await outcomeOf(await runBrokenAt(begin));
    const service = inMemory();
    const operation = await begin(service);
    const { States } = machines["replace-member"] as (typeof machines)[string];
    const twice = Object.keys(States).filter((name) => States[name]?.Type === "Task" && name !== "FinishReplacement");
    const went = await service.run(operation, service.ports, undefined, new Set(twice));
    expect(await outcomeOf({ service, operation, went, calls: new Map(), broken: undefined })).toEqual(clean);
  });
});

/** Asks for the same again, unless the member has gone already. */
const goOn = async (service: Service, clusterId: string, nodeId: string): Promise<void> => {
  try {
    const operation = await nodesOf(service, clusterId).replace(nodeId);
    expect((await ended(service, operation)).status).toBe("succeeded");
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
};

test("a member that works is not replaced while another one does not; nobody is when the quorum is gone", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service, { nodeGroups: [{ name: "default", size: 1 }] });
  const [one, two, three] = membersOf(service, clusterId);
  lose(service.world, two?.id ?? "", service.ports.clock.now());
  // Nobody has looked yet: the call is taken, and the workflow sees it.
  const unseen = await ended(service, await nodes.replace(one?.id ?? ""));
  expect(unseen).toMatchObject({ status: "rolled-back", error: { code: "WrongState", stage: "PlanMember" } });
  const record = service.kept.nodes.get(two?.id ?? "");
  if (record) record.state = "not-ready";
  await expect(nodes.replace(one?.id ?? "")).rejects.toThrow(WrongState);
  await expect(nodes.replace(one?.id ?? "")).rejects.toThrow(`replace ${two?.id} first`);
  const other = service.kept.nodes.get(three?.id ?? "");
  if (other) other.state = "not-ready";
  await expect(nodes.replace(two?.id ?? "")).rejects.toThrow("restored from a snapshot");
});

test("two lost of five leave etcd together, and are replaced one after the other", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service, {
    controlPlane: { machines: 5 },
    nodeGroups: [{ name: "default", size: 1 }],
  });
  const lost = membersOf(service, clusterId)
    .slice(1, 3)
    .map(({ id }) => id);
  for (const id of lost) lose(service.world, id, service.ports.clock.now());
  for (const id of lost) expect((await ended(service, await nodes.replace(id))).error).toBeUndefined();
  expect(quorumOf(service, clusterId)).toEqual({ voters: 5, spare: 2 });
  expect((await memberPicture(service, clusterId)).targets).toHaveLength(5);
});

test("a budget that keeps a pod on the old member gives it back to service, and is named", async () => {
  const service = inMemory();
  const operation = await replacements.works(service);
  const nodes = nodesOf(service, operation.clusterId);
  await nodes.budget("dns", "dns", 0);
  const { status, error } = await ended(service, operation);
  expect({ status, code: error?.code, message: error?.message }).toMatchObject({
    ...{ status: "rolled-back", code: "DrainBlocked", message: expect.stringContaining("default/dns") },
  });
  const picture = await memberPicture(service, operation.clusterId);
  expect(picture.etcd).toEqual(["control-plane-0 true", "control-plane-1 true", "control-plane-2 true"]);
  expect(picture.machines.map(({ unschedulable }) => unschedulable)).toEqual([false, false, false]);
  expect(picture.targets).toHaveLength(3);
});

test("one that an operation could not take back is a member more, and a replacement of another takes nobody in", async () => {
  const service = inMemory();
  const operation = await replacements.works(service);
  const { clusterId } = operation;
  const { ports } = withFaults(service.ports, ({ name }) =>
    ["loadBalancers.targets", "machines.terminateOnly"].includes(name) ? { before: new Error("a bug") } : undefined,
  );
  await service.run(operation, ports);
  const failed = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(failed.error?.message).toMatch(/not undone: LaunchMember, ReserveMember; ask for the same again to go on$/);
  expect(membersOf(service, clusterId)).toHaveLength(4);
  const left = membersOf(service, clusterId).find(({ slot }) => slot === "control-plane-3");
  const again = await ended(service, await nodesOf(service, clusterId).replace(left?.id ?? ""));
  expect(again.error).toBeUndefined();
  expect(membersOf(service, clusterId).map(({ slot }) => slot)).toEqual([
    "control-plane-0",
    "control-plane-1",
    "control-plane-2",
  ]);
  expect(quorumOf(service, clusterId)).toEqual({ voters: 3, spare: 1 });
});

test("a cluster whose members were replaced is deleted whole", async () => {
  const service = inMemory();
  const operation = await replacements["is lost"](service);
  await service.run(operation);
  const gone = await service.remove(operation.clusterId);
  expect((await service.run(gone)).end).toBe("Succeed");
  expect((await service.ports.sweep.leftovers(operation.clusterId)).left).toEqual([]);
});
