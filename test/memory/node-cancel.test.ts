import { describe, expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { cancelPlaces } from "./broken.ts";
import { withCluster } from "./node-calls.ts";
import { changes, group, pictureBefore, pictureOf } from "./node-changes.ts";
import { caller, inMemory, type Service } from "./service.ts";

type Change = (service: Service) => Promise<Operation>;

const cancel = ({ ports }: Service, operationId: string) =>
  cancelOperation({ ...callOf({}), body: undefined, params: { operationId } }, ports);
const recordOf = ({ ports }: Service, { id }: Operation) => ports.state.operation(caller.tenantId, id);

/** A change that is cancelled when its workflow makes its nth call of a port. */
const cancelledAt = async (change: Change, nth: number) => {
  const service = inMemory();
  const operation = await change(service);
  let refused = false;
  let call = "";
  const { ports, calls } = withFaults(service.ports, async (made) => {
    if (made.nth !== nth) return undefined;
    call = made.name;
    await cancel(service, operation.id).catch((error: unknown) => {
      if (!(error instanceof WrongState)) throw error;
      refused = true;
    });
    return undefined;
  });
  await service.run(operation, ports);
  return { service, operation, refused, call, calls: calls() };
};

describe.each(Object.entries(changes))("%s", (_, change) => {
  test("wherever it is cancelled, all is as it was, or it is refused and the change succeeds", async () => {
    const was = await pictureBefore(change);
    const clean = await cancelledAt(change, -1);
    const changed = await pictureOf(clean.service, clean.operation.clusterId);
    let refusals = 0;
    for (const nth of cancelPlaces(clean.calls)) {
      const { service, operation, refused, call } = await cancelledAt(change, nth);
      const picture = await pictureOf(service, operation.clusterId);
      const { status } = await recordOf(service, operation);
      const seen = { nth, call, status, picture };
      if (refused) {
        refusals += 1;
        expect(seen).toEqual({ nth, call, status: "succeeded", picture: changed });
      } else {
        expect(seen).toEqual({ nth, call, status: "cancelled", picture: was });
        // Once it cannot go back it never can again.
        expect({ nth, refusals }).toEqual({ nth, refusals: 0 });
      }
    }
    expect(refusals).toBeGreaterThan(0);
    expect(refusals).toBeLessThan(cancelPlaces(clean.calls).length);
  });

  test("cancelled before it begins, the group is given back, and the machines that it counted", async () => {
    const was = await pictureBefore(change);
    const service = inMemory();
    const operation = await change(service);
    expect(await cancel(service, operation.id)).toMatchObject({
      status: "cancelled",
      error: { code: "Cancelled", message: "ada cancelled it before it began" },
    });
    expect(await pictureOf(service, operation.clusterId)).toEqual(was);
    expect((await service.run(operation)).states.at(-1)).toBe("Superseded");
    expect(await pictureOf(service, operation.clusterId)).toEqual(was);
  });
});

test("cancelled when its nodes are empty and not taken away yet, they are in service again", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service, { nodeGroups: [group] });
  const operation = await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 1 });
  let stage = "";
  const { ports } = withFaults(service.ports, async ({ name }) => {
    // While its function says that it begins.
    if (stage === "RemoveNodes" && name === "state.noteStage") await cancel(service, operation.id);
    return undefined;
  });
  const went = await service.run(operation, ports, (next) => {
    stage = next;
  });
  const from = went.states.indexOf("RemoveNodes");
  expect(went.states.slice(from, from + 2)).toEqual(["RemoveNodes", "UndoCordonNodes"]);
  expect((await recordOf(service, operation)).error).toEqual({
    code: "Cancelled",
    message: "ada cancelled the operation",
    stage: "RemoveNodes",
  });
  expect(nodes.machines().map(({ node }) => node?.unschedulable)).toEqual([false, false]);
});

test("a change of nodes is asked for again by its own call, not retried", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service, { nodeGroups: [group] });
  const operation = await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 3 });
  await cancel(service, operation.id);
  const params = { operationId: operation.id };
  await expect(retryOperation({ ...callOf({}), body: undefined, params }, service.write)).rejects.toThrow(
    "a node-group.update is not retried; ask for the same change again",
  );
});
