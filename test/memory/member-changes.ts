import type { Operation } from "#contract/operations.ts";
import { fakeHealth } from "#core/fakes/health.ts";
import { lose } from "#core/fakes/machines.ts";
import { machineChanged } from "#core/healing/machine-changed.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { withCluster } from "./node-calls.ts";
import { caller, type Service } from "./service.ts";

const group = { name: "default", size: 1 };

/** The members' machines that exist. */
export const membersOf = ({ world }: Service, clusterId: string) =>
  world.of("instances", clusterId).filter(({ role }) => role === "control-plane");

/** What looks after the service's clusters. */
export const watchOf = (service: Service) => {
  const { state, clock, machines, secrets, kubernetes } = service.ports;
  return {
    ...{ state, clock, machines, secrets, kubernetes },
    ...{ health: fakeHealth(service.kept), workflows: service.workflows, machineLimit: 500 },
  };
};

/** Every way to a member's replacement, on a cluster of its own: the member that is replaced is the second. */
export const replacements: Record<"works" | "is lost" | "is ill", (service: Service) => Promise<Operation>> = {
  async works(service) {
    const { clusterId, nodes } = await withCluster(service, { nodeGroups: [group] });
    const member = membersOf(service, clusterId)[1];
    await nodes.pod("dns", member?.nodeName ?? "", { labels: { app: "dns" } });
    return nodes.replace(member?.id ?? "");
  },
  async "is lost"(service) {
    const { clusterId } = await withCluster(service, { nodeGroups: [group] });
    const instanceId = membersOf(service, clusterId)[1]?.id ?? "";
    lose(service.world, instanceId, service.ports.clock.now());
    const event = { instanceId, kind: "state", at: service.ports.clock.now() } as const;
    const result = await machineChanged(event, watchOf(service));
    if (result?.outcome !== "repair") throw new Error(`no repair was begun on ${clusterId}`);
    return operationView(await service.ports.state.operation(caller.tenantId, result.operationId));
  },
  async "is ill"(service) {
    const { clusterId, nodes } = await withCluster(service, { nodeGroups: [group] });
    const member = membersOf(service, clusterId)[1];
    Object.assign(member?.node ?? {}, { ready: false, readyChangedAt: service.ports.clock.now() });
    return nodes.replace(member?.id ?? "");
  },
};

const addressesOf = (service: Service, clusterId: string): Map<string, string> =>
  new Map(membersOf(service, clusterId).map(({ address, slot }) => [address, slot]));

/** What is there of the control plane, by slot: ids and addresses differ from run to run. */
export const memberPicture = async (service: Service, clusterId: string) => {
  const { world, ports } = service;
  const slots = addressesOf(service, clusterId);
  const slotAt = (address: string): string => slots.get(address) ?? "nobody";
  const cluster = await ports.state.cluster(caller.tenantId, clusterId);
  const { items: records } = await ports.state.nodes(caller.tenantId, clusterId);
  const living = new Set(world.of("instances", clusterId).map(({ id }) => id));
  const api = await ports.kubernetes.connect({
    dnsName: cluster.resources.loadBalancer?.dnsName ?? "",
    keys: await ports.secrets.keys(clusterId),
  });
  const nodes = await api.nodes();
  return structuredClone({
    cluster: cluster.state,
    machines: membersOf(service, clusterId).map(({ slot, zone, state, spreadGroup, node }) => ({
      ...{ slot, zone, state, spreadGroup, unschedulable: node?.unschedulable },
    })),
    members: (cluster.resources.members ?? []).map(({ slot, address }) => `${slot} ${slotAt(address)}`),
    targets: (world.of("targetGroups", clusterId)[0]?.targets ?? []).map(slotAt).sort(),
    etcd: (world.etcd.get(clusterId) ?? []).map(({ address, votes }) => `${slotAt(address)} ${votes}`).sort(),
    records: records
      .filter(({ role }) => role === "control-plane")
      .map(({ state, nodeId }) => `${state} ${living.has(nodeId)}`),
    nodes: nodes.map(({ providerId }) => living.has(providerId.split("/").at(-1) ?? "")),
    routes: [...(world.of("routeTables", clusterId)[0]?.podRoutes.values() ?? [])].map((id) => living.has(id)),
    volumes: world.of("volumes", clusterId).map(({ sizeGiB }) => sizeGiB),
    interfaces: world
      .of("networkInterfaces", clusterId)
      .map(({ owner, attachedTo }) => `${owner} ${attachedTo !== undefined}`)
      .sort(),
    tokens: world.of("parameters", clusterId).length,
    counted: (await ports.state.used(caller.tenantId)).machines,
  });
};
