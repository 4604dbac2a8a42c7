import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { majority } from "#core/control-plane/quorum.ts";
import { WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { settle } from "#core/operations/settle.ts";
import { cancelPlaces } from "./broken.ts";
import { memberPicture, replacements } from "./member-changes.ts";
import { caller, inMemory, type Service } from "./service.ts";

const cancel = ({ ports }: Service, operationId: string) =>
  cancelOperation({ ...callOf({}), body: undefined, params: { operationId } }, ports);

/** A replacement that is cancelled when its workflow makes its nth call of a port. */
const cancelledAt = async (begin: (service: Service) => Promise<Operation>, nth: number) => {
  const service = inMemory();
  const operation = await begin(service);
  let refused = false;
  const { ports, calls } = withFaults(service.ports, async (made) => {
    if (made.nth !== nth) return undefined;
    await cancel(service, operation.id).catch((error: unknown) => {
      if (!(error instanceof WrongState)) throw error;
      refused = true;
    });
    return undefined;
  });
  await service.run(operation, ports);
  const { status } = await service.ports.state.operation(caller.tenantId, operation.id);
  const picture = await memberPicture(service, operation.clusterId);
  return { refused, status, picture, calls: calls() };
};

// One that is ill goes the way of one that is lost.
test.each([["works", replacements.works] as const, ["is lost", replacements["is lost"]] as const])(
  "of a member that %s: cancelled anywhere, the new one is gone without a trace, or the cancel is refused and it is there",
  async (kind, begin) => {
    const service = inMemory();
    const { clusterId } = await begin(service);
    const { cluster: _, ...was } = await memberPicture(service, clusterId);
    const clean = await cancelledAt(begin, -1);
    let refusals = 0;
    for (const nth of cancelPlaces(clean.calls)) {
      const { refused, status, picture } = await cancelledAt(begin, nth);
      if (refused) {
        refusals += 1;
        expect({ nth, status, picture }).toEqual({ nth, status: "succeeded", picture: clean.picture });
        continue;
      }
      const { cluster, ...now } = picture;
      expect({ nth, status, refusals }).toEqual({ nth, status: "cancelled", refusals: 0 });
      expect({ nth, members: now.members.length, interfaces: now.interfaces }).toEqual({
        ...{ nth, members: 3, interfaces: was.interfaces },
      });
      if (kind === "works") expect({ nth, now, cluster }).toEqual({ nth, now: was, cluster: "running" });
      const working = picture.etcd.filter((member) => !member.startsWith("nobody")).length;
      expect(working).toBeGreaterThanOrEqual(majority(picture.etcd.length));
    }
    expect(refusals).toBeGreaterThan(0);
    expect(refusals).toBeLessThan(cancelPlaces(clean.calls).length);
  },
  120_000,
);

test("one that ends without a word leaves the cluster free, and is asked for again by its own call", async () => {
  const service = inMemory();
  const { id, clusterId } = await replacements.works(service);
  service.workflows.end(id, "failed");
  const operation = await service.ports.state.operation(caller.tenantId, id);
  expect(await settle(operation, service.write)).toBe("unwinding");
  // Nor does the execution that is to undo it say a word.
  service.workflows.end(id, "failed");
  expect(await settle(operation, service.write)).toBe("closed");
  const { state, activeOperation } = await service.ports.state.cluster(caller.tenantId, clusterId);
  expect({ state, activeOperation }).toEqual({ state: "running", activeOperation: undefined });
  const { error } = await service.ports.state.operation(caller.tenantId, id);
  expect(error?.message).toContain("replace the member again to go on");
  const params = { operationId: id };
  await expect(retryOperation({ ...callOf({}), body: undefined, params }, service.write)).rejects.toThrow(
    "a control-plane.replace is not retried; ask for the same change again",
  );
});
