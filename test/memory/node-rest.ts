import { expect } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import type { Nodes } from "./node-calls.ts";
import { caller, type Service } from "./service.ts";

/** How an operation ended. */
export const ended = async (service: Service, operation: Operation) => {
  const went = await service.run(operation);
  const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
  return { went, status, error };
};

/** Nothing is left of an operation but what it was to leave. */
export const expectAtRest = async (service: Service, clusterId: string, nodes: Nodes): Promise<void> => {
  const cluster = await service.ports.state.cluster(caller.tenantId, clusterId);
  expect({ state: cluster.state, holds: cluster.activeOperation }).toEqual({ state: "running", holds: undefined });
  const ids = nodes.machines().map(({ id }) => id);
  const records = await nodes.records();
  expect(records.map(({ nodeId }) => nodeId).sort()).toEqual([...ids].sort());
  expect(new Set(records.map(({ state }) => state))).toEqual(new Set(ids.length > 0 ? ["ready"] : []));
  const known = (await (await nodes.api()).nodes()).map(({ providerId }) => providerId.split("/").at(-1));
  expect(known).toEqual(expect.arrayContaining(ids));
  expect(known).toHaveLength(ids.length + 3);
  const [table] = service.world.of("routeTables", clusterId);
  expect([...(table?.podRoutes.values() ?? [])].sort()).toEqual([...known].sort());
  expect(service.world.of("parameters", clusterId)).toEqual([]);
};
