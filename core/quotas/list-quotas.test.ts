import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { ada, callOf, fakeRulePorts } from "#core/fakes/calls.ts";
import { listQuotas } from "./list-quotas.ts";

test("limits and use are the tenant's; machines are the control plane's and the workers'", async () => {
  const ports = fakeRulePorts(2, 12);
  const create = (body: object) =>
    createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one", ...body }) }, ports);
  await create({
    nodeGroups: [
      { name: "a", size: 4 },
      { name: "b", size: 0 },
    ],
  });
  const quotas = async (tenantId: string = ada.tenantId) =>
    (await listQuotas({ caller: { ...ada, tenantId } }, ports)).items;
  expect(await quotas()).toEqual([
    { name: "clusters", limit: 2, used: 1 },
    { name: "machines", limit: 12, used: 7 },
  ]);
  await expect(create({ name: "two" })).rejects.toMatchObject({
    code: "QuotaExceeded",
    faults: [{ field: "quota.machines", value: 6, allowed: "at most 12 machines in all clusters of the tenant" }],
  });
  await create({ name: "two", nodeGroups: [] });
  await expect(create({ name: "three", nodeGroups: [] })).rejects.toMatchObject({
    faults: [{ field: "quota.clusters", value: 3, allowed: "at most 2 clusters in the tenant" }],
  });
  expect(await quotas("red")).toMatchObject([{ used: 0 }, { used: 0 }]);
});
