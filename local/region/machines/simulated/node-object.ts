import type { MachineConfig } from "#node/machine-config.ts";
import type { MachineOrder } from "../../driver.ts";
import { instanceTypes } from "../../instance-types.ts";

export const nodeName = ({ privateIp }: Pick<MachineOrder, "privateIp">): string =>
  `ip-${privateIp.replaceAll(".", "-")}`;

/** The static pod of etcd, as a kubelet shows it. */
export const etcdPod = (node: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: `etcd-${node}`,
    namespace: "kube-system",
    annotations: { "kubernetes.io/config.mirror": "simulated" },
  },
  spec: { nodeName: node, containers: [{ name: "etcd", image: "registry.k8s.io/etcd:simulated" }] },
});

/** The machine, and what pods may have of it, about as on EC2. */
const capacityOf = ({ instanceType }: MachineOrder, kept = 0) => {
  const { vcpus = 2, memoryMiB = 4096 } = instanceTypes.get(instanceType) ?? {};
  return { cpu: String(vcpus), memory: `${Math.floor(memoryMiB * 0.95) - kept}Mi`, pods: "110" };
};
const allocatableOf = (order: MachineOrder) => capacityOf(order, 100);

/** The node as its kubelet would register it. @param index of the node's /24 in the pod range */
export const nodeObject = (
  order: MachineOrder,
  config: MachineConfig,
  { index, now }: { index: number; now: string },
) => {
  const [a = 0, b = 0, c = 0] = (config.podCidr.split("/")[0] ?? "").split(".").map(Number);
  const third = c + index;
  const controlPlane = config.role === "control-plane";
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: nodeName(order),
      labels: {
        "kubernetes.io/hostname": nodeName(order),
        "topology.kubernetes.io/zone": order.zone,
        ...(controlPlane ? { "node-role.kubernetes.io/control-plane": "" } : {}),
        ...config.labels,
      },
    },
    spec: {
      podCIDR: `${a}.${b + Math.floor(third / 256)}.${third % 256}.0/24`,
      providerID: `aws:///${order.zone}/${order.instanceId}`,
      taints: controlPlane
        ? [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }, ...config.taints]
        : config.taints,
    },
    status: {
      addresses: [
        { type: "InternalIP", address: order.privateIp },
        { type: "Hostname", address: nodeName(order) },
      ],
      conditions: [{ type: "Ready", status: "True", reason: "KubeletReady", lastTransitionTime: now }],
      capacity: capacityOf(order),
      allocatable: allocatableOf(order),
      nodeInfo: { kubeletVersion: config.kubernetesVersion },
    },
  };
};
