import type { Architecture } from "#contract/machine-types.ts";
import type { Taint } from "#contract/node-groups.ts";
import type { ClusterResources, MemberPlace } from "#core/records.ts";
import type { ClusterKeys } from "./cluster-keys.ts";
import type { MachineRole } from "./machine-role.ts";

/**
 * What the stages ask of the cloud. Every method is safe to repeat: it looks for what it is to make by the tags
 * `kubewright:cluster` and `kubewright:role` first, and taking away what is not there succeeds. All may throw TemporaryFailure
 * (throttled, timed out, a dependency not yet visible); anything else unexpected is a bug and is thrown as it is.
 */
export interface Network {
  /** Zones of the region that take new machines now, sorted. */
  zones(): Promise<string[]>;
  /**
   * VPC with a public and a private subnet a zone, internet gateway, NAT gateway with its address, route tables, security groups.
   * Does not wait for the NAT gateway: `openEgress` does. @throws QuotaExceeded, InvalidInput (the cloud refuses the range)
   */
  ensure(order: {
    clusterId: string;
    cidr: string;
    podCidr: string;
    zones: string[];
    apiAccessCidrs: string[];
  }): Promise<Required<Pick<ClusterResources, "vpcId" | "subnets" | "privateRouteTableId" | "securityGroups">>>;
  /**
   * Default route of the private subnets through the NAT gateway; the cloud takes none while the gateway is being made (two
   * minutes on AWS). Machines reach no AWS API before. @throws NotYet until the gateway is there
   */
  openEgress(clusterId: string): Promise<void>;
  /** Takes the NAT gateway away, with its address and the route through it. @throws NotYet while it is going away */
  closeEgress(clusterId: string): Promise<void>;
  /** One route for each pod range, to the node that holds it; routes to machines that are gone are taken away. */
  routePods(order: { clusterId: string; routes: { podCidr: string; instanceId: string }[] }): Promise<void>;
  /** @throws NotYet while parts of it are still going away (NAT gateway, interfaces) */
  remove(clusterId: string): Promise<void>;
}

export interface Identities {
  /** Roles and instance profiles of the cluster's machines; each may read its own secret and report its own boot, no more. */
  ensure(clusterId: string): Promise<{ controlPlaneProfile: string; workerProfile: string }>;
  /** Those of the workers alone, as `ensure` makes them. */
  ensureWorkers(clusterId: string): Promise<{ workerProfile: string }>;
  /** Of the one machine that restores a snapshot to prove it: it may read that snapshot, the secret that is lent to it, and report. */
  ensureDrill(order: { clusterId: string; snapshotKey: string }): Promise<{ drillProfile: string }>;
  removeDrill(clusterId: string): Promise<void>;
  /** All of the cluster's. */
  remove(clusterId: string): Promise<void>;
}

/** `initial`: not known yet. */
export type TargetHealth = "initial" | "healthy" | "unhealthy" | "draining";

export interface LoadBalancers {
  /**
   * Network load balancer with a listener and an empty target group on 6443. Answers as soon as its addresses inside the VPC
   * are known; it may take minutes more until it forwards.
   */
  ensure(order: {
    clusterId: string;
    vpcId: string;
    subnetIds: string[];
    securityGroupId: string;
  }): Promise<Required<ClusterResources>["loadBalancer"]>;
  /** Makes exactly these addresses the targets. */
  setTargets(targetGroupArn: string, addresses: string[]): Promise<void>;
  /** How each target is, by address: one that is `draining` is none any more, and keeps the connections that it has for a while. */
  targets(targetGroupArn: string): Promise<Map<string, TargetHealth>>;
  /** @throws NotYet while its interfaces are still going away */
  remove(clusterId: string): Promise<void>;
}

/** Spread: no rack twice. Partition: few share a rack, and none with another partition's. Cluster: as near as can be. */
export type PlacementStrategy = "spread" | "partition" | "cluster";

