import { expect, test } from "@jest/globals";
import { Conflict, NotFound, Superseded } from "#core/errors.ts";
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

/** What stages write while their operation holds the cluster, and that nothing is written when it does not. */
export const stageContract = (state: () => State): void => {
  const begun = async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    return { ...made, input: inputOf(made.operation) };
  };
  const stageOf = async ({ tenantId, operationId }: ReturnType<typeof inputOf>, name: string) =>
    (await state().operation(tenantId, operationId)).stages.find((stage) => stage.name === name);

  test("a stage's notes: its start, what it waits for, its repeat, its end", async () => {
    const { input } = await begun();
    const note = (more: object) =>
      state().noteStage(input, { stage: "CreateNetwork", status: "running", at, operationStatus: "running", ...more });
    await note({});
    expect(await stageOf(input, "CreateNetwork")).toMatchObject({ status: "running", attempts: 1, startedAt: at });
    await note({ at: later, message: "the gateway is being made" });
    expect(await stageOf(input, "CreateNetwork")).toMatchObject({ attempts: 1, message: "the gateway is being made" });
    await note({ at: later });
    await note({ at: later, status: "succeeded" });
    const stage = await stageOf(input, "CreateNetwork");
    expect(stage).toEqual({ name: "CreateNetwork", status: "succeeded", attempts: 2, startedAt: at, endedAt: later });
    expect(await state().operation(input.tenantId, input.operationId)).toMatchObject({
      status: "running",
      startedAt: at,
    });
  });

  test("the way back has times of its own, also of a stage of which nobody has said that it is over", async () => {
    const { input } = await begun();
    const note = (stage: string, status: "running" | "succeeded" | "failed" | "undoing" | "undone", when: string) =>
      state().noteStage(input, { stage, status, at: when });
    const last = "2026-01-01T01:00:00.000Z";
    const ways = [
      ["CreateNetwork", "undone"],
      ["CreateKeys", "failed"],
    ] as const;
    for (const [stage, end] of ways) {
      await note(stage, "running", at);
      await note(stage, "undoing", later);
      await note(stage, "undoing", last);
      await note(stage, end, last);
      expect(await stageOf(input, stage)).toEqual({
        ...{ name: stage, status: end, attempts: 1, startedAt: at, endedAt: later },
        ...{ undoStartedAt: later, undoEndedAt: last },
      });
    }
    await note("CreateLoadBalancer", "undoing", later);
    const neverBegun = await stageOf(input, "CreateLoadBalancer");
    expect(neverBegun).toEqual({ name: "CreateLoadBalancer", status: "undoing", attempts: 0, undoStartedAt: later });
  });

  test("a stage that begins for many machines at once has been tried once", async () => {
    const { input } = await begun();
    const note = { stage: "AwaitMachines", status: "running", at, fansOut: true } as const;
    await Promise.all([1, 2, 3].map(() => state().noteStage(input, note)));
    expect(await stageOf(input, "AwaitMachines")).toMatchObject({ status: "running", attempts: 1 });
  });

  test("a stage that people do not see as progress leaves its mark on the operation only", async () => {
    const { input, operation } = await begun();
    await state().noteStage(input, { stage: "ReportFailure", status: "running", at, operationStatus: "rolling-back" });
    const { status, stages } = await state().operation(input.tenantId, input.operationId);
    expect({ status, stages }).toEqual({ status: "rolling-back", stages: operation.stages });
  });

  test("what stages made is merged into the cluster", async () => {
    const { cluster, input } = await begun();
    await state().updateCluster(input, { resources: { vpcId: "vpc-1" }, at: later });
    await state().updateCluster(input, {
      resources: { imageId: "ami-1" },
      endpoint: "https://one:6443",
      drilledAt: later,
      etcdMinor: "3.6",
      upgraded: { from: "v1.36.3", to: "v1.37.2", at: later, operationId: input.operationId },
      conditions: [{ type: "Verified", is: "true", since: later }],
      at: later,
    });
    await state().updateCluster(input, { at: later });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toEqual({
      ...cluster,
      resources: { vpcId: "vpc-1", imageId: "ami-1" },
      endpoint: "https://one:6443",
      drilledAt: later,
      etcdMinor: "3.6",
      upgraded: { from: "v1.36.3", to: "v1.37.2", at: later, operationId: input.operationId },
      conditions: [{ type: "Verified", is: "true", since: later }],
      updatedAt: later,
      rev: 4,
    });
  });

  test("labels and protection change at once, as the cluster was read, whoever holds it", async () => {
    const { cluster, input } = await begun();
    const change = { labels: { team: "red" }, deletionProtection: true, by: "ada", at: later };
    const changed = await state().changeCluster(cluster, change);
    const spec = { ...cluster.spec, labels: { team: "red" }, deletionProtection: true };
    expect(changed).toEqual({ ...cluster, spec, rev: 2, updatedAt: later });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toEqual(changed);
    await expect(state().changeCluster(cluster, change)).rejects.toBeInstanceOf(Conflict);
    await expect(state().changeCluster({ ...changed, tenantId: newTenant() }, change)).rejects.toBeInstanceOf(Conflict);
    await state().updateCluster(input, { endpoint: "https://one", at: later });
    expect((await state().cluster(cluster.tenantId, cluster.clusterId)).spec).toEqual(spec);
  });

  test("a schedule of hibernation and maintenance are set, one without the other, and taken away", async () => {
    const { cluster } = await begun();
    const { labels, deletionProtection } = cluster.spec;
    const hibernation = { sleep: "0 20 * * *", timeZone: "UTC", since: at };
    const same = { labels, deletionProtection, by: "ada", at: later };
    const set = await state().changeCluster(cluster, { ...same, hibernation });
    expect(set.spec).toEqual({ ...cluster.spec, hibernation });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toEqual(set);
    const maintenance = {
      ...{ channel: "rapid" as const, window: { schedule: "0 2 * * *", timeZone: "UTC", durationMinutes: 240 } },
      ...{ exclusions: [{ from: at, to: later, reason: "sales" }], since: at },
    };
    const both = await state().changeCluster(set, { ...same, hibernation, maintenance });
    expect(both.spec).toEqual({ ...cluster.spec, hibernation, maintenance });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toEqual(both);
    const awake = await state().changeCluster(both, { ...same, maintenance });
    expect(awake.spec).toEqual({ ...cluster.spec, maintenance });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toEqual(awake);
    const gone = await state().changeCluster(awake, same);
    expect(gone.spec).toEqual(cluster.spec);
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toEqual(gone);
  });

  test("what a cluster wakes from, when somebody has asked for it, and what the service has tried, stay on record", async () => {
    const { cluster, input } = await begun();
    const hibernatedFrom = { backupId: "bkp_1", operationId: input.operationId };
    await state().updateCluster(input, { hibernatedFrom, at: later });
    await state().finishOperation(input, end("running"));
    const after = await state().cluster(cluster.tenantId, cluster.clusterId);
    expect(after.hibernatedFrom).toEqual(hibernatedFrom);
    const next = deletionOf(after);
    const order = { cluster: after, operation: next, request: newRequest(next), hibernationAskedAt: later };
    const upgradeTried = { version: "v1.37.2", at: later, operationId: next.operationId };
    await state().beginOperation({ ...order, upgradeTried, state: "hibernating" });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toMatchObject({
      ...{ state: "hibernating", hibernationAskedAt: later, hibernatedFrom, upgradeTried },
    });
  });

  test("nodes are written, many at once, and overwritten", async () => {
    const { cluster, input } = await begun();
    const nodes = Array.from({ length: 120 }, (_, i) => newNode(cluster, `i-${String(i).padStart(4, "0")}`));
    await state().putNodes(input, nodes);
    await state().putNodes(input, [{ ...newNode(cluster, "i-0000"), state: "ready" }]);
    const { items } = await state().nodes(cluster.tenantId, cluster.clusterId);
    expect(items).toHaveLength(120);
    expect(items.filter(({ state: is }) => is === "ready").map(({ nodeId }) => nodeId)).toEqual(["i-0000"]);
  });

  test("a node group's state is set; one that is not there is not made", async () => {
    const { cluster, nodeGroups, input } = await begun();
    await state().setNodeGroupState(input, nodeGroups[0]?.nodeGroupId ?? "", "scaling");
    expect((await state().nodeGroups(cluster.tenantId, cluster.clusterId)).map((group) => group.state)).toEqual([
      "scaling",
    ]);
    await expect(state().setNodeGroupState(input, "ng_none", "running")).rejects.toBeInstanceOf(NotFound);
    expect(await state().nodeGroups(cluster.tenantId, cluster.clusterId)).toHaveLength(1);
  });

  test("the end lets go of the cluster, closes stages that were at work, and may be told twice", async () => {
    const { cluster, input } = await begun();
    await state().noteStage(input, { stage: "CreateNetwork", status: "running", at });
    await state().noteStage(input, { stage: "CreateKeys", status: "undoing", at });
    const error = { code: "NoCapacity", message: "none", stage: "LaunchControlPlane" };
    await state().finishOperation(input, { ...end("failed"), error });
    await state().finishOperation(input, { ...end("failed"), error });
    const operation = await state().operation(input.tenantId, input.operationId);
    expect(operation).toMatchObject({ status: "failed", error, endedAt: later });
    expect(new Set(operation.stages.map(({ status }) => status))).toEqual(new Set(["failed", "pending"]));
    const after = await state().cluster(cluster.tenantId, cluster.clusterId);
    expect(after).toMatchObject({ state: "failed", rev: 2, updatedAt: later });
    expect(after.activeOperation).toBeUndefined();
    expect((await state().nodeGroups(cluster.tenantId, cluster.clusterId))[0]?.state).toBe("failed");
  });

  test("which groups have rights is written with the end of the operation that decides it, and stays", async () => {
    const { cluster, input } = await begun();
    const access = { viewer: 1, operator: 2, admin: 1 };
    await state().finishOperation(input, { ...end("running"), access });
    await state().finishOperation(input, { ...end("running"), access: { ...access, admin: 9 } });
    const after = await state().cluster(cluster.tenantId, cluster.clusterId);
    expect(after.access).toEqual(access);
    const deletion = deletionOf(after);
    await state().beginOperation({
      ...{ cluster: after, state: "deleting", operation: deletion },
      request: newRequest(deletion),
    });
    await state().finishOperation(inputOf(deletion), end("failed"));
    expect((await state().cluster(cluster.tenantId, cluster.clusterId)).access).toEqual(access);
  });

  test("an operation that is over changes nothing any more, nor does it end in another way", async () => {
    const { cluster, nodeGroups, input } = await begun();
    await state().finishOperation(input, end("running"));
    const before = await state().cluster(cluster.tenantId, cluster.clusterId);
    const refused = [
      state().noteStage(input, { stage: "CreateNetwork", status: "running", at }),
      state().updateCluster(input, { endpoint: "https://two", at }),
      state().putNodes(input, [newNode(cluster, "i-1")]),
      state().setNodeGroupState(input, nodeGroups[0]?.nodeGroupId ?? "", "failed"),
      state().finishOperation(input, end("failed")),
    ];
    for (const { status, ...more } of await Promise.allSettled(refused))
      expect({ status, ...more }).toMatchObject({ status: "rejected", reason: expect.any(Superseded) });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toEqual(before);
    expect((await state().nodes(cluster.tenantId, cluster.clusterId)).items).toEqual([]);
  });

  test("an operation of another cluster or tenant is refused", async () => {
    const [one, two] = [await begun(), await begun()];
    const strangers = [
      { ...one.input, operationId: two.input.operationId },
      { ...one.input, tenantId: two.input.tenantId },
    ];
    for (const input of strangers) {
      await expect(state().updateCluster(input, { endpoint: "x", at })).rejects.toBeInstanceOf(Superseded);
      await expect(state().putNodes(input, [newNode(one.cluster, "i-1")])).rejects.toBeInstanceOf(Superseded);
      await expect(state().finishOperation(input, end("failed"))).rejects.toBeInstanceOf(Superseded);
    }
    expect(await state().cluster(one.cluster.tenantId, one.cluster.clusterId)).toEqual(one.cluster);
  });

  test("a deleted cluster is remembered, without its parts, and with the receipt", async () => {
    const { cluster, operation, input } = await begun();
    await state().putNodes(input, [newNode(cluster, "i-1")]);
    await state().finishOperation(input, end("running"));
    const now = await state().cluster(cluster.tenantId, cluster.clusterId);
    const deletion = deletionOf(now);
    await state().beginOperation({
      cluster: now,
      state: "deleting",
      operation: deletion,
      request: newRequest(deletion),
    });
    const receipt = { checkedAt: later, checked: ["vpcs"], left: [] };
    await state().finishOperation(inputOf(deletion), { ...end("deleted"), receipt });
    expect((await state().cluster(cluster.tenantId, cluster.clusterId)).state).toBe("deleted");
    expect((await state().nodes(cluster.tenantId, cluster.clusterId)).items).toEqual([]);
    expect(await state().nodeGroups(cluster.tenantId, cluster.clusterId)).toEqual([]);
    expect(await state().operation(cluster.tenantId, deletion.operationId)).toMatchObject({ receipt });
    expect(await state().operation(cluster.tenantId, operation.operationId)).toMatchObject({ status: "succeeded" });
  });
};
