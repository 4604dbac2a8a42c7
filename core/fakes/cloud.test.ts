import { describe, expect, test } from "@jest/globals";
import { backupsContract } from "#adapters/backups.contract.ts";
import { billsContract } from "#adapters/bills.contract.ts";
import { bootReportsContract } from "#adapters/boot-reports.contract.ts";
import { estateContract } from "#adapters/estate.contract.ts";
import { etcdMembersContract } from "#adapters/etcd-members.contract.ts";
import { healthContract } from "#adapters/health.contract.ts";
import { identitiesContract } from "#adapters/identities.contract.ts";
import { inventoryContract } from "#adapters/inventory.contract.ts";
import { kubernetesNodesContract } from "#adapters/kubernetes-nodes.contract.ts";
import { ledgerContract } from "#adapters/ledger.contract.ts";
import { loadBalancersContract } from "#adapters/load-balancers.contract.ts";
import { machinesContract } from "#adapters/machines.contract.ts";
import { networkContract } from "#adapters/network.contract.ts";
import { priceStoreContract } from "#adapters/prices.contract.ts";
import { secretsContract } from "#adapters/secrets.contract.ts";
import { snapshotsContract } from "#adapters/snapshots.contract.ts";
import { stateContract } from "#adapters/state.contract.ts";
import { sweepContract } from "#adapters/sweep.contract.ts";
import { workflowsContract } from "#adapters/workflows.contract.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import { newClusterId, newOperationId } from "#core/clusters/ids.ts";
import { newStages } from "#core/operations/stages.ts";
import { membersOf } from "#test/memory/member-changes.ts";
import { withCluster } from "#test/memory/node-calls.ts";
import { inMemory } from "#test/memory/service.ts";
import { fakeBills } from "./bills.ts";
import { fakeCloud } from "./cloud.ts";
import { fakeHealth } from "./health.ts";
import { lose } from "./machines.ts";
import { fakePriceStore } from "./prices.ts";
import { fakeState } from "./state.ts";
import { fakeWorkflows } from "./workflows.ts";

const { ports, world, boot: bootMachine } = fakeCloud();
const state = fakeState();
const workflows = fakeWorkflows();

describe("fake network", () => networkContract(() => ports.network, newClusterId));
describe("fake machines", () => machinesContract(() => ports, newClusterId, kubernetesVersions[0]));
describe("fake load balancers", () => loadBalancersContract(() => ports, newClusterId));
describe("fake identities", () => identitiesContract(() => ports.identities, newClusterId));
describe("fake secrets", () => secretsContract(() => ports.secrets, newClusterId));
describe("fake boot reports", () => bootReportsContract(() => ports.bootReports, newClusterId));
describe("fake prices", () => {
  const store = fakePriceStore();
  priceStoreContract(() => store);
});
describe("fake ledger", () => ledgerContract(() => ports.ledger));
describe("fake estate", () =>
  estateContract(
    () => ({
      ...ports,
      boot: async (id) => void Object.assign(world.get("instances", id) ?? {}, { state: "running" }),
    }),
    newClusterId,
    kubernetesVersions[0],
  ));
describe("fake inventory", () =>
  inventoryContract(
    () => ports,
    {
      async dropRule(groupId) {
        world.get("securityGroups", groupId)?.rules.shift();
      },
      async addRule(groupId) {
        world.get("securityGroups", groupId)?.rules.push("a stranger");
      },
      dropTag: async (id, tag) => void world.lostTags.set(id, tag),
      giveTag: async (id) => void world.lostTags.delete(id),
      async closeEgress(tableId) {
        Object.assign(world.get("routeTables", tableId) ?? {}, { egress: false });
      },
    },
    newClusterId,
  ));
describe("fake sweep", () => sweepContract(() => ports, newClusterId));
describe("fake state", () => stateContract(() => state));
describe("fake bills", () => {
  const bills = fakeBills(state.kept);
  billsContract(
    () => bills,
    () => state,
  );
});
describe("fake health", () => {
  const health = fakeHealth(state.kept);
  healthContract(
    () => health,
    () => state,
  );
});
describe("fake backups", () => backupsContract(() => ports.backups, newClusterId));
describe("fake snapshots", () =>
  snapshotsContract(
    () => ports.snapshots,
    newClusterId,
    async ({ key }, text) => void world.snapshots.set(key, { text, keys: 1, at: ports.clock.now() }),
  ));
describe("fake etcd", () =>
  etcdMembersContract(async () => {
    const service = inMemory();
    const { clusterId, nodes } = await withCluster(service, {}, false);
    const members = membersOf(service, clusterId);
    const door = { api: await nodes.api(), node: members[0]?.nodeName ?? "", operationId: "op_1" };
    return {
      ...{ etcd: service.ports.etcd, door, addresses: members.map(({ address }) => address) },
      lose(address) {
        const lost = members.find((member) => member.address === address);
        lose(service.world, lost?.id ?? "", service.ports.clock.now());
      },
    };
  }));
describe("fake Kubernetes", () =>
  kubernetesNodesContract(async () => {
    const { nodes } = await withCluster(inMemory(), { nodeGroups: [{ name: "default", size: 2 }] }, false);
    return { api: await nodes.api(), node: nodes.machines()[0]?.nodeName ?? "" };
  }));
describe("fake workflows", () =>
  workflowsContract(
    () => workflows,
    () => ({
      tenantId: "tenant",
      operationId: newOperationId(),
      clusterId: newClusterId(),
      clusterName: "one",
      kind: "cluster.create",
      status: "pending",
      generation: 1,
      stages: newStages("cluster.create"),
      requestedBy: "ada",
      createdAt: "2026-01-01T00:00:00.000Z",
    }),
  ));

test("a machine boots only where everything is there that it needs", async () => {
  const clusterId = newClusterId();
  const profiles = await ports.identities.ensure(clusterId);
  const zones = (await ports.network.zones()).slice(0, 1);
  const range = { cidr: "10.0.0.0/16", podCidr: "10.244.0.0/16", zones, apiAccessCidrs: [] };
  const { subnets, securityGroups } = await ports.network.ensure({ clusterId, ...range });
  const secretId = ports.secrets.ids(clusterId).worker;
  const [machine] = await ports.machines.launch([
    {
      clusterId,
      operationId: "op",
      slot: "default-0",
      role: "worker",
      imageId: await ports.machines.image(kubernetesVersions[0]),
      machineType: "t3.large",
      instanceProfile: profiles.workerProfile,
      userData: JSON.stringify({ secretId }),
      rootDiskGiB: 20,
      place: { subnetId: subnets[0]?.privateSubnetId ?? "", securityGroupId: securityGroups.worker },
    },
  ]);
  const boot = () => bootMachine(machine?.instanceId ?? "");
  await expect(boot()).rejects.toThrow("secret");
  await ports.secrets.ensureKeys(clusterId, ports.authority.newKeys);
  await expect(boot()).rejects.toThrow("reaches no AWS API");
  await expect(ports.network.openEgress(clusterId)).rejects.toThrow("being made");
  await ports.network.openEgress(clusterId);
  await expect(boot()).rejects.toThrow("no task token");
  await ports.bootReports.expect(clusterId, machine?.instanceId ?? "", "token");
  expect(await boot()).toMatchObject({ instanceId: machine?.instanceId, role: "worker" });
  expect(world.get("instances", machine?.instanceId ?? "")?.state).toBe("running");
});
