import { expect, test } from "@jest/globals";
import { Cancelled, Conflict, NotFound, Superseded } from "#core/errors.ts";
import type { State } from "#core/ports/state.ts";
import { at, end, inputOf, later, newMade, newTenant } from "./state-records.contract.ts";

/** What becomes of an operation that is told to stop, and is gone on with. */
export const pauseContract = (state: () => State): void => {
  const stage = "CheckRequest";
  const begun = async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    return inputOf(made.operation);
  };
  const going = { stage, status: "running", at, operationStatus: "running" } as const;
  const running = async () => {
    const input = await begun();
    await state().noteStage(input, going);
    return input;
  };
  const asked = { by: "eve", at: later };
  const stopped = { stage, status: "succeeded", at: later } as const;
  const paused = async () => {
    const input = await running();
    await state().askPause(input, asked);
    await state().pause(input, stopped);
    return input;
  };
  const read = ({ tenantId, operationId }: Awaited<ReturnType<typeof begun>>) =>
    state().operation(tenantId, operationId);

  test("one that is told to stop goes on until it does, and keeps its cluster", async () => {
    const input = await running();
    await state().askPause(input, asked);
    await state().noteStage(input, going);
    expect(await read(input)).toMatchObject({ status: "running", pause: { askedAt: later, by: "eve" } });
    await state().pause(input, stopped);
    const now = await read(input);
    expect(now).toMatchObject({ status: "paused", pause: { askedAt: later, by: "eve", since: later } });
    expect(now.stages.find(({ name }) => name === stage)).toMatchObject({ status: "succeeded", endedAt: later });
    expect((await state().cluster(input.tenantId, input.clusterId)).activeOperation).toBe(input.operationId);
    expect((await state().openOperations()).map(({ operationId }) => operationId)).toContain(input.operationId);
    const kinds = (await state().events(input.tenantId, { limit: 9 })).items.map(({ who, kind }) => `${who} ${kind}`);
    expect(kinds).toEqual(["system:kubewright operation.paused", "eve operation.pause-asked", "ada operation.asked"]);
  });

  test("one that stops before a stage does anything leaves no trace of that; at its end nothing is to stop any more", async () => {
    const input = await running();
    await state().askPause(input, asked);
    await state().pause(input, { stage, status: "pending", at: later });
    const [first] = (await read(input)).stages;
    expect(first).toEqual({ name: stage, status: "pending", attempts: 0 });
    await state().resume(input, asked);
    const resumed = { ...input, run: 2 };
    await state().noteStage(resumed, going);
    await state().askPause(resumed, asked);
    await state().finishOperation(resumed, end("failed"));
    expect((await read(input)).pause).toBeUndefined();
  });

  test("while it is stopped no stage of it writes, and nothing ends it", async () => {
    const input = await paused();
    const writes = [
      () => state().noteStage(input, going),
      () => state().noteStage(input, { ...going, status: "succeeded" }),
      () => state().pause(input, stopped),
      () => state().finishOperation(input, end("failed")),
    ];
    for (const write of writes) await expect(write()).rejects.toBeInstanceOf(Superseded);
    await expect(state().askPause(input, asked)).rejects.toBeInstanceOf(Conflict);
    expect((await read(input)).status).toBe("paused");
  });

  test("one that is resumed is pending in a new run, once; only stages of that run write", async () => {
    const input = await paused();
    const twice = await Promise.allSettled([state().resume(input, asked), state().resume(input, asked)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { pause, ...now } = await read(input);
    expect([now.status, now.run, pause]).toEqual(["pending", 2, undefined]);
    await expect(state().resume(input, asked)).rejects.toBeInstanceOf(Conflict);
    await expect(state().noteStage(input, going)).rejects.toBeInstanceOf(Superseded);
    await expect(state().finishOperation(input, end("running"))).rejects.toBeInstanceOf(Superseded);
    await expect(
      state().finishOperation({ ...input, run: 2 }, { ...end("failed"), status: "cancelled", cancelledBy: "eve" }),
    ).rejects.toBeInstanceOf(Conflict);
    await state().noteStage({ ...input, run: 2 }, going);
    await state().askPause(input, asked);
    await state().pause({ ...input, run: 2 }, stopped);
    await state().resume(input, asked);
    await state().noteStage({ ...input, run: 3 }, going);
    await state().finishOperation({ ...input, run: 3 }, end("running"));
    expect((await read(input)).status).toBe("succeeded");
  });

  test("one that is resumed before it stops does not stop; of a stop and that at the same time one wins", async () => {
    for (let i = 0; i < 5; i++) {
      const input = await running();
      await state().askPause(input, asked);
      const [resumes] = await Promise.allSettled([state().resume(input, asked), state().pause(input, stopped)]);
      const { status, pause, run } = await read(input);
      const outcome = { resumed: resumes?.status === "fulfilled", status, paused: pause !== undefined, run };
      expect([
        { resumed: true, status: "running", paused: false, run: undefined },
        { resumed: true, status: "pending", paused: false, run: 2 },
        { resumed: false, status: "paused", paused: true, run: undefined },
      ]).toContainEqual(outcome);
    }
  });

  test("one that is cancelled while it is stopped is pending in a new run, which goes back", async () => {
    const input = await paused();
    await state().askCancel(input, asked);
    const { status, run, cancelAsked, pause } = await read(input);
    expect({ status, run, cancelAsked, pause }).toEqual({
      status: "pending",
      run: 2,
      cancelAsked: asked,
      pause: undefined,
    });
    await expect(state().noteStage({ ...input, run: 2 }, going)).rejects.toBeInstanceOf(Cancelled);
    await expect(state().resume(input, asked)).rejects.toBeInstanceOf(Conflict);
    await state().noteStage({ ...input, run: 2 }, { ...going, status: "undoing", operationStatus: "rolling-back" });
    await expect(state().askPause(input, asked)).rejects.toBeInstanceOf(Conflict);
  });

  test("one that waits for its next run can be told to go back, and to stop", async () => {
    const input = await paused();
    await state().resume(input, asked);
    await state().askPause(input, asked);
    await state().askCancel(input, asked);
    await expect(state().pause({ ...input, run: 2 }, stopped)).rejects.toBeInstanceOf(Conflict);
    expect(await read(input)).toMatchObject({ status: "pending", run: 2, cancelAsked: asked });
  });

  const hop = {
    backup: { backupId: "bkp_next", reason: "upgrade", askedAt: later },
    upgrade: { from: "v1.35.6", to: "v1.36.3", force: [], steps: 7, machines: { done: 0, total: 5 }, short: {} },
  } as const;
  const next = { backup: { ...hop.backup }, upgrade: { ...hop.upgrade, force: [] }, at: later };

  test("the next hop of an upgrade is a run of its own, with all stages pending; what was to stop is to stop still", async () => {
    const input = await running();
    await state().askPause(input, asked);
    await state().beginPart(input, next);
    const now = await read(input);
    expect(now).toMatchObject({ ...hop, status: "pending", run: 2, pause: { by: "eve" } });
    expect(new Set(now.stages.map(({ status }) => status))).toEqual(new Set(["pending"]));
    expect((await state().cluster(input.tenantId, input.clusterId)).activeOperation).toBe(input.operationId);
    await expect(state().beginPart(input, next)).rejects.toBeInstanceOf(Superseded);
    await state().noteStage({ ...input, run: 2 }, going);
    await state().pause({ ...input, run: 2 }, stopped);
    await expect(state().beginPart({ ...input, run: 2 }, next)).rejects.toBeInstanceOf(Superseded);
  });

  test("the next round of a roll is a run of its own, about the change that it is given", async () => {
    const input = await running();
    const machines = { before: 6, after: 6 };
    const change = { nodeGroupId: "ng_1", force: false, machines, roll: { maxSurge: 1, total: 3, done: 1 } };
    await state().beginPart(input, { change, at: later });
    expect(await read(input)).toMatchObject({ change, status: "pending", run: 2 });
    await expect(state().beginPart(input, { change, at: later })).rejects.toBeInstanceOf(Superseded);
  });

  test("of a cancel and the next hop at the same time both are seen: it goes back before that, or in it", async () => {
    for (let i = 0; i < 5; i++) {
      const input = await running();
      const [cancels, begins] = await Promise.allSettled([
        state().askCancel(input, asked),
        state().beginPart(input, next),
      ]);
      const { cancelAsked, run } = await read(input);
      expect({ told: cancelAsked !== undefined, begun: run === 2 }).toEqual({
        ...{ told: cancels?.status === "fulfilled", begun: begins?.status === "fulfilled" },
      });
      if (begins?.status === "rejected" && begins.reason instanceof Cancelled) expect(cancelAsked).toEqual(asked);
    }
    const input = await running();
    await state().askCancel(input, asked);
    await expect(state().beginPart(input, next)).rejects.toBeInstanceOf(Cancelled);
  });

  test("what an upgrade has come to is written as it ends", async () => {
    const input = await running();
    await state().finishOperation(input, { ...end("failed"), upgrade: next.upgrade });
    expect((await read(input)).upgrade).toEqual(hop.upgrade);
  });

  test("what has not been told to stop does not, what is over neither; another tenant's is not there", async () => {
    const input = await running();
    await expect(state().pause(input, stopped)).rejects.toBeInstanceOf(Conflict);
    await expect(state().resume(input, asked)).rejects.toBeInstanceOf(Conflict);
    const foreign = { ...input, tenantId: newTenant() };
    await expect(state().askPause(foreign, asked)).rejects.toBeInstanceOf(NotFound);
    await expect(state().resume(foreign, asked)).rejects.toBeInstanceOf(NotFound);
    await state().finishOperation(input, end("failed"));
    await expect(state().askPause(input, asked)).rejects.toBeInstanceOf(Conflict);
    await expect(state().pause(input, stopped)).rejects.toBeInstanceOf(Superseded);
  });
};
