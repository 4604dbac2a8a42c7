import { expect, test } from "@jest/globals";
import { QuotaExceeded } from "#core/errors.ts";
import type { State } from "#core/ports/state.ts";
import { deletionOf, end, inputOf, newMade, newRequest, newTenant } from "./state-records.contract.ts";

/** What counts against a tenant's quotas, and that nothing gets past them. */
export const quotaContract = (state: () => State): void => {
  const made = (tenantId: string, name: string, machines: number, machineLimit: number) => {
    const given = newMade(tenantId, name);
    return { ...given, cluster: { ...given.cluster, machines }, machineLimit };
  };

  test("machines count from the request on until the cluster is gone", async () => {
    const tenantId = newTenant();
    expect(await state().used(tenantId)).toEqual({ clusters: 0, machines: 0 });
    const one = made(tenantId, "one", 6, 20);
    await state().createCluster(one);
    await state().createCluster(made(tenantId, "two", 3, 20));
    expect(await state().used(tenantId)).toEqual({ clusters: 2, machines: 9 });
    await state().finishOperation(inputOf(one.operation), end("failed"));
    expect(await state().used(tenantId)).toEqual({ clusters: 2, machines: 9 });
    const cluster = await state().cluster(tenantId, one.cluster.clusterId);
    const deletion = deletionOf(cluster);
    await state().beginOperation({ cluster, state: "deleting", operation: deletion, request: newRequest(deletion) });
    await state().finishOperation(inputOf(deletion), end("deleted"));
    await state().finishOperation(inputOf(deletion), end("deleted"));
    expect(await state().used(tenantId)).toEqual({ clusters: 1, machines: 3 });
    expect(await state().used(newTenant())).toEqual({ clusters: 0, machines: 0 });
  });

  test("the last machine that there may be is had, the one after it not, and a refusal counts nothing", async () => {
    const tenantId = newTenant();
    await expect(state().createCluster(made(tenantId, "big", 11, 10))).rejects.toBeInstanceOf(QuotaExceeded);
    await state().createCluster(made(tenantId, "one", 6, 10));
    const refused = state().createCluster(made(tenantId, "two", 5, 10));
    const allowed = "at most 10 machines in all clusters of the tenant";
    await expect(refused).rejects.toMatchObject({
      name: "QuotaExceeded",
      faults: [{ field: "quota.machines", value: 5, allowed }],
    });
    expect(await state().used(tenantId)).toEqual({ clusters: 1, machines: 6 });
    await state().createCluster(made(tenantId, "two", 4, 10));
    expect(await state().used(tenantId)).toEqual({ clusters: 2, machines: 10 });
  });

  test("requests at the same time do not get more through than one after the other", async () => {
    const tenantId = newTenant();
    const names = ["a", "b", "c", "d", "e"];
    const results = await Promise.allSettled(names.map((name) => state().createCluster(made(tenantId, name, 6, 20))));
    const through = results.filter(({ status }) => status === "fulfilled").length;
    expect(through).toBeLessThanOrEqual(3);
    expect(await state().used(tenantId)).toEqual({ clusters: through, machines: through * 6 });
  });

  test("an operation that wants more machines, or fewer, counts them as it begins", async () => {
    const tenantId = newTenant();
    const one = made(tenantId, "one", 6, 10);
    await state().createCluster(one);
    await state().finishOperation(inputOf(one.operation), end("running"));
    const begin = async (wanted: number) => {
      const cluster = await state().cluster(tenantId, one.cluster.clusterId);
      const operation = deletionOf(cluster);
      const machines = { wanted, limit: 10 };
      await state().beginOperation({ cluster, state: "updating", operation, request: newRequest(operation), machines });
      await state().finishOperation(inputOf(operation), end("running"));
    };
    await expect(begin(11)).rejects.toBeInstanceOf(QuotaExceeded);
    expect(await state().used(tenantId)).toEqual({ clusters: 1, machines: 6 });
    for (const wanted of [10, 10, 4]) {
      await begin(wanted);
      expect(await state().used(tenantId)).toEqual({ clusters: 1, machines: wanted });
    }
    expect((await state().cluster(tenantId, one.cluster.clusterId)).machines).toBe(4);
  });

  test("an operation that ends with fewer machines gives the rest back, once; it never takes more", async () => {
    const tenantId = newTenant();
    const one = made(tenantId, "one", 6, 10);
    await state().createCluster(one);
    await state().finishOperation(inputOf(one.operation), end("running"));
    const finish = async (machines: number) => {
      const cluster = await state().cluster(tenantId, one.cluster.clusterId);
      const operation = deletionOf(cluster);
      await state().beginOperation({ cluster, state: "updating", operation, request: newRequest(operation) });
      await state().finishOperation(inputOf(operation), { ...end("running"), machines });
      await state().finishOperation(inputOf(operation), { ...end("running"), machines });
      const { machines: counted } = await state().cluster(tenantId, one.cluster.clusterId);
      return { counted, ...(await state().used(tenantId)) };
    };
    expect(await finish(4)).toEqual({ counted: 4, clusters: 1, machines: 4 });
    expect(await finish(9)).toEqual({ counted: 4, clusters: 1, machines: 4 });
    expect(await finish(0)).toEqual({ counted: 0, clusters: 1, machines: 0 });
  });
};
