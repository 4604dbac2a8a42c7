import { expect, test } from "@jest/globals";
import { isExpected, NoCapacity } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { cancelPlaces } from "./broken.ts";
import { caller, inMemory, type Service } from "./service.ts";

const cancel = ({ ports }: Service, operationId: string) =>
  cancelOperation({ ...callOf({}), body: undefined, params: { operationId } }, ports);
const retry = ({ write }: Service, operationId: string) =>
  retryOperation({ ...callOf({}), body: undefined, params: { operationId } }, write);
const left = async ({ ports }: Service, clusterId: string) => (await ports.sweep.leftovers(clusterId)).left;
const kindsOf = (ids: string[]) => ids.map((id) => id.replace(/\/.*/, "")).sort();

/** A creation that is cancelled when its workflow makes its nth call of a port. */
const cancelledAt = async (nth: number) => {
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  let refused = false;
  let call = "";
  const { ports, calls } = withFaults(service.ports, async (made) => {
    if (made.nth !== nth) return undefined;
    call = made.name;
    await cancel(service, operation.id).catch((error: unknown) => {
      if (!isExpected(error)) throw error;
      refused = true;
    });
    return undefined;
  });
  const went = await service.run(operation, ports);
  return { service, operation, went, refused, call, calls: calls() };
};

test("wherever a creation is cancelled, it ends cancelled with nothing left, or had succeeded already", async () => {
  const { calls } = await cancelledAt(-1);
  expect(calls.length).toBeGreaterThan(80);
  let refusals = 0;
  for (const nth of cancelPlaces(calls)) {
    const { service, operation, refused, call } = await cancelledAt(nth);
    const { status } = await service.ports.state.operation(caller.tenantId, operation.id);
    const cluster = await service.ports.state.cluster(caller.tenantId, operation.clusterId);
    const seen = { nth, call, status, held: cluster.activeOperation };
    if (refused) {
      refusals += 1;
      expect(seen).toEqual({ nth, call, status: "succeeded", held: undefined });
      continue;
    }
    expect({ ...seen, state: cluster.state, left: await left(service, operation.clusterId) }).toEqual({
      ...{ nth, call, status: "cancelled", held: undefined },
      ...{ state: "failed", left: [] },
    });
    const { items: events } = await service.ports.state.events(caller.tenantId, { limit: 100 });
    const kinds = ["operation.ended", "operation.cancel-asked", "operation.asked"];
    expect({ nth, call, kinds: events.map(({ kind }) => kind) }).toEqual({ nth, call, kinds });
    expect((await service.ports.state.nodes(caller.tenantId, operation.clusterId)).items).toEqual([]);
  }
  // Once it has succeeded no call is made any more.
  expect(refusals).toBe(0);
}, 60_000);

test("a cancelled creation says who cancelled it and where it was, in its error and its events", async () => {
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  const { ports } = withFaults(service.ports, async ({ name }) => {
    if (name === "machines.launch") await cancel(service, operation.id);
    return undefined;
  });
  const went = await service.run(operation, ports);
  expect(went.states.slice(went.states.indexOf("LaunchControlPlane"))).toEqual([
    ...["LaunchControlPlane", "LaunchNodeGroups", "UndoLaunchNodeGroups", "UndoLaunchControlPlane"],
    ...["UndoReserveAddresses", "UndoCreateLoadBalancer", "UndoCreateKeys", "UndoCreateIdentities"],
    ...["UndoCreateNetwork", "HasCopied", "ReportFailure", "Failed"],
  ]);
  expect((await service.ports.state.operation(caller.tenantId, operation.id)).error).toEqual({
    code: "Cancelled",
    message: "ada cancelled the operation",
    stage: "LaunchNodeGroups",
  });
  const { items } = await service.ports.state.events(caller.tenantId, { limit: 10 });
  expect(items.map(({ kind }) => kind).reverse()).toEqual([
    "operation.asked",
    "operation.cancel-asked",
    "operation.ended",
  ]);
});

test("a stage that waits sees the cancel at its next look", async () => {
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  // The gateway never becomes available.
  const { ports } = withFaults(service.ports, async ({ name }) => {
    if (name !== "network.openEgress") return undefined;
    for (const gateway of service.world.all("natGateways")) gateway.state = "pending";
    await cancel(service, operation.id);
    return undefined;
  });
  const went = await service.run(operation, ports);
  expect(went.retries).toBeLessThan(10);
  expect((await service.ports.state.operation(caller.tenantId, operation.id)).status).toBe("cancelled");
});

test("a creation that failed or was cancelled, asked for again, is what it would have been", async () => {
  const clean = inMemory();
  const first = await clean.create({ name: "one" });
  await clean.run(first);
  const wanted = kindsOf(await left(clean, first.clusterId));
  for (const end of ["rolled-back", "failed", "cancelled"] as const) {
    const service = inMemory();
    const operation = await service.create({ name: "one" });
    const { ports } = withFaults(service.ports, async ({ name }) => {
      if (end === "cancelled" && name === "machines.launch") await cancel(service, operation.id);
      const breaks = { "rolled-back": ["kubernetes.apply"], failed: ["kubernetes.apply", "loadBalancers.remove"] };
      if (end !== "cancelled" && breaks[end].includes(name)) return { before: new NoCapacity("none to be had") };
      return undefined;
    });
    await service.run(operation, ports);
    expect((await service.ports.state.operation(caller.tenantId, operation.id)).status).toBe(end);
    const again = await retry(service, operation.id);
    expect((await service.run(again)).end).toBe("Succeed");
    expect(kindsOf(await left(service, operation.clusterId))).toEqual(wanted);
    const { items: nodes } = await service.ports.state.nodes(caller.tenantId, operation.clusterId);
    expect({ end, states: nodes.map(({ state }) => state) }).toEqual({ end, states: Array(6).fill("ready") });
    await service.run(await service.remove(operation.clusterId));
    expect(await left(service, operation.clusterId)).toEqual([]);
  }
});

test("a deletion that failed goes on when it is asked for again", async () => {
  const service = inMemory();
  const created = await service.create({ name: "one" });
  await service.run(created);
  const deletion = await service.remove(created.clusterId);
  const { ports } = withFaults(service.ports, ({ name }) =>
    name === "secrets.remove" ? { before: new Error("a bug") } : undefined,
  );
  await service.run(deletion, ports);
  expect(await left(service, created.clusterId)).not.toEqual([]);
  const again = await retry(service, deletion.id);
  expect((await service.run(again)).end).toBe("Succeed");
  expect(await left(service, created.clusterId)).toEqual([]);
});
