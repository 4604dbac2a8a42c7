/**
 * The seam inside the pocket region: above it the EC2 and ELBv2 APIs with their records and rules, below it what makes a
 * record real. Two drivers exist: `sandbox` (network namespaces and systemd machines) and `simulated` (signals only, all in
 * this process). Every method may be repeated: the region calls all of them again for what it has on record when it restarts.
 */
export interface MachineDriver {
  readonly kind: "sandbox" | "simulated";

  /** Makes the VPC's router with one gateway per subnet; called again whenever subnets or routes change. */
  applyNetwork(network: NetworkOrder): Promise<void>;
  /** Takes the VPC's router away; succeeds when there is none. */
  removeNetwork(vpcId: string): Promise<void>;

  /** What the machine can read about itself (instance metadata) from now on; nothing where no such machine is. */
  introduce(machine: MachineOrder): Promise<void>;
  /** Starts the machine; resolves when it runs as EC2 means it (its first process is up, user data not yet done). */
  boot(machine: MachineOrder): Promise<void>;
  /** Orderly end or not: resolves once no process, mount, namespace, cgroup or file of the machine is left. */
  terminate(instanceId: string): Promise<void>;
  /** Cuts the power: no goodbye, no RST. What the machine had on disk stays until `terminate`. */
  kill(instanceId: string): Promise<void>;
  /** Those of the given machines that run right now; how a restarted region learns what went on without it. */
  alive(instanceIds: readonly string[]): Promise<Set<string>>;
  /** Tells when a machine ends on its own (shutdown inside, process killed from outside). */
  onExit(listener: (instanceId: string) => void): void;

  /** Makes a network load balancer forward, on every one of its addresses; called again when anything of it changes. */
  applyLoadBalancer(loadBalancer: LoadBalancerOrder): Promise<void>;
  removeLoadBalancer(arn: string): Promise<void>;
  /** What the health checks see now; targets not checked yet are absent. Key: `${targetGroupArn}|${target address}:${port}`. */
  targetHealth(arn: string): Promise<Map<string, "healthy" | "unhealthy">>;

  /** Ends what belongs to this process alone (sockets, timers); machines of a sandbox go on running. */
  close(): Promise<void>;
}

export interface NetworkOrder {
  vpcId: string;
  cidr: string;
  subnets: { subnetId: string; cidr: string; zone: string }[];
  /** Routes to instances (pod ranges), already resolved to the instance's private address. */
  instanceRoutes: { destinationCidr: string; viaAddress: string }[];
}

export interface MachineOrder {
  instanceId: string;
  imageId: string;
  /** Kubernetes version of the image, such as v1.37.2, from the image's tag `kubewright:kubernetes-version`. */
  imageVersion: string;
  instanceType: string;
  vpcId: string;
  subnetId: string;
  zone: string;
  /** Rack within the zone (fault domain). */
  rack: string;
  privateIp: string;
  /** As given to RunInstances: base64. */
  userData: string | undefined;
  instanceProfileArn: string | undefined;
  volumes: { volumeId: string; device: string; sizeGiB: number }[];
  launchTime: string;
  spot: boolean;
  /** When the region ends it, once it has said that it takes it back. */
  takenBackAt: string | undefined;
}

export interface LoadBalancerOrder {
  arn: string;
  vpcId: string;
  /** Private addresses of the balancer in its subnets: reached from machines of the VPC. */
  vpcAddresses: string[];
  /** Loopback address of this computer (127.x.y.z) that the balancer's DNSName names: reached from the host. */
  hostAddress: string;
  listeners: {
    port: number;
    targetGroup: {
      arn: string;
      port: number;
      healthCheck: {
        protocol: "TCP" | "HTTP" | "HTTPS";
        port: number;
        path: string;
        intervalSeconds: number;
        healthyThreshold: number;
        unhealthyThreshold: number;
      };
      /** `draining` targets finish what they have and get nothing new. */
      targets: { address: string; port: number; draining: boolean }[];
    };
  }[];
}