export interface MachineOrder {
  clusterId: string;
  operationId: string;
  /** Unique in the cluster and stable over repeats, such as `control-plane-0` or `default-1`: the same slot is the same machine. */
  slot: string;
  role: MachineRole;
  nodeGroupId?: string;
  imageId: string;
  machineType: string;
  instanceProfile: string;
  userData: string;
  rootDiskGiB: number;
  /** A further encrypted volume for etcd. */
  etcdDiskGiB?: number;
  /** Further encrypted volumes; the nth is the machine's nth data disk. */
  dataDisksGiB?: number[];
  /** One that the cloud may take back; it ends then. */
  spot?: boolean;
  /** Which of its group's templates it is made by. */
  template?: number;
  /** Where: a reserved interface, or any address of a subnet. */
  place: { networkInterfaceId: string } | { subnetId: string; securityGroupId: string };
  /** It is terminated when it powers itself off. */
  endsWhenOff?: true;
  /** Placement group, whose strategy says how near its machines are to each other. */
  spreadGroup?: string;
}

export interface Machine {
  instanceId: string;
  slot: string;
  role: MachineRole;
  nodeGroupId?: string;
  /** Of its group when it was launched. */
  template?: number;
  /** That launched it. */
  operationId?: string;
  zone: string;
  /** Rack, where the cloud tells. */
  faultDomain?: string;
  machineType: string;
  address: string;
  state: "pending" | "running" | "shutting-down" | "terminated" | "stopping" | "stopped";
  launchedAt: string;
  /** It is there for somebody to look at: no node, whatever runs on it. */
  kept?: true;
}

export interface Machines {
  /** Image of the node for a Kubernetes version; for x86_64 when no architecture is named. @throws NotFound */
  image(version: string, architecture?: Architecture): Promise<string>;
  /** Asks whether the account could launch these now, launching nothing (DryRun). @throws QuotaExceeded, NoCapacity, InvalidInput */
  rehearse(order: { machineType: string; imageId: string; count: number }): Promise<void>;
  /** A network interface with an address of its own for each slot of the control plane, in the order of the places. */
  reserveAddresses(order: {
    clusterId: string;
    operationId: string;
    places: { slot: string; subnetId: string }[];
    securityGroupId: string;
  }): Promise<MemberPlace[]>;
  /** Of these slots, or those that the operation has reserved, or all. @throws NotYet while a machine uses one */
  releaseAddresses(clusterId: string, which?: { slots: string[] } | { operationId: string }): Promise<void>;
  /** Placement groups of the cluster; `spread` when no strategy is given: no two machines on one rack. @throws QuotaExceeded */
  ensureSpreadGroups(clusterId: string, names: string[], strategy?: PlacementStrategy): Promise<void>;
  /** Of these names, or all. @throws NotYet while machines are in one */
  removeSpreadGroups(clusterId: string, names?: string[]): Promise<void>;
  /**
   * All at once; answers when each has an id.
   * @param after what has to have happened before one starts; those that are there already are looked for meanwhile
   * @throws NoCapacity, QuotaExceeded, and what `after` throws
   */
  launch(orders: MachineOrder[], after?: Promise<unknown>): Promise<Machine[]>;
  /** Those that are not terminated, of one role or all. */
  list(clusterId: string, role?: MachineRole): Promise<Machine[]>;
  /** Those of several clusters, 100 at most, for the price of one; one that has none is left out. */
  listEach(clusterIds: readonly string[]): Promise<Map<string, Machine[]>>;
  /** Ends the cluster's machines of a role (all when absent). @throws NotYet until all are terminated */
  terminate(clusterId: string, role?: MachineRole): Promise<void>;
  /** Marks these machines, as far as they are the cluster's, as kept out of service; those that are not there are no fault. */
  keep(clusterId: string, instanceIds: string[]): Promise<void>;
  /** Ends these machines, as far as they are the cluster's. @throws NotYet until all are terminated */
  terminateOnly(clusterId: string, instanceIds: string[]): Promise<void>;
}

/** How a machine tells that it has booted: see node/files (reporter) for the other side. */
export interface BootReports {
  prefix(clusterId: string): string;
  /** Hands the task token to the machine. */
  expect(clusterId: string, instanceId: string, taskToken: string): Promise<void>;
  /** Answers in the machine's place, when its boot is known already. @throws nothing when the token is no longer waited for */
  answer(taskToken: string, report: BootReport): Promise<void>;
  remove(clusterId: string): Promise<void>;
}

