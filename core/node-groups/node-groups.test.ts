import { describe, expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { NodeGroupSpec, RollNodeGroup, UpdateNodeGroup } from "#contract/node-groups.ts";
import { ClusterState, clusterCan, NodeGroupState, nodeGroupCan } from "#contract/states.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import {
  AlreadyExists,
  IdempotencyKeyReused,
  InvalidInput,
  NotFound,
  PreconditionFailed,
  QuotaExceeded,
  WrongState,
} from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { createNodeGroup } from "./create-node-group.ts";
import { deleteNodeGroup } from "./delete-node-group.ts";
import { listNodeGroups, viewNodeGroup } from "./read-node-groups.ts";
import { rollNodeGroup } from "./roll-node-group.ts";
import { updateNodeGroup } from "./update-node-group.ts";

const subnets = ["us-east-1a", "us-east-1b", "us-east-1c"].map((zone) => ({
  zone,
  publicSubnetId: `public-${zone}`,
  privateSubnetId: `private-${zone}`,
}));

/** A cluster at rest, with the node group `default` of three. */
const running = async (
  clusterState: ClusterState = "running",
  nodeGroupState: NodeGroupState = "running",
  ports = fakeRulePorts(),
) => {
  const body = CreateCluster.parse({ name: "one", network: { podCidr: "10.244.0.0/20" } });
  const { id, clusterId } = await createCluster({ ...callOf({}), body }, ports);
  const input = { tenantId: ada.tenantId, clusterId, operationId: id };
  const at = ports.clock.now();
  await ports.state.updateCluster(input, { resources: { subnets }, at });
  await ports.state.finishOperation(input, { status: "succeeded", clusterState, nodeGroupState, at });
  const [group] = await ports.state.nodeGroups(ada.tenantId, clusterId);
  return { ports, clusterId, nodeGroupId: group?.nodeGroupId ?? "" };
};

const create = (ports: FakeRulePorts, clusterId: string, body: object, more: object = {}) =>
  createNodeGroup({ ...callOf(more), params: { clusterId }, body: NodeGroupSpec.parse(body) }, ports);
const update = (
  ports: FakeRulePorts,
  params: { clusterId: string; nodeGroupId: string },
  body: object,
  more: object = {},
) => updateNodeGroup({ ...callOf(more), params, body: UpdateNodeGroup.parse(body) }, ports);
const remove = (ports: FakeRulePorts, params: { clusterId: string; nodeGroupId: string }, more: object = {}) =>
  deleteNodeGroup({ ...callOf(more), body: undefined, params, query: { force: "false" } }, ports);

const expectUntouched = async ({ ports, clusterId }: Awaited<ReturnType<typeof running>>, operations = 1) => {
  expect(ports.state.kept.operations.size).toBe(operations);
  expect((await ports.state.nodeGroups(ada.tenantId, clusterId)).map(({ spec, rev }) => [spec.name, rev])).toEqual([
    ["default", 1],
  ]);
};

describe("create", () => {
  test("a name is enough; the operation holds the cluster, and says which group it makes", async () => {
    const { ports, clusterId } = await running();
    const operation = await create(ports, clusterId, { name: "web" });
    expect(operation).toMatchObject({ kind: "node-group.create", status: "pending", nodeGroupId: expect.any(String) });
    expect(operation).not.toHaveProperty("change");
    expect(await ports.state.cluster(ada.tenantId, clusterId)).toMatchObject({
      state: "updating",
      activeOperation: operation.id,
    });
    const params = { clusterId, nodeGroupId: operation.nodeGroupId ?? "" };
    expect(await viewNodeGroup({ ...callOf({}), body: undefined, params }, ports)).toMatchObject({
      name: "web",
      state: "pending",
      size: 3,
      rev: 1,
    });
    expect(ports.workflows.running().map(({ operationId }) => operationId)).toContain(operation.id);
  });

  test("a taken name, an unknown zone, more nodes than the pod range has room for, and too many groups are refused", async () => {
    const service = await running();
    const { ports, clusterId } = service;
    await expect(create(ports, clusterId, { name: "default" })).rejects.toBeInstanceOf(AlreadyExists);
    await expect(create(ports, clusterId, { name: "a", zones: ["us-east-1d"] })).rejects.toMatchObject({
      name: "InvalidInput",
      faults: [{ field: "zones[0]", value: "us-east-1d" }],
    });
    // A /20 has room for 16 nodes; 3 members of the control plane and 3 workers are there.
    await expect(create(ports, clusterId, { name: "a", size: 11 })).rejects.toMatchObject({
      faults: [{ field: "size", value: 11, allowed: expect.stringMatching(/^at most 10: .*10\.244\.0\.0\/20/) }],
    });
    await expectUntouched(service);
    const [group] = ports.state.kept.nodeGroups.values();
    for (let i = 0; group && i < 19; i++)
      ports.state.kept.nodeGroups.set(`ng_${i}`, {
        ...group,
        nodeGroupId: `ng_${i}`,
        spec: { ...group.spec, name: `g${i}`, size: 0 },
      });
    await expect(create(ports, clusterId, { name: "one-more" })).rejects.toBeInstanceOf(QuotaExceeded);
  });

  test("all faults are told at once", async () => {
    const { ports, clusterId } = await running();
    const body = { name: "a", zones: ["us-east-1d", "us-east-1e"], size: 50 };
    const refused = create(ports, clusterId, body);
    await expect(refused).rejects.toBeInstanceOf(InvalidInput);
    await expect(refused).rejects.toMatchObject({
      faults: [{ field: "zones[0]" }, { field: "zones[1]" }, { field: "size" }],
    });
  });
});

