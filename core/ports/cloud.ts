import type { Architecture } from "#contract/machine-types.ts";
import type { ClusterResources } from "#core/records.ts";

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
  /** One route for each pod range, to the node that holds it; routes to machines that are gone are taken away. */
  routePods(order: { clusterId: string; routes: { podCidr: string; instanceId: string }[] }): Promise<void>;
  /** @throws NotYet while parts of it are still going away (NAT gateway, interfaces) */
  remove(clusterId: string): Promise<void>;
}

export interface Identities {
  /** Roles and instance profiles of the cluster's machines; each may read its own secret and report its own boot, no more. */
  ensure(clusterId: string): Promise<{ controlPlaneProfile: string; workerProfile: string }>;
  remove(clusterId: string): Promise<void>;
}

/** PEM files and tokens that a cluster lives on. */
export interface ClusterKeys {
  files: Record<string, string>;
  bootstrapToken: string;
  certificateKey: string;
  caCertHash: string;
  encryptionKey: string;
}

export interface Secrets {
  /** Keeps the keys made by `make` unless there are some already; answers with those that are kept. */
  ensureKeys(clusterId: string, make: () => Promise<ClusterKeys>): Promise<ClusterKeys>;
  /** @throws NotFound */
  keys(clusterId: string): Promise<ClusterKeys>;
  /** Secret ids, as machines ask for them. */
  ids(clusterId: string): { controlPlane: string; worker: string };
  /** At once, without a recovery window. */
  remove(clusterId: string): Promise<void>;
}

/** X.509 and tokens, made in this process; nothing is kept. */
export interface Authority {
  /** All CAs (cluster, etcd, front proxy), service-account keys and tokens of a new cluster. */
  newKeys(): Promise<ClusterKeys>;
  /** A client certificate for the Kubernetes API, signed by the cluster's CA. @param seconds how long it lives */
  clientCertificate(
    keys: ClusterKeys,
    who: { user: string; groups: string[]; seconds: number },
  ): Promise<{ certificate: string; key: string; expiresAt: string }>;
}

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
  /** @throws NotYet while its interfaces are still going away */
  remove(clusterId: string): Promise<void>;
}

export interface MachineOrder {
  clusterId: string;
  operationId: string;
  /** Unique in the cluster and stable over repeats, such as `control-plane-0` or `default-1`: the same slot is the same machine. */
  slot: string;
  role: "control-plane" | "worker";
  nodeGroupId?: string;
  imageId: string;
  machineType: string;
  instanceProfile: string;
  userData: string;
  rootDiskGiB: number;
  /** A further encrypted volume for etcd. */
  etcdDiskGiB?: number;
  /** Where: a reserved interface, or any address of a subnet. */
  place: { networkInterfaceId: string } | { subnetId: string; securityGroupId: string };
  /** Machines with the same group share no rack. */
  spreadGroup?: string;
}

export interface Machine {
  instanceId: string;
  slot: string;
  role: "control-plane" | "worker";
  nodeGroupId?: string;
  zone: string;
  /** Rack, where the cloud tells. */
  faultDomain?: string;
  machineType: string;
  address: string;
  state: "pending" | "running" | "shutting-down" | "terminated" | "stopping" | "stopped";
  launchedAt: string;
}

export interface Machines {
  /** Image of the node for a Kubernetes version; for x86_64 when no architecture is named. @throws NotFound */
  image(version: string, architecture?: Architecture): Promise<string>;
  /** Asks whether the account could launch these now, launching nothing (DryRun). @throws QuotaExceeded, NoCapacity, InvalidInput */
  rehearse(order: { machineType: string; imageId: string; count: number }): Promise<void>;
  /** One network interface a member with an address of its own, spread over the subnets. */
  reserveAddresses(order: {
    clusterId: string;
    count: number;
    subnets: { zone: string; subnetId: string }[];
    securityGroupId: string;
  }): Promise<Required<ClusterResources>["members"]>;
  releaseAddresses(clusterId: string): Promise<void>;
  /** Placement groups of the cluster. @throws QuotaExceeded */
  ensureSpreadGroups(clusterId: string, names: string[]): Promise<void>;
  removeSpreadGroups(clusterId: string): Promise<void>;
  /** All at once; answers when each has an id. @throws NoCapacity, QuotaExceeded */
  launch(orders: MachineOrder[]): Promise<Machine[]>;
  /** Those that are not terminated, of one role or all. */
  list(clusterId: string, role?: "control-plane" | "worker"): Promise<Machine[]>;
  /** Ends the cluster's machines of a role (all when absent). @throws NotYet until all are terminated */
  terminate(clusterId: string, role?: "control-plane" | "worker"): Promise<void>;
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
  role: "control-plane" | "worker";
  steps: { name: string; seconds: number }[];
  kubeletVersion: string;
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

/** The cluster's own API, as `system:masters` with a certificate of minutes. */
export interface Kubernetes {
  /** `/readyz` through the load balancer; false while it does not answer. */
  ready(): Promise<boolean>;
  nodes(): Promise<
    {
      name: string;
      providerId: string;
      ready: boolean;
      podCidr: string | undefined;
      address: string;
      kubeletVersion: string;
    }[]
  >;
  /** Server-side apply by field manager `kubewright`. */
  apply(object: KubernetesObject): Promise<void>;
  /** @returns undefined when there is none */
  get(reference: {
    apiVersion: string;
    kind: string;
    name: string;
    namespace?: string;
  }): Promise<KubernetesObject | undefined>;
  remove(reference: { apiVersion: string; kind: string; name: string; namespace?: string }): Promise<void>;
}

export interface KubernetesClusters {
  /** @throws TemporaryFailure from every method while the API does not answer */
  connect(cluster: { dnsName: string; keys: ClusterKeys }): Promise<Kubernetes>;
}

/** Looks for what is left of a cluster, by tag and by name, in every place where something could be. */
export interface Sweep {
  /** Kinds looked at, and ids of what is still there (terminated machines do not count). */
  leftovers(clusterId: string): Promise<{ checked: string[]; left: string[] }>;
}
