import { expect, test } from "@jest/globals";
import { NotYet } from "#core/errors.ts";
import { ada } from "#core/fakes/calls.ts";
import type { Stage } from "#core/stages/stage.ts";
import { placeholders } from "#stacks/sources.ts";
import { inMemory, machines } from "./service.ts";
import { ruleOf } from "./stage-functions.ts";

/** Every undo that the workflows know, read from them. */
const undos = placeholders(JSON.stringify(machines))
  .map((placeholder) => ruleOf(placeholder))
  .filter(([, name]) => name.startsWith("undo") || name === "terminateMachines");

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
  // Boot reports are gone by the time that a cluster is whole; marks on nodes and rights are no things of their own.
  // A cluster is whole without any member that came later.
  const none = ["undoAwaitMachines", "undoReserveAddresses", "undoCordonNodes", "undoLabelNodes", "undoMoveAccess"];
  const ofMembers = ["undoReserveMember", "undoLaunchMember", "undoDetachMember"];
  if (![...none, ...ofMembers].includes(name)) expect((await left(mine.clusterId)).length).toBeLessThan(before.length);
  expect(await left(other.clusterId)).toEqual(others);
});
