import type { Operation } from "#contract/operations.ts";
import { runBrokenAt } from "./broken.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { caller, type Service } from "./service.ts";

export const group = { name: "default", size: 2, labels: { tier: "web" } };
const second = { name: "batch", size: 1, placement: "spread", dataDisks: [{ sizeGiB: 10, mountPath: "/data" }] };

/** Every kind of change, on a cluster of its own with a pod on each worker. */
export const changes: Record<string, (service: Service) => Promise<Operation>> = {
  async grow(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group] });
    return nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 3, labels: { tier: "db" } });
  },
  async shrink(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group] });
    return nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 1 });
  },
  async "add a group"(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group] });
    return nodes.createGroup(second);
  },
  async "delete a group"(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group, second] });
    return nodes.deleteGroup((await nodes.group("batch")).nodeGroupId);
  },
  async drain(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group] });
    return nodes.drain(nodes.machines()[0]?.id ?? "");
  },
  async replace(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group] });
    return nodes.replace(nodes.machines()[0]?.id ?? "");
  },
  async "roll in one round"(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group] });
    const { nodeGroupId } = await nodes.group();
    await service.run(await nodes.updateGroup(nodeGroupId, { diskGiB: 50 }));
    return nodes.rollGroup(nodeGroupId, { maxSurge: 2 });
  },
  async remove(service) {
    const { nodes } = await withCluster(service, { nodeGroups: [group] });
    return nodes.remove(nodes.machines()[0]?.id ?? "");
  },
};

/** What is there of the cluster's workers, without ids: they differ from run to run. */
export const pictureOf = async (service: Service, clusterId: string) => {
  const nodes = nodesOf(service, clusterId);
  const { world } = service;
  const records = await nodes.records();
  const api = await (await nodes.api()).nodes();
  const living = new Set(world.of("instances", clusterId).map(({ id }) => id));
  const groups = await nodes.groups();
  return structuredClone({
    cluster: (await service.ports.state.cluster(caller.tenantId, clusterId)).state,
    groups: groups.map(({ spec, state, template }) => ({ spec, state, template })),
    machines: nodes.machines().map(({ slot, zone, node }) => ({
      slot,
      zone,
      labels: node?.labels,
      unschedulable: node?.unschedulable,
    })),
    records: records.map(({ state, nodeId, reason }) => ({ state, reason, there: living.has(nodeId) })),
    nodes: api.map(({ providerId }) => living.has(providerId.split("/").at(-1) ?? "")),
    routes: [...(world.of("routeTables", clusterId)[0]?.podRoutes.values() ?? [])].map((id) => living.has(id)),
    volumes: world.of("volumes", clusterId).map(({ sizeGiB }) => sizeGiB),
    placementGroups: world.of("placementGroups", clusterId).map(({ strategy }) => strategy),
    interfaces: world.of("networkInterfaces", clusterId).length,
    tokens: world.of("parameters", clusterId).length,
    counted: (await service.ports.state.used(caller.tenantId)).machines,
  });
};

/** As the cluster was before anything was asked for; of a group's state and size, too. */
export const pictureBefore = async (change: (service: Service) => Promise<Operation>) => {
  let picture: Awaited<ReturnType<typeof pictureOf>> | undefined;
  await runBrokenAt(async (service) => {
    const { state } = service.ports;
    const begin = state.beginOperation;
    state.beginOperation = async (begun) => {
      picture = await pictureOf(service, begun.cluster.clusterId);
      return begin(begun);
    };
    return change(service);
  });
  if (!picture) throw new Error("nothing was begun");
  return picture;
};