describe("list", () => {
  const withGroups = async () => {
    const service = await running();
    const [group] = service.ports.state.kept.nodeGroups.values();
    for (let i = 0; group && i < 4; i++)
      service.ports.state.kept.nodeGroups.set(`ng_${i}`, { ...group, nodeGroupId: `ng_${i}` });
    const list = (pageSize: number, pageToken?: string) =>
      listNodeGroups(
        {
          ...callOf({}),
          body: undefined,
          params: { clusterId: service.clusterId },
          query: { pageSize, ...(pageToken === undefined ? {} : { pageToken }) },
        },
        service.ports,
      );
    return { ...service, list };
  };

  test.each([1, 2, 3, 5, 50])("by pages of %d it has each group once, oldest first", async (pageSize) => {
    const { list, ports } = await withGroups();
    const ids: string[] = [];
    let token: string | undefined;
    do {
      const page = await list(pageSize, token);
      expect(page.items.length).toBeLessThanOrEqual(pageSize);
      ids.push(...page.items.map(({ id }) => id));
      token = page.nextPageToken;
    } while (token !== undefined);
    expect(ids).toEqual([...ports.state.kept.nodeGroups.keys()].sort());
  });

  test("goes on where it was when the last group of a page is gone, and refuses a token of another list", async () => {
    const { list, ports } = await withGroups();
    const { items, nextPageToken } = await list(2);
    ports.state.kept.nodeGroups.delete(items[1]?.id ?? "");
    expect((await list(50, nextPageToken)).items).toHaveLength(3);
    await expect(list(50, `x.${items[0]?.id}`)).rejects.toBeInstanceOf(InvalidInput);
  });
});

describe("update", () => {
  test("sets what is given, and counts a new template only for what makes a machine", async () => {
    const { ports, ...params } = await running();
    await update(ports, params, { size: 4, labels: { a: "1" } });
    const [group] = await ports.state.nodeGroups(ada.tenantId, params.clusterId);
    expect(group).toMatchObject({
      state: "scaling",
      template: 1,
      rev: 2,
      spec: { size: 4, labels: { a: "1" }, diskGiB: 40 },
    });
    for (const [change, template] of [
      [{ diskGiB: 50 }, 2],
      [{ diskGiB: 40 }, 1],
      [{ drainSeconds: 60 }, 1],
      [{ spot: true }, 2],
    ] as const) {
      const again = await running();
      await update(again.ports, again, change);
      expect([...again.ports.state.kept.nodeGroups.values()][0]).toMatchObject({ state: "updating", template });
    }
  });

  test("a size outside the group's range, or a range that its size is outside of, is refused", async () => {
    const service = await running();
    const { ports, ...params } = service;
    for (const body of [{ max: 2 }, { min: 4 }, { size: 5, max: 4 }, { min: 3, max: 2, size: 2 }])
      await expect(update(ports, params, body)).rejects.toBeInstanceOf(InvalidInput);
    await expectUntouched(service);
    expect((await update(ports, params, { size: 0, max: 0 })).status).toBe("pending");
  });

  test("If-Match must name the group's revision", async () => {
    const service = await running();
    const { ports, ...params } = service;
    await expect(update(ports, params, { size: 4 }, { ifMatch: 7 })).rejects.toBeInstanceOf(PreconditionFailed);
    await expect(remove(ports, params, { ifMatch: 7 })).rejects.toBeInstanceOf(PreconditionFailed);
    await expectUntouched(service);
    expect((await update(ports, params, { size: 4 }, { ifMatch: 1 })).status).toBe("pending");
  });
});