export interface BootReport {
  instanceId: string;
  nodeName: string;
  role: MachineRole;
  steps: { name: string; seconds: number }[];
  kubeletVersion: string;
  /** Of a drill: how many objects of each resource its API server has read, at the snapshot's revision. */
  kinds?: Record<string, number>;
  /** Of a rehearsal: what breaks, as far as it is told, and how much that is in all. */
  findings?: { check: string; what: string; message: string }[];
  found?: number;
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [more: string]: unknown;
  };
  [more: string]: unknown;
}

export interface KubernetesReference {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
}

export interface KubernetesNode {
  name: string;
  providerId: string;
  ready: boolean;
  /** Since when it is Ready, or not. */
  readyChangedAt: string | undefined;
  podCidr: string | undefined;
  address: string;
  kubeletVersion: string;
  /** Takes no new pods. */
  unschedulable: boolean;
  /** The operation that said so, where it was one. */
  cordonedBy: string | undefined;
}

export interface KubernetesPod {
  namespace: string;
  name: string;
  /** It has been told to end. */
  ending: boolean;
}

/** What a node has, in thousandths of cores and MiB, and what is used of it. */
export interface NodeFigures {
  capacity: { cpuMillicores: number; memoryMiB: number; pods: number };
  allocatable: { cpuMillicores: number; memoryMiB: number; pods: number };
  /** As its kubelet measures; absent when it does not say. */
  usage?: { cpuMillicores: number; memoryMiB: number };
}

/** What a node group gives its nodes. */
export interface NodeMarks {
  labels: Record<string, string>;
  taints: Taint[];
}

/** The cluster's own API, as `system:masters` with a certificate of minutes. */
export interface Kubernetes {
  /** `/readyz` through the load balancer; false while it does not answer. */
  ready(): Promise<boolean>;
  nodes(): Promise<KubernetesNode[]>;
  /** When each node's kubelet last renewed its lease, by name of the node. */
  heartbeats(): Promise<Map<string, string>>;
  /** @returns undefined when there is no such node */
  figures(node: string): Promise<NodeFigures | undefined>;
  /** Lets the node take no new pods, and marks it with the operation; one that is not there is no fault. */
  cordon(node: string, operationId: string): Promise<void>;
  /** Lets it take pods again and takes the mark away; one that is not there is no fault. */
  uncordon(node: string): Promise<void>;
  /**
   * Gives the node these labels and taints and takes away those that it had by `was` and has no more; all others stay. One that is
   * not there is no fault. @throws TemporaryFailure when somebody else changes it at the same time
   */
  markNode(node: string, marks: NodeMarks, was: NodeMarks): Promise<void>;
  /** Pods that have to leave before the node can go: not those that are over, nor a DaemonSet's, nor the kubelet's own. */
  podsToMove(node: string): Promise<KubernetesPod[]>;
  /** All pods that are bound to the name, whether or not there is a node of it. */
  podsOn(node: string): Promise<KubernetesPod[]>;
  /**
   * Asks that the pod leave its node (Eviction API). @returns what keeps it, such as `PodDisruptionBudget default/web`; undefined when
   * it goes, or is gone
   */
  evict(pod: { namespace: string; name: string }): Promise<string | undefined>;
  /** Server-side apply by field manager `kubewright`. */
  apply(object: KubernetesObject): Promise<void>;
  /** @returns undefined when there is none */
  get(reference: KubernetesReference): Promise<KubernetesObject | undefined>;
  /** Deprecated APIs that the answering API server has been asked for since it started, with the minor that has them no more. */
  deprecatedRequests(): Promise<{ api: string; removedIn: string }[]>;
  /** One that is not there is no fault. @param how `atOnce`: waits for nobody, such as for the kubelet of a pod */
  remove(reference: KubernetesReference, how?: { atOnce: true }): Promise<void>;
  /** In place of what was read; one that is gone is no fault. @throws TemporaryFailure when somebody has changed it since it was read */
  replace(object: KubernetesObject): Promise<void>;
  /** All that the pod's container has written. @returns undefined when there is no such pod @throws TemporaryFailure when its node does not tell */
  log(pod: { namespace: string; name: string }): Promise<string | undefined>;
  /** All objects of a kind, over all namespaces. */
  list(kind: { apiVersion: string; kind: string }): Promise<KubernetesObject[]>;
}

export interface KubernetesClusters {
  /** @throws TemporaryFailure from every method while the API does not answer */
  connect(cluster: { dnsName: string; keys: ClusterKeys }): Promise<Kubernetes>;
}
