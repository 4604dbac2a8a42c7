import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { CreateCluster } from "#contract/clusters.ts";
import { NodeGroupSpec, UpdateNodeGroup } from "#contract/node-groups.ts";
import { isExpected } from "#core/errors.ts";
import { clusterEvents, listEvents } from "#core/events/read-events.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { createNodeGroup } from "#core/node-groups/create-node-group.ts";
import { deleteNodeGroup } from "#core/node-groups/delete-node-group.ts";
import { listNodeGroups } from "#core/node-groups/read-node-groups.ts";
import { updateNodeGroup } from "#core/node-groups/update-node-group.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { listOperations, viewOperation } from "#core/operations/read-operations.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { listQuotas } from "#core/quotas/list-quotas.ts";
import { createCluster } from "./create-cluster.ts";
import { deleteCluster } from "./delete-cluster.ts";
import { planCluster } from "./plan-cluster.ts";
import { listClusters, listNodes, viewCluster } from "./read-clusters.ts";
import { updateCluster } from "./update-cluster.ts";

const tenants = ["blue", "red"] as const;
type Tenant = (typeof tenants)[number];

interface Step {
  tenant: Tenant;
  verb:
    | "create"
    | "delete"
    | "update"
    | "view"
    | "nodes"
    | "operation"
    | "list"
    | "operations"
    | "finish"
    | "events"
    | "audit"
    | "cancel"
    | "retry"
    | "quotas"
    | "plan"
    | "groups"
    | "add a group"
    | "resize"
    | "delete a group";
  /** Which of all things that were ever made, whoever's they are. */
  pick: number;
  name: string;
  key: string | undefined;
}
const step: fc.Arbitrary<Step> = fc.record({
  tenant: fc.constantFrom(...tenants),
  verb: fc.constantFrom(
    "create",
    "delete",
    "update",
    "view",
    "nodes",
    "operation",
    "list",
    "operations",
    "finish",
    "events",
    "audit",
    "cancel",
    "retry",
    "quotas",
    "plan",
    "groups",
    "add a group",
    "resize",
    "delete a group",
  ),
  pick: fc.nat(),
  name: fc.constantFrom("one", "two", "three"),
  key: fc.option(fc.constantFrom("k", "l"), { nil: undefined }),
});

/** All that is kept of a tenant. */
const ownedBy = ({ state: { kept } }: FakeRulePorts, tenant: Tenant): string =>
  JSON.stringify(
    Object.values(kept).map((things: Map<string, { tenantId: string }>) =>
      [...things.values()].filter(({ tenantId }) => tenantId === tenant),
    ),
  );

const take = async ({ tenant, verb, pick, name, key }: Step, ports: FakeRulePorts): Promise<unknown> => {
  const { kept } = ports.state;
  const [clusters, operations] = [[...kept.clusters.keys()], [...kept.operations.values()]];
  const clusterId = clusters[pick % Math.max(clusters.length, 1)] ?? "cls_none";
  const operation = operations[pick % Math.max(operations.length, 1)];
  const nodeGroups = [...kept.nodeGroups.values()];
  const group = nodeGroups[pick % Math.max(nodeGroups.length, 1)];
  const onGroup = { clusterId: group?.clusterId ?? "cls_none", nodeGroupId: group?.nodeGroupId ?? "ng_none" };
  const call = { ...callOf({ caller: { ...ada, tenantId: tenant }, idempotencyKey: key }), body: undefined };
  const query = { pageSize: 2 };
  switch (verb) {
    case "create":
      return createCluster({ ...call, body: CreateCluster.parse({ name }) }, ports);
    case "delete":
      return deleteCluster({ ...call, params: { clusterId } }, ports);
    case "update":
      return updateCluster({ ...call, body: { labels: { by: tenant } }, params: { clusterId } }, ports);
    case "view":
      return viewCluster({ ...call, params: { clusterId } }, ports);
    case "nodes":
      return listNodes({ ...call, params: { clusterId }, query }, ports);
    case "operation":
      return viewOperation({ ...call, params: { operationId: operation?.operationId ?? "op_none" } }, ports);
    case "list":
      return listClusters({ ...call, query }, ports);
    case "operations":
      return listOperations({ ...call, query: { ...query, clusterId } }, ports);
    case "events":
      return clusterEvents({ ...call, params: { clusterId }, query }, ports);
    case "cancel":
      return cancelOperation({ ...call, params: { operationId: operation?.operationId ?? "op_none" } }, ports);
    case "retry":
      return retryOperation({ ...call, params: { operationId: operation?.operationId ?? "op_none" } }, ports);
    case "quotas":
      return listQuotas(call, ports);
    case "groups":
      return listNodeGroups({ ...call, params: { clusterId }, query: { pageSize: 50 } }, ports);
    case "add a group":
      return createNodeGroup({ ...call, body: NodeGroupSpec.parse({ name }), params: { clusterId } }, ports);
    case "resize":
      return updateNodeGroup({ ...call, body: UpdateNodeGroup.parse({ size: pick % 5 }), params: onGroup }, ports);
    case "delete a group":
      return deleteNodeGroup({ ...call, params: onGroup, query: { force: "false" } }, ports);
    case "plan":
      return planCluster({ ...call, body: CreateCluster.parse({ name }) }, ports);
    case "audit":
      return listEvents({ ...call, query }, ports);
    case "finish":
      // A stage whose input names the wrong tenant.
      return operation
        ? ports.state.finishOperation(
            { ...operation, tenantId: tenant },
            {
              ...(pick % 3 === 0
                ? { status: "failed", clusterState: "failed", nodeGroupState: "failed" }
                : { status: "succeeded", clusterState: "running", nodeGroupState: "running" }),
              at: ports.clock.now(),
            },
          )
        : undefined;
  }
};

test("whatever a tenant calls, with whosever ids, it sees and touches its own things only", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const ports = fakeRulePorts(5);
      for (const one of steps) {
        const other = one.tenant === "blue" ? "red" : "blue";
        const before = ownedBy(ports, other);
        const foreign = [...JSON.parse(before)]
          .flat()
          .flatMap((thing: { clusterId?: string; operationId?: string }) => [thing.clusterId, thing.operationId]);
        const answer = await take(one, ports).catch((error: unknown) => {
          if (!isExpected(error)) throw error;
          // The caller named it; what an error must not tell is whether it is there, or what holds it.
          expect(
            ["WrongState", "PreconditionFailed"].includes(error.name) && foreign.includes(error.message.split(" ")[1]),
          ).toBe(false);
          return undefined;
        });
        const told = JSON.stringify(answer ?? null);
        for (const id of foreign) if (id !== undefined) expect(told.includes(id)).toBe(false);
        expect(ownedBy(ports, other)).toBe(before);
      }
    }),
    { numRuns: 60 },
  );
});
