import { expect, test } from "@jest/globals";
import { AlreadyExists, Conflict, NotFound, QuotaExceeded } from "#core/errors.ts";
import type { State } from "#core/ports/state.ts";
import { deletionOf, end, inputOf, newMade, newRequest, newTenant } from "./state-records.contract.ts";

/** How operations begin: what is taken, what is refused, and that a refusal leaves nothing behind. */
export const beginningContract = (state: () => State): void => {
  test("a cluster is written with its groups, its operation and its request, and read back as it was", async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    const { tenantId, clusterId } = made.cluster;
    expect(await state().cluster(tenantId, clusterId)).toEqual(made.cluster);
    expect(await state().nodeGroups(tenantId, clusterId)).toEqual(made.nodeGroups);
    expect(await state().operation(tenantId, made.operation.operationId)).toEqual(made.operation);
    expect(await state().request(tenantId, made.request.key)).toMatchObject({
      fingerprint: made.request.fingerprint,
      operationId: made.operation.operationId,
    });
  });

  test("the same request again is a conflict, whatever else is taken, and changes nothing", async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    const again = { ...newMade(made.cluster.tenantId), request: made.request, clusterLimit: 1 };
    await expect(state().createCluster(again)).rejects.toBeInstanceOf(Conflict);
    await expect(state().cluster(made.cluster.tenantId, again.cluster.clusterId)).rejects.toBeInstanceOf(NotFound);
  });

  test("of two equal requests at once one is carried out", async () => {
    const tenantId = newTenant();
    const one = newMade(tenantId, "one");
    const two = { ...newMade(tenantId, "two"), request: one.request };
    const results = await Promise.allSettled([state().createCluster(one), state().createCluster(two)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await state().clusters(tenantId, { limit: 10 })).items).toHaveLength(1);
  });

  test("a taken name is refused and leaves no trace; another tenant may take it", async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    const second = newMade(made.cluster.tenantId);
    await expect(state().createCluster(second)).rejects.toBeInstanceOf(AlreadyExists);
    expect(await state().request(second.request.tenantId, second.request.key)).toBeUndefined();
    await expect(state().operation(second.cluster.tenantId, second.operation.operationId)).rejects.toBeInstanceOf(
      NotFound,
    );
    await state().createCluster(newMade(newTenant()));
  });

  test("a name leads to its cluster, in its tenant", async () => {
    const { cluster, ...made } = newMade(newTenant());
    expect(await state().clusterNamed(cluster.tenantId, cluster.name)).toBeUndefined();
    await state().createCluster({ cluster, ...made });
    expect(await state().clusterNamed(cluster.tenantId, cluster.name)).toBe(cluster.clusterId);
    expect(await state().clusterNamed(newTenant(), cluster.name)).toBeUndefined();
  });

  test("the quota counts living clusters: a deleted one makes room and frees its name", async () => {
    const tenantId = newTenant();
    const made = newMade(tenantId, "one", 1);
    await state().createCluster(made);
    await expect(state().createCluster(newMade(tenantId, "two", 1))).rejects.toBeInstanceOf(QuotaExceeded);
    await state().finishOperation(inputOf(made.operation), end("failed"));
    await expect(state().createCluster(newMade(tenantId, "two", 1))).rejects.toBeInstanceOf(QuotaExceeded);
    const cluster = await state().cluster(tenantId, made.cluster.clusterId);
    const deletion = deletionOf(cluster);
    await state().beginOperation({ cluster, state: "deleting", operation: deletion, request: newRequest(deletion) });
    await state().finishOperation(inputOf(deletion), end("deleted"));
    // A repeat gives nothing back twice.
    await state().finishOperation(inputOf(deletion), end("deleted"));
    await state().createCluster(newMade(tenantId, "one", 1));
    await expect(state().createCluster(newMade(tenantId, "two", 1))).rejects.toBeInstanceOf(QuotaExceeded);
  });

  test("an operation takes a free cluster as it was read", async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    await state().finishOperation(inputOf(made.operation), end("running"));
    const cluster = await state().cluster(made.cluster.tenantId, made.cluster.clusterId);
    const operation = deletionOf(cluster);
    await state().beginOperation({ cluster, state: "deleting", operation, request: newRequest(operation) });
    expect(await state().cluster(cluster.tenantId, cluster.clusterId)).toMatchObject({
      state: "deleting",
      activeOperation: operation.operationId,
      generation: 2,
      rev: cluster.rev + 1,
    });
    expect(await state().operation(cluster.tenantId, operation.operationId)).toEqual(operation);
  });

  test("a repair of the control plane is counted on the cluster as it begins, and stays when it ends", async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    await state().finishOperation(inputOf(made.operation), end("running"));
    const cluster = await state().cluster(made.cluster.tenantId, made.cluster.clusterId);
    const operation = { ...deletionOf(cluster), kind: "control-plane.replace" as const };
    const membersRepairedAt = ["2026-01-01T00:00:00.000Z", "2026-01-01T00:30:00.000Z"];
    const begun = { cluster, state: "updating" as const, operation, request: newRequest(operation) };
    await state().beginOperation({ ...begun, membersRepairedAt });
    const read = () => state().cluster(cluster.tenantId, cluster.clusterId);
    expect(await read()).toMatchObject({ state: "updating", membersRepairedAt });
    await state().finishOperation(inputOf(operation), end("running"));
    expect(await read()).toMatchObject({ state: "running", membersRepairedAt });
  });

  test("a held cluster, one that has changed and one of another tenant are not taken", async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    const { cluster } = made;
    const begin = async (changed: object) => {
      const operation = deletionOf({ ...cluster, ...changed });
      const request = newRequest(operation);
      const begun = { cluster: { ...cluster, ...changed }, state: "deleting" as const, operation, request };
      await expect(state().beginOperation(begun)).rejects.toBeInstanceOf(Conflict);
      expect(await state().request(operation.tenantId, request.key)).toBeUndefined();
    };
    await begin({});
    await state().finishOperation(inputOf(made.operation), end("running"));
    await begin({});
    await begin({ rev: 2, tenantId: newTenant() });
  });

  test("of two operations at once one gets the cluster", async () => {
    const made = newMade(newTenant());
    await state().createCluster(made);
    await state().finishOperation(inputOf(made.operation), end("running"));
    const cluster = await state().cluster(made.cluster.tenantId, made.cluster.clusterId);
    const begin = () => {
      const operation = deletionOf(cluster);
      return state().beginOperation({ cluster, state: "deleting", operation, request: newRequest(operation) });
    };
    const results = await Promise.allSettled([begin(), begin(), begin()]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
};
