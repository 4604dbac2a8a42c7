import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Cluster, CreateCluster, UpdateCluster } from "#contract/clusters.ts";
import { ClusterState, clusterCan } from "#contract/states.ts";
import { InvalidInput, NotFound, PreconditionFailed, WrongState } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { createCluster } from "./create-cluster.ts";
import { updateCluster } from "./update-cluster.ts";

const made = async (body: object = {}) => {
  const ports = fakeRulePorts();
  const operation = await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one", ...body }) }, ports);
  return { ports, operation, clusterId: operation.clusterId };
};
const update = (ports: FakeRulePorts, clusterId: string, body: unknown, more: object = {}) =>
  updateCluster({ ...callOf(more), params: { clusterId }, body: UpdateCluster.parse(body) }, ports);

test("labels are merged, null takes one away, the rest stays", async () => {
  const { ports, clusterId } = await made({ labels: { team: "shop", tier: "1" } });
  const cluster = await update(ports, clusterId, { labels: { tier: null, owner: "ada" } });
  expect(Cluster.parse(cluster)).toMatchObject({
    labels: { team: "shop", owner: "ada" },
    deletionProtection: false,
    rev: 2,
  });
  expect((await update(ports, clusterId, { deletionProtection: true })).labels).toEqual({ team: "shop", owner: "ada" });
});

test("what is so already is not written again", async () => {
  const { ports, clusterId } = await made({ labels: { team: "shop" } });
  expect(await update(ports, clusterId, { labels: { team: "shop", none: null } })).toMatchObject({ rev: 1 });
});

test("a body that changes nothing, or says what cannot change so, is none", () => {
  for (const body of [{}, { name: "two" }, { labels: { "a b": "c" } }, { labels: { a: "-" } }, { version: "1.37" }])
    expect(UpdateCluster.safeParse(body).success).toBe(false);
});

test("labels stay within their number, also merged", async () => {
  const labels = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`l${i}`, ""]));
  const { ports, clusterId } = await made({ labels });
  await expect(update(ports, clusterId, { labels: { more: "" } })).rejects.toThrow(
    new InvalidInput("labels: at most 50 labels"),
  );
  expect(Object.keys((await update(ports, clusterId, { labels: { more: "", l0: null } })).labels)).toHaveLength(50);
  expect(CreateCluster.safeParse({ name: "a", labels: { ...labels, more: "" } }).success).toBe(false);
});

test.each(ClusterState.options)("a cluster that is %s may be changed exactly when the table says so", async (state) => {
  const { ports, operation, clusterId } = await made();
  await ports.state.finishOperation(
    { tenantId: ada.tenantId, clusterId, operationId: operation.id },
    { status: "succeeded", clusterState: state, nodeGroupState: state, at: ports.clock.now() },
  );
  const updated = update(ports, clusterId, { deletionProtection: true });
  if (state === "deleted") await expect(updated).rejects.toBeInstanceOf(NotFound);
  else if ((clusterCan.update as readonly string[]).includes(state))
    expect((await updated).deletionProtection).toBe(true);
  else await expect(updated).rejects.toBeInstanceOf(WrongState);
});

test("If-Match must name the present revision, also when somebody is faster", async () => {
  const { ports, clusterId } = await made();
  await expect(update(ports, clusterId, { deletionProtection: true }, { ifMatch: 7 })).rejects.toBeInstanceOf(
    PreconditionFailed,
  );
  const all = ["a", "b", "c"].map((by) => update(ports, clusterId, { labels: { by } }, { ifMatch: 1 }));
  const results = await Promise.allSettled(all);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results)
    if (result.status === "rejected") expect(result.reason).toBeInstanceOf(PreconditionFailed);
});

test("another tenant's cluster is not there", async () => {
  const { ports, clusterId } = await made();
  const stranger = { caller: { ...ada, tenantId: "red" } };
  await expect(update(ports, clusterId, { deletionProtection: true }, stranger)).rejects.toBeInstanceOf(NotFound);
});

test("of changes at the same time, among each other and with stages, none is lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, count) => {
      const { ports, operation, clusterId } = await made();
      const { ports: slow } = withFaults(ports, ({ name }) => scheduler.schedule(Promise.resolve(undefined), name));
      const changes = Array.from({ length: count }, (_, i) => update(slow, clusterId, { labels: { [`by${i}`]: "" } }));
      const input = { tenantId: ada.tenantId, clusterId, operationId: operation.id };
      const stage = slow.state.updateCluster(input, { endpoint: "https://one", at: ports.clock.now() });
      await scheduler.waitFor(Promise.all([...changes, stage]));
      const { spec, endpoint, rev } = await ports.state.cluster(ada.tenantId, clusterId);
      expect(Object.keys(spec.labels)).toHaveLength(count);
      expect({ endpoint, rev }).toEqual({ endpoint: "https://one", rev: count + 2 });
    }),
    { numRuns: 100 },
  );
});
