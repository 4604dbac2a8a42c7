import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { createBackup } from "#core/backups/create-backup.ts";
import { drillBackup } from "#core/backups/drill-backup.ts";
import { restoreCluster } from "#core/backups/restore-cluster.ts";
import { NotYet } from "#core/errors.ts";
import { ada, callOf } from "#core/fakes/calls.ts";
import { switchCluster } from "#core/hibernation/switch-cluster.ts";
import type { Stage } from "#core/stages/stage.ts";
import { placeholders } from "#stacks/sources.ts";
import { inMemory, machines } from "./service.ts";
import { ruleOf } from "./stage-functions.ts";

/** Every undo that these workflows know, read from them. */
const undosOf = (...workflows: string[]) =>
  placeholders(JSON.stringify(workflows.map((workflow) => machines[workflow])))
    .map((placeholder) => ruleOf(placeholder))
    .filter(([, name]) => name.startsWith("undo") || name === "terminateMachines");
const ofBackups = ["back-up-cluster", "drill-backup", "restore-cluster", "hibernate-cluster", "wake-cluster"];
/** Its undos are those of node changes, members, backups and drills. */
const composed = "upgrade-cluster";
const undos = undosOf(...Object.keys(machines).filter((workflow) => ![...ofBackups, composed].includes(workflow)));
const known = new Set(undos.map(([, name]) => name));
/** They are of operations that know a backup. */
const backupUndos = ofBackups.flatMap((workflow) =>
  undosOf(workflow).flatMap(([file, name]) => (known.has(name) ? [] : [[workflow, file, name] as const])),
);

const loaded = async (file: string, name: string): Promise<Stage> =>
  ((await import(`../../core/stages/${file}.ts`)) as Record<string, Stage>)[name] as Stage;

test("there are undos to look at", () => expect(undos.length).toBeGreaterThan(7));

test.each(undos)("%s: %s of nothing succeeds, and again", async (file, name) => {
  const { ports, create } = inMemory();
  const { id, clusterId } = await create({ name: "one" });
  const input = { tenantId: ada.tenantId, clusterId, operationId: id };
  const undo = await loaded(file, name);
  await undo(input, ports);
  await undo(input, ports);
});

test.each(undos)("%s: %s of a whole cluster takes its own away, and no other cluster's", async (file, name) => {
  const service = inMemory();
  const [mine, other] = [await service.create({ name: "one" }), await service.create({ name: "two" })];
  await service.run(mine);
  await service.run(other);
  const left = async (clusterId: string) => (await service.ports.sweep.leftovers(clusterId)).left;
  const [before, others] = [await left(mine.clusterId), await left(other.clusterId)];
  const undo = await loaded(file, name);
  const input = { tenantId: ada.tenantId, clusterId: mine.clusterId, operationId: mine.id };
  // Reserved addresses and the network may be in use as yet; then it says so.
  for (let looks = 0; looks < 4; looks++)
    await undo(input, service.ports).catch((error: unknown) => expect(error).toBeInstanceOf(NotYet));
  // Boot reports are gone by the time that a cluster is whole; marks on nodes, rights and snapshots are no things that a sweep finds.
  // A cluster is whole without any member that came later.
  const none = [
    "undoAwaitMachines",
    "undoReserveAddresses",
    "undoCordonNodes",
    "undoLabelNodes",
    "undoMoveAccess",
    "undoCopySnapshot",
  ];
  const ofMembers = ["undoReserveMember", "undoLaunchMember", "undoDetachMember"];
  if (![...none, ...ofMembers].includes(name)) expect((await left(mine.clusterId)).length).toBeLessThan(before.length);
  expect(await left(other.clusterId)).toEqual(others);
});

test("there are undos of backups and of restores", () => expect(backupUndos.length).toBeGreaterThan(4));

test.each(backupUndos)(
  "%s, %s: %s of nothing takes nothing away from anybody, and again",
  async (workflow, file, name) => {
    const service = inMemory();
    const { ports, write } = service;
    const [mine, other] = [await service.create({ name: "one" }), await service.create({ name: "two" })];
    await service.run(mine);
    await service.run(other);
    const params = { clusterId: mine.clusterId };
    const backup = await createBackup(callOf({ params }), write);
    await service.run(backup);
    const body = { backupId: backup.backupId ?? "" };
    if (workflow === "wake-cluster")
      await service.run(await switchCluster("cluster.hibernate")(callOf({ params }), write));
    const begin: Record<string, () => Promise<Operation>> = {
      "drill-backup": () =>
        drillBackup(callOf({ params: { ...params, ...body } }), { ...write, backups: ports.backups }),
      "restore-cluster": () => restoreCluster(callOf({ params, body }), { ...write, backups: ports.backups }),
      "hibernate-cluster": () => switchCluster("cluster.hibernate")(callOf({ params }), write),
      "wake-cluster": () => switchCluster("cluster.wake")(callOf({ params }), write),
    };
    const { id } = await (begin[workflow] ?? (() => createBackup(callOf({ params }), write)))();
    const picture = async () => {
      const clusters = await Promise.all([mine, other].map(({ clusterId }) => ports.sweep.leftovers(clusterId)));
      const { targetGroupArn = "" } =
        (await ports.state.cluster(ada.tenantId, mine.clusterId)).resources.loadBalancer ?? {};
      const { items } = await ports.backups.backups(ada.tenantId, mine.clusterId, { limit: 5 });
      return { clusters, targets: await ports.loadBalancers.targets(targetGroupArn), items };
    };
    // Those that drain are gone by the second look.
    await picture();
    const before = await picture();
    expect(before.items).toHaveLength(workflow === "wake-cluster" ? 2 : 1);
    const undo = await loaded(file, name);
    const input = { tenantId: ada.tenantId, clusterId: mine.clusterId, operationId: id };
    await undo(input, ports);
    await undo(input, ports);
    expect(await picture()).toEqual(before);
  },
);
