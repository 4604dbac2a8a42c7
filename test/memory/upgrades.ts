import type { Operation } from "#contract/operations.ts";
import { UpgradeCluster } from "#contract/upgrades.ts";
import { callOf } from "#core/fakes/calls.ts";
import { rollBackOrPlan } from "#core/upgrade/roll-back-cluster.ts";
import { upgradeCluster } from "#core/upgrade/upgrade-cluster.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, type Service } from "./service.ts";

export const old = "v1.36.3";
export const next = "v1.37.2";

export const upgrade = (
  service: Service,
  clusterId: string,
  body: object = { version: next },
  more: object = {},
): Promise<Operation> =>
  upgradeCluster({ ...callOf(more), params: { clusterId }, body: UpgradeCluster.parse(body) }, service.write);

/** A cluster of the older version that is to be upgraded. */
export const beginUpgrade = async (service: Service): Promise<Operation> => {
  const { clusterId } = await withCluster(service, { version: old, nodeGroups: [{ name: "default", size: 2 }] });
  return upgrade(service, clusterId);
};

/** A cluster that has been upgraded. */
export const upgraded = async (service: Service): Promise<{ clusterId: string }> => {
  const operation = await beginUpgrade(service);
  const { status } = await ended(service, operation);
  if (status !== "succeeded") throw new Error(`the upgrade is ${status}`);
  return { clusterId: operation.clusterId };
};

export const rollBack = async (service: Service, clusterId: string, more: object = {}): Promise<Operation> => {
  const call = { ...callOf(more), params: { clusterId }, body: { force: [] }, query: {} };
  return (await rollBackOrPlan(call, { ...service.ports, ...service.write })) as Operation;
};

export const beginRollback = async (service: Service): Promise<Operation> =>
  rollBack(service, (await upgraded(service)).clusterId);

/** Versions of the machines that run, by role, and what the cluster's API says of each. */
export const versionsNow = async (service: Service, clusterId: string) => {
  const { ports, world } = service;
  const cluster = await ports.state.cluster(caller.tenantId, clusterId);
  const { items: records } = await ports.state.nodes(caller.tenantId, clusterId);
  const of = (role: string) => records.filter((one) => one.role === role).map(({ version }) => version);
  const objects = ports.kubernetes.objects(clusterId);
  const find = (name: string) => JSON.stringify(objects.find(({ metadata }) => metadata.name === name));
  return {
    cluster: cluster.state,
    version: cluster.spec.version,
    members: of("control-plane"),
    workers: of("worker"),
    states: [...new Set(records.map(({ state }) => state))],
    images: [...new Set(world.of("instances", clusterId).map(({ imageId }) => imageId))],
    imageId: cluster.resources.imageId,
    joins: /kubernetesVersion: (\S+?)\\n/.exec(find("kubeadm-config"))?.[1],
    proxy: /kube-proxy:(v[\d.]+)/.exec(find("kube-proxy"))?.[1],
    dns: /coredns:(v[\d.]+)/.exec(find("coredns"))?.[1],
    etcd: (world.etcd.get(clusterId) ?? []).length,
    etcdRuns: [...new Set((world.etcd.get(clusterId) ?? []).map(({ minor }) => minor))],
    targets: world.of("targetGroups", clusterId).flatMap(({ targets }) => targets).length,
    places: cluster.resources.members?.length,
    interfaces: world.of("networkInterfaces", clusterId).length,
    routes: world.of("routeTables", clusterId).flatMap(({ podRoutes }) => [...(podRoutes?.keys() ?? [])]).length,
    tokens: world.of("parameters", clusterId).length,
    unschedulable: world.of("instances", clusterId).filter(({ node }) => node?.unschedulable).length,
    counted: (await ports.state.used(caller.tenantId)).machines,
    lent: [...world.of("secrets", clusterId), ...world.all("roles"), ...world.all("instanceProfiles")].filter(
      ({ id }) => id.includes("drill"),
    ).length,
    drills: [...ports.ledger.intervals.values()].filter(({ part, end }) => part === "drill" && !end).length,
  };
};

/** As it is with everything of one version. */
export const whole = (version: string) => ({
  ...{ cluster: "running", version, members: Array(3).fill(version), workers: Array(2).fill(version) },
  ...{ states: ["ready"], images: [`ami-${version}-x86_64`], imageId: `ami-${version}-x86_64` },
  etcdRuns: ["3.6"],
  ...{ etcd: 3, targets: 3, places: 3, interfaces: 8, routes: 5, tokens: 0, unschedulable: 0, counted: 5 },
  ...{ lent: 0, drills: 0 },
});