describe("all of them", () => {
  test("while an operation holds the cluster, it is named", async () => {
    const { ports, ...params } = await running();
    const { id } = await update(ports, params, { size: 4 });
    for (const refused of [
      update(ports, params, {}),
      remove(ports, params),
      create(ports, params.clusterId, { name: "a" }),
    ])
      await expect(refused).rejects.toMatchObject({ name: "WrongState", operationId: id });
  });

  test.each(ClusterState.options)(
    "in a cluster that is %s they are possible exactly when the table says so",
    async (state) => {
      const { ports, clusterId } = await running(state);
      const made = create(ports, clusterId, { name: "a" });
      if ((clusterCan.nodeGroupCreate as readonly string[]).includes(state))
        expect((await made).status).toBe("pending");
      else await expect(made).rejects.toBeInstanceOf(state === "deleted" ? NotFound : WrongState);
    },
  );

  test.each(NodeGroupState.options)("a group that is %s is changed exactly when the table says so", async (state) => {
    const { ports, ...params } = await running("running", state);
    const changed = update(ports, params, { size: 1 });
    if ((nodeGroupCan.nodeGroupUpdate as readonly string[]).includes(state))
      expect((await changed).status).toBe("pending");
    else await expect(changed).rejects.toBeInstanceOf(WrongState);
  });

  test("machines that the tenant may not have are refused, before anything is written", async () => {
    const service = await running("running", "running", fakeRulePorts(20, 9));
    const { ports, ...params } = service;
    const faults = (value: number) => ({
      name: "QuotaExceeded",
      faults: [{ field: "quota.machines", value, allowed: "at most 9 machines in all clusters of the tenant" }],
    });
    await expect(update(ports, params, { size: 7 })).rejects.toMatchObject(faults(4));
    await expect(create(ports, params.clusterId, { name: "a", size: 4 })).rejects.toMatchObject(faults(4));
    await expectUntouched(service);
    expect(await ports.state.used(ada.tenantId)).toEqual({ clusters: 1, machines: 6 });
    await update(ports, params, { size: 6 });
    expect(await ports.state.used(ada.tenantId)).toEqual({ clusters: 1, machines: 9 });
  });

  test("another tenant's are not there", async () => {
    const service = await running();
    const { ports, ...params } = service;
    const stranger = { caller: { ...ada, tenantId: "red" } };
    const calls = [
      create(ports, params.clusterId, { name: "a" }, stranger),
      update(ports, params, { size: 1 }, stranger),
      remove(ports, params, stranger),
      rollNodeGroup({ ...callOf(stranger), params, body: RollNodeGroup.parse({}) }, ports),
      viewNodeGroup({ ...callOf(stranger), body: undefined, params }, ports),
      listNodeGroups({ ...callOf(stranger), body: undefined, params, query: { pageSize: 50 } }, ports),
    ];
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(NotFound);
    await expect(update(ports, { ...params, nodeGroupId: "ng_none" }, {})).rejects.toBeInstanceOf(NotFound);
    await expectUntouched(service);
  });

  test("a repeat under the same key is the same operation, another body another request", async () => {
    const { ports, ...params } = await running();
    const keyed = { idempotencyKey: "k" };
    const { id } = await update(ports, params, { size: 4 }, keyed);
    expect((await update(ports, params, { size: 4 }, keyed)).id).toBe(id);
    await expect(update(ports, params, { size: 5 }, keyed)).rejects.toBeInstanceOf(IdempotencyKeyReused);
    await expect(remove(ports, params, keyed)).rejects.toBeInstanceOf(IdempotencyKeyReused);
  });

  test("of changes at the same time one takes the cluster, and only its group is written", async () => {
    const { ports, clusterId, nodeGroupId } = await running();
    const results = await Promise.allSettled([
      create(ports, clusterId, { name: "a" }),
      create(ports, clusterId, { name: "a" }),
      update(ports, { clusterId, nodeGroupId }, { size: 1 }),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const groups = await ports.state.nodeGroups(ada.tenantId, clusterId);
    expect(groups.filter(({ state }) => state !== "running")).toHaveLength(1);
  });
});
