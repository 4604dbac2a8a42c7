import { kubernetesVersions } from "#contract/catalog.ts";
import { architectures } from "#contract/machine-types.ts";
import { pricesOf } from "#core/billing/prices.ts";
import type { BootReport } from "#core/ports/cloud.ts";
import type { Bootstrap } from "#core/ports/machine-bootstrap.ts";
import type { Ports } from "#core/stages/stage.ts";
import { etcdMinorRun, joinEtcdTag, versionOf } from "./add-ons.ts";
import { fakeAuthority } from "./authority.ts";
import { fakeBills } from "./bills.ts";
import { fakeBootReports } from "./boot-reports.ts";
import { fakeClock } from "./clock.ts";
import { fakeEstate } from "./estate.ts";
import { bearEtcd, fakeEtcd, joinEtcd } from "./etcd.ts";
import { fakeIdentities } from "./identities.ts";
import { fakeInventory } from "./inventory.ts";
import { fakeKubernetes } from "./kubernetes.ts";
import { fakeLedger } from "./ledger.ts";
import { fakeLoadBalancers } from "./load-balancers.ts";
import { fakeMachines, nodeNameOf } from "./machines.ts";
import { fakeNetwork } from "./network.ts";
import { fakePriceStore } from "./prices.ts";
import { fakeSecrets } from "./secrets.ts";
import { bornWithSnapshot, breakagesOf, fakeBackups, fakeEtcdSnapshots, fakeSnapshots, kindsOf } from "./snapshots.ts";
import { fakeState, type Kept } from "./state.ts";
import { fakeSweep } from "./sweep.ts";
import { newWorld, type Thing, type World } from "./world.ts";

const drillSteps = ["identity", "snapshot", "restore", "api-server", "read"];

export interface FakePorts extends Ports {
  state: ReturnType<typeof fakeState>;
  kubernetes: ReturnType<typeof fakeKubernetes>;
  ledger: ReturnType<typeof fakeLedger>;
}

/** A whole cloud in memory, held to the ports' promises by adapters/*.contract.ts. */
export interface FakeCloud {
  ports: FakePorts;
  world: World;
  kept: Kept;
  /** Reports that machines have sent, by task token. */
  answers: Map<string, BootReport>;
  /**
   * What the machine does by itself once it runs: it fetches its secret and its task token and reports.
   * @throws Error when it could not have booted: no way out, no profile, no secret, nobody to report to
   */
  boot(instanceId: string): Promise<BootReport>;
}

export const fakeCloud = (): FakeCloud => {
  const clock = fakeClock();
  const world = newWorld(clock.peek);
  for (const version of kubernetesVersions)
    for (const architecture of architectures)
      world.images.set(`${version} ${architecture}`, `ami-${version}-${architecture}`);
  const answers = new Map<string, BootReport>();
  const state = fakeState();
  const kubernetes = fakeKubernetes(world);
  const ports: FakePorts = {
    state,
    clock,
    network: fakeNetwork(world),
    identities: fakeIdentities(world),
    secrets: fakeSecrets(world),
    authority: fakeAuthority(clock),
    loadBalancers: fakeLoadBalancers(world),
    machines: fakeMachines(world),
    bootReports: fakeBootReports(world, answers),
    bootstrap: { userData: (bootstrap) => JSON.stringify(bootstrap) },
    kubernetes,
    etcd: fakeEtcd(world),
    etcdSnapshots: fakeEtcdSnapshots(world, clock, kubernetes.objects),
    snapshots: fakeSnapshots(world),
    backups: fakeBackups(
      ({ clusterId, operationId }) => state.kept.clusters.get(clusterId)?.activeOperation === operationId,
    ),
    sweep: fakeSweep(world),
    estate: fakeEstate(world),
    ledger: fakeLedger(),
    bills: fakeBills(state.kept),
    prices: pricesOf(fakePriceStore(), "us-east-1"),
    inventory: fakeInventory(world),
  };

  /** It is no node, and no member: it reads what it has, tells, and is off. */
  const reportDrill = async (
    taskToken: string,
    instance: Thing<"instances">,
    restore: Bootstrap["restore"],
  ): Promise<BootReport> => {
    if (!restore) throw new Error(`${instance.id} is told of no snapshot`);
    const report: BootReport = {
      ...{ instanceId: instance.id, nodeName: nodeNameOf(instance.address), role: "drill", kubeletVersion: "v1.37.2" },
      ...{ kinds: kindsOf(world, restore), steps: drillSteps.map((name) => ({ name, seconds: 1 })) },
      ...(restore.rehearses ? breakagesOf(world, restore) : {}),
    };
    Object.assign(instance, { state: "running" });
    await ports.bootReports.answer(taskToken, report);
    return report;
  };

  const boot = async (instanceId: string): Promise<BootReport> => {
    const instance = world.get("instances", instanceId);
    if (!instance) throw new Error(`there is no ${instanceId}`);
    const { clusterId, role, userData } = instance;
    const told = JSON.parse(userData) as Partial<Bootstrap>;
    const { secretId, join = false, restore, labels = {}, taints = [], etcdImageTag } = told;
    if (!world.get("secrets", secretId ?? "")) throw new Error(`${instanceId} finds no secret ${secretId}`);
    if (!world.get("instanceProfiles", instance.instanceProfile)) throw new Error(`${instanceId} has no credentials`);
    if (!world.of("routeTables", clusterId).some(({ egress }) => egress))
      throw new Error(`${instanceId} reaches no AWS API`);
    const asked = world.of("parameters", clusterId).find((parameter) => parameter.instanceId === instanceId);
    if (!asked) throw new Error(`${instanceId} finds no task token`);
    if (role === "drill") return reportDrill(asked.taskToken, instance, restore);
    const minor = etcdMinorRun(versionOf(instance), join ? joinEtcdTag(kubernetes.objects(clusterId)) : etcdImageTag);
    if (restore)
      bearEtcd(world, clusterId, instance.address, { ...restore, text: bornWithSnapshot(world, restore), minor });
    else if (role === "control-plane") joinEtcd(world, clusterId, { address: instance.address, minor }, join);
    const nodeName = nodeNameOf(instance.address);
    // A kubelet that finds a Node of its name takes it as it is, with the id of the machine that it was made for.
    const isTaken = world.ghosts.some((ghost) => ghost.clusterId === clusterId && ghost.nodeName === nodeName);
    Object.assign(instance, { state: "running", nodeName });
    if (!isTaken) instance.node = { unschedulable: false, ready: true, labels, taints };
    const report: BootReport = { instanceId, nodeName, role, steps: [], kubeletVersion: "v1.37.2" };
    await ports.bootReports.answer(asked.taskToken, report);
    return report;
  };
  return { ports, world, kept: state.kept, answers, boot };
};
