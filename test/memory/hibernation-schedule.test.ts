import { expect, test } from "@jest/globals";
import { UpdateCluster } from "#contract/clusters.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import { callOf } from "#core/fakes/calls.ts";
import { followSchedule } from "#core/hibernation/follow-schedule.ts";
import { switchCluster } from "#core/hibernation/switch-cluster.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";

const times = { sleep: "0 20 * * *", wake: "0 7 * * *", timeZone: "UTC" };

/** A cluster with a schedule, and a clock that is set. */
const scheduled = async (service: Service) => {
  const { clusterId } = await withCluster(service, { nodeGroups: [{ name: "default", size: 1 }] }, false);
  let now = "2026-01-05T12:00:00.000Z";
  const ports = { ...service.ports, workflows: service.workflows, clock: { now: () => now } };
  const params = { clusterId };
  const update = (body: object) => updateCluster(callOf({ params, body: UpdateCluster.parse(body) }), ports);
  await update({ hibernation: times });
  return {
    ...{ clusterId, update, ports },
    view: () => viewCluster(callOf({ params }), ports),
    follow: () => followSchedule({ tenantId: caller.tenantId, clusterId }, ports),
    at(moment: string) {
      now = moment;
    },
  };
};

test("in the evening it is put to sleep by the service, once, and in the morning woken; the view says when", async () => {
  const service = inMemory();
  const { follow, at, view } = await scheduled(service);
  expect((await view()).hibernation).toEqual({
    ...times,
    ...{ nextSleepAt: "2026-01-05T20:00:00.000Z", nextWakeAt: "2026-01-06T07:00:00.000Z" },
  });
  expect(await follow()).toBeUndefined();
  at("2026-01-05T20:03:00.000Z");
  const asleep = await follow();
  expect(asleep).toMatchObject({ kind: "cluster.hibernate", requestedBy: "system:kubewright" });
  expect(await follow()).toBeUndefined();
  if (asleep) expect((await ended(service, asleep)).status).toBe("succeeded");
  expect(await view()).toMatchObject({ state: "hibernated", hibernatedFrom: asleep?.backupId });
  expect(await follow()).toBeUndefined();
  // The service was away in the morning, and the cluster is woken when it is back.
  at("2026-01-06T09:00:00.000Z");
  const awake = await follow();
  expect(awake).toMatchObject({ kind: "cluster.wake" });
  if (awake) expect((await ended(service, awake)).status).toBe("succeeded");
  expect(await follow()).toBeUndefined();
  const events = (await service.ports.state.events(caller.tenantId, { limit: 50 })).items;
  expect(events.map(({ message }) => message)).toContain("hibernation: sleep 0 20 * * *, wake 0 7 * * *, UTC");
});

test("whoever wakes it at night has it awake until the next evening", async () => {
  const service = inMemory();
  const { clusterId, follow, at, ports } = await scheduled(service);
  at("2026-01-05T20:00:00.000Z");
  const asleep = await follow();
  if (asleep) await ended(service, asleep);
  at("2026-01-05T23:00:00.000Z");
  const write = { ...service.write, clock: ports.clock };
  await ended(service, await switchCluster("cluster.wake")(callOf({ params: { clusterId } }), write));
  for (const moment of ["2026-01-05T23:30:00.000Z", "2026-01-06T08:00:00.000Z", "2026-01-06T19:59:00.000Z"]) {
    at(moment);
    expect(await follow()).toBeUndefined();
  }
  at("2026-01-06T20:00:00.000Z");
  expect(await follow()).toMatchObject({ kind: "cluster.hibernate" });
});

test("what the service has tried in vain is tried again after half an hour", async () => {
  const service = inMemory();
  const { follow, at, ports } = await scheduled(service);
  at("2026-01-05T20:00:00.000Z");
  const first = await follow();
  if (first)
    await service.run(first, {
      ...{ ...ports, etcdSnapshots: { save: () => Promise.reject(new Error("broken")) } },
    });
  at("2026-01-05T20:29:00.000Z");
  expect(await follow()).toBeUndefined();
  at("2026-01-05T20:31:00.000Z");
  const second = await follow();
  expect(second).toMatchObject({ kind: "cluster.hibernate" });
  expect(second?.id).not.toBe(first?.id);
});

test("the same schedule again is the same; one that is taken away asks for nothing any more", async () => {
  const service = inMemory();
  const { follow, at, update, view } = await scheduled(service);
  const { rev } = await view();
  expect((await update({ hibernation: times })).rev).toBe(rev);
  expect((await update({ labels: { team: "shop" } })).hibernation).toMatchObject(times);
  expect((await update({ hibernation: null })).hibernation).toBeUndefined();
  at("2026-01-05T20:00:00.000Z");
  expect(await follow()).toBeUndefined();
});
