import type { Server } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { bornWith, etcdMinorRun, joinEtcdTag } from "#core/fakes/add-ons.ts";
import { emulatingPods } from "#core/fakes/emulating-pods.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import type { MachineConfig } from "#node/machine-config.ts";
import type { MachineOrder } from "../../driver.ts";
import { SimulatedControlPlane } from "./control-plane.ts";
import { type Objects, put } from "./kubernetes-objects.ts";
import { etcdPod, nodeObject } from "./node-object.ts";
import { simulatedSnapshots } from "./snapshots.ts";

interface SimulatedCluster {
  /** Node objects by instance. */
  nodes: Map<string, ReturnType<typeof nodeObject>>;
  nextRange: number;
  /** One; while the cluster is restored two, of which the load balancer's targets say which one is reached. */
  controlPlanes: SimulatedControlPlane[];
}

const nodePath = ({ metadata }: ReturnType<typeof nodeObject>): string => `/api/v1/nodes/${metadata.name}`;

const pathOf = ({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): string =>
  `${apiVersion.includes("/") ? "/apis" : "/api"}/${apiVersion}/namespaces/${namespace}/${kind.toLowerCase()}s/${name}`;

/** Of machines that are not there, and not of the cluster: another one's that is born from the snapshot has none of it. */
const ofMachines =
  /^\/(api\/v1\/nodes|api\/v1\/namespaces\/[^/]+\/pods|apis\/coordination\.k8s\.io\/v1\/namespaces\/[^/]+\/leases)\//;

/** The etcd that the machine runs as a member: one that joins what the cluster tells, one of the first what it has been told. */
const etcdMinor = ({ kubernetesVersion, join, etcdImageTag }: MachineConfig, objects: Objects = new Map()): string =>
  etcdMinorRun(kubernetesVersion, join === true ? joinEtcdTag([...objects.values()]) : etcdImageTag);

/** What a machine tells beside that it is there. */
export interface Admitted {
  kinds?: Record<string, number>;
  /** Of a rehearsal. No programs of the version have looked: none of it breaks. */
  findings?: [];
  found?: 0;
}

/** How many objects there are of each resource, such as deployments.apps. */
const kindsOf = (objects: Objects): Record<string, number> => {
  const kinds: Record<string, number> = {};
  for (const path of objects.keys()) {
    const [, root = "", ...rest] = path.split("/");
    const [group, ...parts] = root === "api" ? ["", ...rest.slice(1)] : [rest[0], ...rest.slice(2)];
    const plural = (parts[0] === "namespaces" && parts.length > 2 ? parts[2] : parts[0]) ?? "";
    const resource = group ? `${plural}.${group}` : plural;
    kinds[resource] = (kinds[resource] ?? 0) + 1;
  }
  return kinds;
};

/** The Kubernetes APIs of clusters whose machines are simulated, one for each VPC. */
export const simulatedClusters = (settings: {
  region: string;
  localstackUrl: string | undefined;
  now: () => number;
}) => {
  const clusters = new Map<string, SimulatedCluster>();
  const { region, localstackUrl } = settings;
  const now = (): string => new Date(settings.now()).toISOString();
  const secrets = new SecretsManagerClient({
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    ...(localstackUrl === undefined ? {} : { endpoint: localstackUrl }),
  });
  const snapshots = simulatedSnapshots(settings);

  const clusterOf = (vpcId: string): SimulatedCluster => {
    const known = clusters.get(vpcId);
    if (known) return known;
    const made: SimulatedCluster = { nodes: new Map(), nextRange: 0, controlPlanes: [] };
    clusters.set(vpcId, made);
    return made;
  };

  const files = async ({ secretId }: MachineConfig): Promise<Record<string, string>> => {
    const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: secretId }));
    return (JSON.parse(SecretString) as { files: Record<string, string> }).files;
  };

  /** Nodes that run tell of themselves; others are as the snapshot has them. */
  const restored = ({ nodes }: SimulatedCluster, { restore }: MachineConfig, objects: Objects): Objects => {
    if (restore?.ofAnother) for (const path of objects.keys()) if (ofMachines.test(path)) objects.delete(path);
    for (const node of nodes.values()) if (objects.has(nodePath(node))) objects.set(nodePath(node), node);
    return objects;
  };

  /** The control plane that a member is of: its snapshot's, or the one that there is. */
  const controlPlaneFor = async (
    cluster: SimulatedCluster,
    config: MachineConfig,
    signal: AbortSignal,
  ): Promise<SimulatedControlPlane> => {
    const token = config.restore?.token;
    const find = () =>
      config.restore ? cluster.controlPlanes.find((one) => one.token === token) : cluster.controlPlanes.at(-1);
    // Each member reads and checks its snapshot by itself.
    const objects = config.restore ? restored(cluster, config, await snapshots.read(config, signal)) : new Map();
    const known = find();
    if (known) return known;
    const isUp = (address: string): boolean =>
      [...cluster.nodes.values()].some(({ status }) => status.addresses[0]?.address === address);
    const made = new SimulatedControlPlane(
      { isUp, files, send: (file, saved) => config.backups && void snapshots.send(config.backups, file, saved) },
      { token, objects },
    );
    cluster.controlPlanes.push(made);
    return made;
  };

  return {
    /** The machine joins its cluster; the first ones of a control plane make it. Waits, as kubeadm join does, until there is one. */
    async admit(order: MachineOrder, config: MachineConfig, signal: AbortSignal): Promise<Admitted> {
      // It is no node, whoever sees it: it reads what it has restored.
      if (config.role === "drill") {
        const kinds = kindsOf(await snapshots.read(config, signal));
        return config.restore?.rehearses ? { kinds, findings: [], found: 0 } : { kinds };
      }
      const cluster = clusterOf(order.vpcId);
      const isMember = config.role === "control-plane";
      const member = isMember ? await controlPlaneFor(cluster, config, signal) : undefined;
      await member?.serve(config);
      while (!cluster.controlPlanes.at(-1)?.server && !signal.aborted) await sleep(50);
      const controlPlane = member ?? cluster.controlPlanes.at(-1);
      const minor = etcdMinor(config, controlPlane?.objects);
      while (config.join === true && !controlPlane?.etcd.takes(minor) && !signal.aborted) await sleep(50);
      await controlPlane?.server;
      if (signal.aborted || !controlPlane) return {};
      // The first one finds nothing: it leaves what kubeadm leaves.
      if (isMember && !controlPlane.objects.has("/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy"))
        for (const object of bornWith(config.kubernetesVersion, (await files(config))["pki/ca.crt"] ?? ""))
          put(controlPlane.objects, pathOf(object), { ...object });
      const node = nodeObject(order, config, { index: cluster.nextRange++, now: now() });
      cluster.nodes.set(order.instanceId, node);
      put(controlPlane.objects, nodePath(node), node);
      if (!isMember) return {};
      controlPlane.members.add(order.instanceId);
      controlPlane.etcd.add(node.metadata.name, order.privateIp, minor);
      for (const pod of [etcdPod(node.metadata.name), ...emulatingPods(node.metadata.name, config.emulates)])
        put(controlPlane.objects, `/api/v1/namespaces/kube-system/pods/${pod.metadata.name}`, { ...pod });
      return {};
    },

    /** What the machine serves: its cluster's API, when it is of the control plane, and etcd has a quorum. */
    serverOf: async ({ vpcId, instanceId }: MachineOrder): Promise<Server | undefined> => {
      const controlPlane = clusters.get(vpcId)?.controlPlanes.find(({ members }) => members.has(instanceId));
      return controlPlane?.etcd.hasQuorum ? controlPlane.server : undefined;
    },

    /** The machine is gone; with the last one goes its cluster. */
    dismiss({ vpcId, instanceId }: MachineOrder): void {
      const cluster = clusters.get(vpcId);
      const node = cluster?.nodes.get(instanceId);
      if (!cluster || !node) return;
      const ready = node.status.conditions[0];
      const lastTransitionTime = now();
      if (ready) Object.assign(ready, { status: "Unknown", reason: "NodeStatusUnknown", lastTransitionTime });
      cluster.nodes.delete(instanceId);
      for (const { members } of cluster.controlPlanes) members.delete(instanceId);
      const left = cluster.controlPlanes.filter(({ members }) => members.size > 0);
      // One of two is over with its last member: the restored one is the only one, or the old one is again.
      if (left.length > 0) cluster.controlPlanes = left;
      if (cluster.nodes.size === 0) clusters.delete(vpcId);
    },

    close(): void {
      clusters.clear();
      secrets.destroy();
      snapshots.close();
    },
  };
};
