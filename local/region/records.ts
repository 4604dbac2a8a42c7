/** What the region keeps about each resource. Records are never changed in place: a change puts a new record. */
export interface Row {
  id: string;
  /** ISO time of its making. */
  createdAt: string;
}

export interface Tagged extends Row {
  tags: Record<string, string>;
}

export interface VpcRecord extends Tagged {
  cidr: string;
  dnsSupport: boolean;
  dnsHostnames: boolean;
}

export interface SubnetRecord extends Tagged {
  vpcId: string;
  cidr: string;
  zone: string;
  mapPublicIp: boolean;
}

export interface InternetGatewayRecord extends Tagged {
  vpcId: string | null;
}

export interface NatGatewayRecord extends Tagged {
  vpcId: string;
  subnetId: string;
  interfaceId: string;
  /** Null for a private one. */
  allocationId: string | null;
  publicIp: string | null;
  privateIp: string;
  state: "pending" | "available" | "deleting" | "deleted";
  deletedAt: string | null;
}

export interface AddressRecord extends Tagged {
  publicIp: string;
  associationId: string | null;
  interfaceId: string | null;
  privateIp: string | null;
}

export interface Route {
  destination: string;
  gatewayId?: string;
  natGatewayId?: string;
  instanceId?: string;
  interfaceId?: string;
  origin: "CreateRouteTable" | "CreateRoute";
}

export interface RouteTableRecord extends Tagged {
  vpcId: string;
  main: boolean;
  /** The main table has one association without a subnet. */
  associations: { id: string; subnetId: string | null }[];
  routes: Route[];
}

export interface Permission {
  ruleId: string;
  egress: boolean;
  protocol: string;
  fromPort: number | null;
  toPort: number | null;
  cidr: string | null;
  cidr6: string | null;
  groupId: string | null;
  description: string | null;
}

export interface SecurityGroupRecord extends Tagged {
  vpcId: string;
  name: string;
  description: string;
  permissions: Permission[];
}

export interface InterfaceRecord extends Tagged {
  vpcId: string;
  subnetId: string;
  zone: string;
  privateIp: string;
  macAddress: string;
  description: string;
  groupIds: string[];
  sourceDestCheck: boolean;
  kind: "interface" | "nat_gateway" | "network_load_balancer";
  /** Made by the region itself for a balancer or NAT gateway: nobody else may delete it. */
  requesterManaged: boolean;
  attachment: {
    id: string;
    instanceId: string | null;
    device: number;
    attachedAt: string;
    deleteOnTermination: boolean;
  } | null;
}

export interface VolumeRecord extends Tagged {
  zone: string;
  sizeGiB: number;
  type: string;
  iops: number | null;
  throughput: number | null;
  encrypted: boolean;
  kmsKeyId: string | null;
  snapshotId: string | null;
  state: "creating" | "available" | "in-use" | "deleting";
  attachment: { instanceId: string; device: string; attachedAt: string; deleteOnTermination: boolean } | null;
}

export interface PlacementGroupRecord extends Tagged {
  name: string;
  strategy: "spread" | "partition" | "cluster";
  partitions: number | null;
}

export type InstanceState = "pending" | "running" | "shutting-down" | "terminated" | "stopping" | "stopped";

export interface InstanceRecord extends Tagged {
  reservationId: string;
  launchIndex: number;
  clientToken: string | null;
  imageId: string;
  imageVersion: string;
  instanceType: string;
  vpcId: string;
  subnetId: string;
  zone: string;
  rack: string;
  placementGroupId: string | null;
  partition: number | null;
  privateIp: string;
  interfaceIds: string[];
  userData: string | null;
  profileArn: string | null;
  keyName: string | null;
  sourceDestCheck: boolean;
  apiTermination: boolean;
  onShutdown: "stop" | "terminate";
  metadata: { httpTokens: string; hopLimit: number; endpoint: string };
  monitoring: boolean;
  ebsOptimized: boolean;
  rootDevice: string;
  spot: boolean;
  /** When it ends because it is taken back; absent as long as nobody has said so. */
  takenBackAt?: string;
  state: InstanceState;
  stateReason: { code: string; message: string } | null;
  transitionReason: string;
  /** Runs as far as EC2 can tell, but its checks fail: the power of its zone is gone. */
  impaired: boolean;
  terminatedAt: string | null;
}

/** Records of ELBv2 have their ARN as id. */
export interface LoadBalancerRecord extends Tagged {
  name: string;
  scheme: string;
  vpcId: string;
  subnetIds: string[];
  interfaceIds: string[];
  groupIds: string[];
  hostAddress: string;
  state: "provisioning" | "active";
  attributes: Record<string, string>;
  /** The wanted settings as one text, to tell an equal request from another one. */
  settings: string;
}

export interface TargetRecord {
  address: string;
  port: number;
  zone: string;
  /** When it was deregistered; it drains until the group's delay is over. */
  drainingSince: string | null;
}

export interface TargetGroupRecord extends Tagged {
  name: string;
  protocol: string;
  port: number;
  vpcId: string;
  targetType: string;
  healthCheck: {
    protocol: "TCP" | "HTTP" | "HTTPS";
    /** A number, or `traffic-port`. */
    port: string;
    path: string | null;
    interval: number;
    timeout: number;
    healthy: number;
    unhealthy: number;
    matcher: string | null;
  };
  attributes: Record<string, string>;
  targets: TargetRecord[];
  settings: string;
}

export interface ListenerRecord extends Tagged {
  balancerId: string;
  port: number;
  protocol: string;
  targetGroupId: string;
}

/** What a client token was used for, so that the same order is carried out once. */
export interface TokenRecord extends Row {
  fingerprint: string;
  made: string[];
}

/** An event that EventBridge has not taken yet. */
export interface EventRecord extends Row {
  detailType: string;
  resources: string[];
  detail: Record<string, string>;
}

export interface FaultRecord extends Row {
  kind: string;
  [setting: string]: string | number;
}
