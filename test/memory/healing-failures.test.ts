import { expect, test } from "@jest/globals";
import { TemporaryFailure } from "#core/errors.ts";
import { type Break, withFaults } from "#core/fakes/faults.ts";
import { fakeHealth } from "#core/fakes/health.ts";
import { lose } from "#core/fakes/machines.ts";
import { machineChanged } from "#core/healing/machine-changed.ts";
import { watchClusters } from "#core/healing/watch-clusters.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { settle } from "#core/operations/settle.ts";
import { callsOf, runBrokenAt, ways } from "./broken.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { ended, expectAtRest } from "./node-rest.ts";
import { caller, type Service } from "./service.ts";
import { watched } from "./watching.ts";

/** A cluster with a machine that is gone, or is taken back, of which the cloud tells; a call of a port breaks on the way. */
const told = async (kind: "state" | "spot-notice", nth: number, how: Break) => {
  const watching = watched();
  const { clusterId, nodes } = await withCluster(watching.service);
  const [machine] = nodes.machines();
  const instanceId = machine?.id ?? "";
  if (kind === "state") watching.kill(instanceId);
  let broken = "";
  const { ports, calls } = withFaults(watching.watch, (call) => {
    if (call.nth !== nth) return undefined;
    broken = call.name;
    return how;
  });
  const event = { instanceId, kind, at: watching.now() };
  await machineChanged(event, ports).catch((error: unknown) => {
    if (!(error instanceof TemporaryFailure)) throw error;
  });
  return { watching, clusterId, nodes, instanceId, event, broken, calls: calls().length };
};

for (const kind of ["state", "spot-notice"] as const)
  for (const [way, how] of ways)
    test(`${kind}: whichever call breaks ${way}, the machine is replaced once, by the next look at the latest`, async () => {
      const fault = how(new TemporaryFailure("away"));
      const { calls } = await told(kind, -1, fault);
      expect(calls).toBeGreaterThan(12);
      for (let nth = 0; nth < calls; nth++) {
        const { watching, clusterId, nodes, instanceId, event, broken } = await told(kind, nth, fault);
        const { service, watch, repairs, held } = watching;
        expect(repairs().length).toBeLessThanOrEqual(1);
        // What looks after it all: EventBridge tries again, the minute's ticks come.
        await machineChanged(event, watch);
        await watchClusters(undefined, watch);
        for (const operation of await watch.state.openOperations()) await settle(operation, watch);
        expect({ broken, repairs: repairs().length, started: service.workflows.running().length }).toEqual({
          ...{ broken, repairs: 1, started: 1 },
        });
        expect((await ended(service, await held(clusterId))).status).toBe("succeeded");
        await watchClusters(undefined, watch);
        await expectAtRest(service, clusterId, nodes);
        expect(nodes.machines().map(({ id }) => id)).not.toContain(instanceId);
        expect({ broken, repairs: repairs().length }).toEqual({ broken, repairs: 1 });
      }
    }, 120_000);

test("two that look at the same time begin one repair", async () => {
  const { watching, nodes } = await told("state", 0, { before: new TemporaryFailure("away") });
  const results = await Promise.all([watching.tick(), watching.tick(), watching.tick()]);
  expect(watching.repairs()).toHaveLength(1);
  expect(results.flat().filter((one) => !(one instanceof Error) && one.outcome === "repair")).toHaveLength(1);
  expect((await nodes.group()).repairedAt).toHaveLength(1);
});

test("a cluster that cannot be looked at keeps no other waiting", async () => {
  const watching = watched();
  const one = await withCluster(watching.service);
  const other = await watching.service.create({ name: "other" });
  await watching.service.run(other);
  let isFirst = true;
  const { ports } = withFaults(watching.watch, ({ name }) => {
    if (name !== "secrets.keys" || !isFirst) return undefined;
    isFirst = false;
    return { before: new TemporaryFailure("throttled") };
  });
  const results = await watchClusters(undefined, ports);
  expect(results.map(({ result }) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(results).toHaveLength(2);
  expect(one.clusterId).not.toBe(other.clusterId);
});

test("the cloud is asked once for the machines of all clusters of a page; where it does not answer, they wait for the next look", async () => {
  const watching = watched();
  await withCluster(watching.service);
  await watching.service.run(await watching.service.create({ name: "other" }));
  const asked = (fault?: Error) => {
    const { ports, calls } = withFaults(watching.watch, ({ name }) =>
      fault && name === "machines.listEach" ? { before: fault } : undefined,
    );
    return { ports, names: () => calls().filter((name) => name.startsWith("machines.")) };
  };
  const well = asked();
  const seen = await watchClusters(undefined, well.ports);
  expect(seen.map(({ result }) => result.status)).toEqual(["fulfilled", "fulfilled"]);
  expect(well.names()).toEqual(["machines.listEach"]);
  const away = asked(new TemporaryFailure("throttled"));
  const unseen = await watchClusters(undefined, away.ports);
  expect(unseen.map(({ result }) => result.status)).toEqual(["rejected", "rejected"]);
  expect(unseen.map(({ metered }) => metered?.status ?? "fulfilled")).toEqual(["fulfilled", "fulfilled"]);
  expect(away.names()).toEqual(["machines.listEach"]);
});

/** A machine that has ended is replaced, as a caller may ask too. */
const replaceLost = (kind: "lost" | "taken back") => async (service: Service) => {
  const { clusterId, nodes } = await withCluster(service, { nodeGroups: [{ name: "default", size: 2 }] });
  const [machine] = nodes.machines();
  const instanceId = machine?.id ?? "";
  const health = fakeHealth(service.kept);
  const { state, clock, machines, secrets, kubernetes } = service.ports;
  const watch = {
    ...{ state, clock, machines, secrets, kubernetes, health },
    workflows: service.workflows,
    machineLimit: 500,
  };
  if (kind === "lost") lose(service.world, instanceId, clock.now());
  const event = { instanceId, kind: kind === "lost" ? "state" : "spot-notice", at: clock.now() } as const;
  const result = await machineChanged(event, watch);
  if (result?.outcome !== "repair") throw new Error(`no repair was begun on ${clusterId}`);
  return operationView(await state.operation(caller.tenantId, result.operationId));
};

for (const kind of ["lost", "taken back"] as const)
  for (const [way, how] of ways)
    test(`${kind}: a call of the repair that breaks once ${way} is repeated, and nothing is left`, async () => {
      const begin = replaceLost(kind);
      for (const place of await callsOf(begin)) {
        const { service, operation, went } = await runBrokenAt(begin, {
          ...{ ...place, how: how(new TemporaryFailure("away")), always: false },
        });
        const { clusterId } = operation;
        const nodes = nodesOf(service, clusterId);
        expect({ ...place, end: went.end, machines: nodes.machines().length }).toEqual({
          ...{ ...place, end: "Succeed", machines: 2 },
        });
        const ids = nodes.machines().map(({ id }) => id);
        expect((await nodes.records()).map(({ nodeId }) => nodeId).sort()).toEqual([...ids].sort());
        const known = (await (await nodes.api()).nodes()).map(({ providerId }) => providerId.split("/").at(-1) ?? "");
        expect({ ...place, known: known.filter((id) => service.world.get("instances", id)).length }).toEqual({
          ...{ ...place, known: known.length },
        });
        expect(service.world.of("volumes", clusterId)).toHaveLength(8);
      }
    }, 120_000);
