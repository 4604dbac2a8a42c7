import type { Taint } from "#contract/node-groups.ts";
import type { EtcdMember } from "#core/ports/etcd.ts";
import type { MachineRole } from "#core/ports/machine-role.ts";
import type { ClusterResources } from "#core/records.ts";

/** What is known of each kind of thing that a cluster is made of. */
interface Facts {
  vpcs: { cidr: string };
  subnets: { zone: string; side: "public" | "private"; range: number };
  natGateways: { state: "pending" | "available" | "deleting" };
  addresses: object;
  routeTables: { egress: boolean; podRoutes: Map<string, string> };
  securityGroups: { role: "control-plane" | "worker"; rules: string[] };
  networkInterfaces: {
    slot: string;
    owner: "reservation" | "machine" | "load-balancer";
    address: string;
    subnetId: string;
    /** That reserved it. */
    operationId?: string;
    attachedTo?: string;
  };
  instances: {
    slot: string;
    role: MachineRole;
    nodeGroupId?: string;
    machineType: string;
    imageId: string;
    instanceProfile: string;
    userData: string;
    operationId: string;
    zone: string;
    address: string;
    state: "pending" | "running" | "stopped" | "shutting-down";
    rack?: string;
    template?: number;
    spot?: boolean;
    kept?: true;
    spreadGroup?: string;
    /** When somebody has ended or stopped it. */
    endedAt?: string;
    /** What its Kubernetes node says beside the machine's own facts. */
    node?: {
      unschedulable: boolean;
      cordonedBy?: string;
      ready: boolean;
      readyChangedAt?: string;
      /** What its kubelet measures; absent when it does not say. */
      usage?: { cpuMillicores: number; memoryMiB: number };
      labels: Record<string, string>;
      taints: Taint[];
    };
    /** Set by a boot: from then on it is a node. */
    nodeName?: string;
    /** How often the cluster's API has been asked for it since. */
    seen: number;
    /** Of a member whose programs have been told to be of their own version: how often they have been looked at since. */
    told?: number;
  };
  volumes: { instanceId: string; sizeGiB: number };
  placementGroups: { name: string; strategy: string };
  roles: object;
  instanceProfiles: object;
  secrets: { value: unknown };
  parameters: { instanceId: string; taskToken: string };
  loadBalancers: { dnsName: string; vpcId: string; addresses: string[] };
  /** Those that drain are shown once more. */
  targetGroups: { targets: string[]; draining: string[] };
}
export type Kind = keyof Facts;
export type Thing<K extends Kind> = Facts[K] & { id: string; clusterId: string; madeAt: string };

/** What has ended and is shown for a while; `at` is missing for what nobody has ended: the cloud tells no time then. */
export type Grave = { at: string | undefined } & (
  | { kind: "instances"; thing: Thing<"instances"> }
  | { kind: "natGateways"; thing: Thing<"natGateways"> }
);

const kinds: { [K in Kind]: { prefix: string } } = {
  vpcs: { prefix: "vpc" },
  subnets: { prefix: "subnet" },
  natGateways: { prefix: "nat" },
  addresses: { prefix: "eipalloc" },
  routeTables: { prefix: "rtb" },
  securityGroups: { prefix: "sg" },
  networkInterfaces: { prefix: "eni" },
  instances: { prefix: "i" },
  volumes: { prefix: "vol" },
  placementGroups: { prefix: "pg" },
  roles: { prefix: "role" },
  instanceProfiles: { prefix: "profile" },
  secrets: { prefix: "secret" },
  parameters: { prefix: "parameter" },
  loadBalancers: { prefix: "lb" },
  targetGroups: { prefix: "tg" },
};
export const kindNames = Object.keys(kinds) as Kind[];

/** With the minor that it runs, and the one that it knows that all had agreed on. */
export type FakeEtcdMember = EtcdMember & { minor?: string; agreed?: string };

/**
 * Everything that exists in the fake cloud, in one place, so that whatever a stage leaves behind is seen. Ids are never given
 * twice. Nothing here takes time: what takes time in a cloud takes one more look, and the look before it throws NotYet.
 */
export interface World {
  zones: string[];
  /** Kubernetes version and architecture, with a space between them → image. */
  images: Map<string, string>;
  /** Machines of one type that the account may have. */
  machineQuota: number;
  /** API versions, such as gone.example.com/v1, that no machine serves that rehearses. */
  unserved: Set<string>;
  /** Members of each cluster's etcd. */
  etcd: Map<string, FakeEtcdMember[]>;
  etcdMembersMade: number;
  /** Of clusters that are restored: the etcd that is born beside the old one, and what it holds, until it is the only one. */
  newborn: Map<string, { token: string; members: FakeEtcdMember[]; text: string }>;
  /** Files of backups, by key. */
  snapshots: Map<string, { text: string; keys: number; at: string }>;
  /** What was removed of them, and is kept. */
  oldSnapshots: { key: string; sizeBytes: number; at: string; supersededAt: string }[];
  /** Tags that somebody has taken away, by the thing's id: without its cluster's nobody finds it, without its role it is nothing. */
  lostTags: Map<string, "cluster" | "role">;
  /** Machines that have ended without a word, as Kubernetes still knows them. */
  ghosts: Thing<"instances">[];
  graves: Grave[];
  /** The time there. */
  now(): string;
  add<K extends Kind>(kind: K, clusterId: string, facts: Facts[K], id?: string): Thing<K>;
  all<K extends Kind>(kind: K): Thing<K>[];
  of<K extends Kind>(kind: K, clusterId: string): Thing<K>[];
  get<K extends Kind>(kind: K, id: string): Thing<K> | undefined;
  drop<K extends Kind>(kind: K, things: readonly Thing<K>[]): void;
}

export type Subnets = NonNullable<ClusterResources["subnets"]>;

export const newWorld = (now = () => "2026-01-01T00:00:00.000Z"): World => {
  const things = new Map<string, { kind: Kind; thing: Thing<Kind> }>();
  const lostTags: World["lostTags"] = new Map();
  let count = 0;
  const all = <K extends Kind>(kind: K): Thing<K>[] =>
    [...things.values()].filter((entry) => entry.kind === kind).map(({ thing }) => thing as Thing<K>);
  return {
    zones: ["a", "b", "c", "d"].map((letter) => `us-east-1${letter}`),
    images: new Map(),
    machineQuota: 1000,
    unserved: new Set(),
    etcd: new Map(),
    etcdMembersMade: 0,
    newborn: new Map(),
    snapshots: new Map(),
    oldSnapshots: [],
    ghosts: [],
    graves: [],
    now,
    lostTags,
    add(kind, clusterId, facts, id) {
      count += 1;
      const newId = id ?? `${kinds[kind].prefix}-${count.toString(16).padStart(17, "0")}`;
      const thing = { ...facts, clusterId, id: newId, madeAt: now() };
      things.set(`${kind}/${thing.id}`, { kind, thing: thing as Thing<Kind> });
      return thing;
    },
    all,
    of: (kind, clusterId) =>
      all(kind).filter((thing) => thing.clusterId === clusterId && lostTags.get(thing.id) !== "cluster"),
    get: (kind, id) => things.get(`${kind}/${id}`)?.thing as never,
    drop(kind, gone) {
      for (const { id } of gone) things.delete(`${kind}/${id}`);
    },
  };
};
