import { createServer, type Server } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { bornWith } from "#core/fakes/add-ons.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import type { MachineConfig } from "#node/machine-config.ts";
import type { MachineOrder } from "../../driver.ts";
import { SimulatedEtcd } from "./etcd.ts";
import { answerKubernetes, type Objects, put } from "./kubernetes-objects.ts";
import { etcdPod, nodeObject } from "./node-object.ts";
import { servingCertificate } from "./serving-certificate.ts";

interface SimulatedCluster {
  objects: Objects;
  /** Node objects by instance. */
  nodes: Map<string, ReturnType<typeof nodeObject>>;
  /** Made by the first control-plane machine that is up; all of them serve the same objects. */
  server: Promise<Server> | undefined;
  nextRange: number;
  etcd: SimulatedEtcd;
}

const pathOf = ({ apiVersion, kind, metadata: { name, namespace } }: KubernetesObject): string =>
  `${apiVersion.includes("/") ? "/apis" : "/api"}/${apiVersion}/namespaces/${namespace}/${kind.toLowerCase()}s/${name}`;

/** The Kubernetes APIs of clusters whose machines are simulated, one for each VPC. */
export const simulatedClusters = ({ region, localstackUrl }: { region: string; localstackUrl: string | undefined }) => {
  const clusters = new Map<string, SimulatedCluster>();
  const secrets = new SecretsManagerClient({
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    ...(localstackUrl === undefined ? {} : { endpoint: localstackUrl }),
  });

  const clusterOf = (vpcId: string): SimulatedCluster => {
    const known = clusters.get(vpcId);
    if (known) return known;
    const nodes: SimulatedCluster["nodes"] = new Map();
    const isUp = (address: string): boolean =>
      [...nodes.values()].some(({ status }) => status.addresses[0]?.address === address);
    const etcd = new SimulatedEtcd(isUp);
    const made: SimulatedCluster = { objects: new Map(), nodes, server: undefined, nextRange: 0, etcd };
    clusters.set(vpcId, made);
    return made;
  };

  const serve = async (cluster: SimulatedCluster, config: MachineConfig): Promise<Server> => {
    const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: config.secretId }));
    const { files } = JSON.parse(SecretString) as { files: Record<string, string> };
    const ca = files["pki/ca.crt"] ?? "";
    const names = [config.endpoint.host, ...(config.certificateNames ?? [])];
    const { certificate, key } = servingCertificate({ ca, caKey: files["pki/ca.key"] ?? "", names });
    return createServer(
      { cert: certificate, key, ca, requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        void answerKubernetes(cluster.objects, request, response, (words) => cluster.etcd.etcdctl(words));
      },
    );
  };

  return {
    /** The machine joins its cluster; the first ones of a control plane make it. Waits, as kubeadm join does, until there is one. */
    async admit(order: MachineOrder, config: MachineConfig, signal: AbortSignal): Promise<void> {
      const cluster = clusterOf(order.vpcId);
      if (config.role === "control-plane") {
        cluster.server ??= serve(cluster, config);
        // The first one finds nothing: it leaves what kubeadm leaves.
        if (cluster.objects.size === 0)
          for (const object of bornWith(config.kubernetesVersion)) put(cluster.objects, pathOf(object), { ...object });
        await cluster.server.catch((error: unknown) => {
          cluster.server = undefined;
          throw error;
        });
      }
      while (!cluster.server && !signal.aborted) await sleep(50);
      while (config.join === true && !cluster.etcd.takesMembers && !signal.aborted) await sleep(50);
      await cluster.server;
      if (signal.aborted) return;
      const node = nodeObject(order, config, cluster.nextRange++);
      cluster.nodes.set(order.instanceId, node);
      put(cluster.objects, `/api/v1/nodes/${node.metadata.name}`, node);
      if (config.role !== "control-plane") return;
      cluster.etcd.add(node.metadata.name, order.privateIp);
      const pod = etcdPod(node.metadata.name);
      put(cluster.objects, `/api/v1/namespaces/kube-system/pods/${pod.metadata.name}`, pod);
    },

    /** What the machine serves: its cluster's API, when it is of the control plane, and etcd has a quorum. */
    serverOf: async (order: MachineOrder): Promise<Server | undefined> => {
      const cluster = clusters.get(order.vpcId);
      const labels = cluster?.nodes.get(order.instanceId)?.metadata.labels;
      const serves = labels && "node-role.kubernetes.io/control-plane" in labels && cluster?.etcd.hasQuorum;
      return serves ? cluster?.server : undefined;
    },

    /** The machine is gone; with the last one goes its cluster. */
    dismiss({ vpcId, instanceId }: MachineOrder): void {
      const cluster = clusters.get(vpcId);
      const node = cluster?.nodes.get(instanceId);
      if (!cluster || !node) return;
      const ready = node.status.conditions[0];
      const lastTransitionTime = new Date().toISOString();
      if (ready) Object.assign(ready, { status: "Unknown", reason: "NodeStatusUnknown", lastTransitionTime });
      cluster.nodes.delete(instanceId);
      if (cluster.nodes.size === 0) clusters.delete(vpcId);
    },

    close(): void {
      clusters.clear();
      secrets.destroy();
    },
  };
};
