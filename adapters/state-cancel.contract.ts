import { expect, test } from "@jest/globals";
import { Cancelled, Conflict, NotFound } from "#core/errors.ts";
import type { State } from "#core/ports/state.ts";
import {
  at,
  deletionOf,
  end,
  inputOf,
  later,
  newMade,
  newNode,
  newRequest,
  newTenant,
} from "./state-records.contract.ts";

/** What becomes of an operation that is cancelled: before it begins, while it runs, and against its own end. */
export const cancelContract = (state: () => State): void => {
  const begun = async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    return { ...made, input: inputOf(made.operation) };
  };
  const running = async () => {
    const made = await begun();
    await state().noteStage(made.input, { stage: "CheckRequest", status: "running", at, operationStatus: "running" });
    return made;
  };
  const asked = { by: "eve", at: later };
  const cancelled = { status: "cancelled", clusterState: "failed", at: later } as const;
  const kinds = async (tenantId: string) =>
    (await state().events(tenantId, { limit: 10 })).items.map(({ who, kind }) => `${who} ${kind}`).reverse();

  test("an operation that has not begun ends at once, and no stage of it begins", async () => {
    const { input, cluster } = await begun();
    await state().finishOperation(input, { ...cancelled, nodeGroupState: "failed", cancelledBy: "eve" });
    await state().finishOperation(input, { ...cancelled, nodeGroupState: "failed", cancelledBy: "eve" });
    expect(await state().operation(input.tenantId, input.operationId)).toMatchObject({
      status: "cancelled",
      cancelAsked: asked,
    });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toMatchObject({ state: "failed" });
    const note = { stage: "CheckRequest", status: "running", at, operationStatus: "running" } as const;
    await expect(state().noteStage(input, note)).rejects.toMatchObject({ name: "Superseded" });
    expect((await state().openOperations()).map(({ operationId }) => operationId)).not.toContain(input.operationId);
    expect(await kinds(input.tenantId)).toEqual([
      "ada operation.asked",
      "eve operation.cancel-asked",
      "system:kubewright operation.ended",
    ]);
  });

  test("one that has begun does not end so", async () => {
    const { input } = await running();
    await expect(state().finishOperation(input, { ...cancelled, cancelledBy: "eve" })).rejects.toBeInstanceOf(Conflict);
    expect((await state().operation(input.tenantId, input.operationId)).status).toBe("running");
  });

  test("a deletion that is cancelled before it begins leaves cluster and groups as they were", async () => {
    const { input, cluster } = await begun();
    await state().finishOperation(input, end("running"));
    const now = await state().cluster(cluster.tenantId, cluster.clusterId);
    const deletion = deletionOf(now);
    await state().beginOperation({
      cluster: now,
      state: "deleting",
      operation: deletion,
      request: newRequest(deletion),
    });
    await state().finishOperation(inputOf(deletion), { ...cancelled, clusterState: "running", cancelledBy: "eve" });
    expect((await state().cluster(cluster.tenantId, cluster.clusterId)).state).toBe("running");
    expect((await state().nodeGroups(cluster.tenantId, cluster.clusterId)).map((group) => group.state)).toEqual([
      "running",
    ]);
  });

  test("one that runs is told to go back: no stage begins or waits on, and undoing goes on", async () => {
    const { input } = await running();
    await state().askCancel(input, asked);
    const note = (more: object) =>
      state().noteStage(input, { stage: "CreateNetwork", status: "running", at, operationStatus: "running", ...more });
    await expect(note({})).rejects.toBeInstanceOf(Cancelled);
    await expect(note({ message: "not yet" })).rejects.toBeInstanceOf(Cancelled);
    await note({ stage: "CheckRequest", status: "succeeded" });
    await note({ status: "undoing", operationStatus: "rolling-back" });
    await note({ status: "undone", operationStatus: "rolling-back" });
    await state().noteStage(input, { stage: "ReportFailure", status: "running", at });
    expect(await state().operation(input.tenantId, input.operationId)).toMatchObject({
      status: "rolling-back",
      cancelAsked: asked,
    });
    expect(await kinds(input.tenantId)).toEqual(["ada operation.asked", "eve operation.cancel-asked"]);
  });

  test("one that is told to go back does not succeed any more; its nodes are forgotten with it", async () => {
    const { input, cluster } = await running();
    await state().putNodes(input, [newNode(cluster, "i-1")]);
    await state().askCancel(input, asked);
    await expect(state().finishOperation(input, end("running"))).rejects.toBeInstanceOf(Cancelled);
    expect((await state().cluster(cluster.tenantId, cluster.clusterId)).activeOperation).toBe(input.operationId);
    await state().finishOperation(input, { ...cancelled, nodeGroupState: "failed" });
    expect((await state().operation(input.tenantId, input.operationId)).cancelAsked).toEqual(asked);
    expect((await state().nodes(cluster.tenantId, cluster.clusterId)).items).toEqual([]);
  });

  test("of a cancel and a success at the same time one wins", async () => {
    for (let i = 0; i < 5; i++) {
      const { input } = await running();
      const [cancel, success] = await Promise.allSettled([
        state().askCancel(input, asked),
        state().finishOperation(input, end("running")),
      ]);
      const { status, cancelAsked } = await state().operation(input.tenantId, input.operationId);
      expect([cancel.status === "fulfilled", success.status === "fulfilled"]).toEqual([
        cancelAsked !== undefined,
        status === "succeeded",
      ]);
      expect(status === "succeeded" && cancelAsked !== undefined).toBe(false);
    }
  });

  test("one that has begun the stage from which there is no way back is not told; one told before never begins it", async () => {
    for (let i = 0; i < 5; i++) {
      const { input } = await running();
      const [cancel, stage] = await Promise.allSettled([
        state().askCancel(input, asked, "OpenEgress"),
        state().noteStage(input, { stage: "OpenEgress", status: "running", at, operationStatus: "running" }),
      ]);
      expect([cancel.status, stage.status].sort()).toEqual(["fulfilled", "rejected"]);
      const { stages, cancelAsked } = await state().operation(input.tenantId, input.operationId);
      const begun = stages.find(({ name }) => name === "OpenEgress")?.status;
      expect({ begun, told: cancelAsked !== undefined }).toEqual(
        cancel.status === "fulfilled" ? { begun: "pending", told: true } : { begun: "running", told: false },
      );
    }
    const { input } = await running();
    await state().noteStage(input, { stage: "OpenEgress", status: "running", at, operationStatus: "running" });
    await expect(state().askCancel(input, asked, "OpenEgress")).rejects.toBeInstanceOf(Conflict);
    await state().noteStage(input, { stage: "OpenEgress", status: "succeeded", at, operationStatus: "running" });
    await expect(state().askCancel(input, asked, "OpenEgress")).rejects.toBeInstanceOf(Conflict);
    await state().askCancel(input, asked, "LaunchControlPlane");
  });

  test("what does not run, goes back already, or is another tenant's, is not told", async () => {
    const pending = await begun();
    await expect(state().askCancel(pending.input, asked)).rejects.toBeInstanceOf(Conflict);
    const { input } = await running();
    await expect(state().askCancel({ ...input, tenantId: newTenant() }, asked)).rejects.toBeInstanceOf(NotFound);
    await state().askCancel(input, asked);
    await expect(state().askCancel(input, asked)).rejects.toBeInstanceOf(Conflict);
    await state().finishOperation(input, end("failed"));
    await expect(state().askCancel(input, asked)).rejects.toBeInstanceOf(Conflict);
  });
};
