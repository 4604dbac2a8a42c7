import type { BackupReason } from "#contract/backups.ts";
import type { BackupSchedule, RestoreFrom } from "#contract/clusters.ts";
import type { Condition } from "#contract/conditions.ts";
import type { HibernationSchedule } from "#contract/hibernation.ts";
import type { NodeGroupSpec } from "#contract/node-groups.ts";
import type {
  DeletionReceipt,
  MendReason,
  OperationError,
  OperationKind,
  OperationStage,
  RepairReason,
  ScalingReason,
  UpgradeHop,
  UpgradeReason,
} from "#contract/operations.ts";
import type { Rehearsal } from "#contract/rehearsals.ts";
import type { Role } from "#contract/roles.ts";
import type { ClusterState, NodeGroupState, NodeState, OperationStatus } from "#contract/states.ts";
import type { KeyChange, KeySetRecord } from "#core/keys/key-records.ts";
import type { MaintenancePolicy, TriedUpgrade } from "#core/upgrade/maintenance-records.ts";

/** What the caller asked for, every default filled in; never changes behind the caller's back. */
export interface ClusterSpec {
  version: string;
  labels: Record<string, string>;
  network: { cidr: string; podCidr: string; serviceCidr: string; apiAccessCidrs: string[] };
  controlPlane: { machines: number; machineType: string; etcdDiskGiB: number };
  /** Of clusters that are older than schedules absent: the usual one. */
  backups?: BackupSchedule;
  /** When the service hibernates and wakes it; `since`: what was due before counts no more. */
  hibernation?: HibernationSchedule & { since: string };
  /** When the service upgrades it, and to what; absent: never. */
  maintenance?: MaintenancePolicy;
  deletionProtection: boolean;
}

/** Where a member of the control plane is, or is going to be. */
export interface MemberPlace {
  /** Such as `control-plane-3`; none is given twice. */
  slot: string;
  /** Of its Kubernetes node. */
  name: string;
  address: string;
  zone: string;
  networkInterfaceId: string;
  /** That reserved it. */
  operationId: string;
}

/**
 * What the stages have made, for the stages after them. Never the only way to find a thing: each resource carries the tags
 * `kubewright:cluster` and `kubewright:role`, and undoing goes by tag.
 */
export interface ClusterResources {
  vpcId?: string;
  /** By zone. */
  subnets?: { zone: string; publicSubnetId: string; privateSubnetId: string }[];
  privateRouteTableId?: string;
  securityGroups?: { controlPlane: string; worker: string };
  /** Members of the control plane: their addresses are reserved before any machine boots. */
  members?: MemberPlace[];
  loadBalancer?: { arn: string; targetGroupArn: string; dnsName: string; addresses: string[] };
  imageId?: string;
  /** Looked up only where a machine type needs it. */
  armImageId?: string;
  certificateAuthority?: string;
}

/** By role, which generation of its group has rights inside the cluster. */
export type Access = Record<Role, number>;

export interface ClusterRecord {
  tenantId: string;
  clusterId: string;
  name: string;
  spec: ClusterSpec;
  state: ClusterState;
  conditions: Condition[];
  resources: ClusterResources;
  endpoint?: string;
  /** When the service has begun to replace a member of the control plane by itself, within the last hour and before the last time. */
  membersRepairedAt?: string[];
  /** When the last drill of a backup began. */
  drilledAt?: string;
  /** How often each role's groups inside the cluster have been named; absent: once. Grows with a revocation, and never shrinks. */
  access?: Access;
  /** When somebody has last asked to hibernate or to wake it. */
  hibernationAskedAt?: string;
  /** The last upgrade that the service has begun by itself, whatever came of it. */
  upgradeTried?: TriedUpgrade;
  /** What it is born from, in place of an empty etcd: a backup of another cluster. */
  restoredFrom?: RestoreFrom & { sha256: string };
  /** What it wakes from, and the operation that has reserved the addresses that it wakes with; of a cluster that runs, the last time. */
  hibernatedFrom?: { backupId: string; operationId: string };
  /** The last upgrade that has come to its end; where the cluster is of another version by now, it tells nothing. */
  upgraded?: { from: string; to: string; at: string; operationId: string };
  /** The minor of etcd that its members run, such as `3.6`, once an upgrade has seen to that; absent: what its version comes with. */
  etcdMinor?: string;
  /** Which keys the machines that come have, since when, and when the set was made that signs; absent: those of its birth. */
  keySet?: KeySetRecord;
  /** Machines that count against the tenant's quota: those that are wanted. */
  machines?: number;
  /** The one operation that may change the cluster now. */
  activeOperation?: string;
  /** Counts the operations that held the cluster; stages of an older one are refused. */
  generation: number;
  /** Grows with every write. */
  rev: number;
  createdAt: string;
  updatedAt: string;
}

export interface NodeGroupRecord {
  tenantId: string;
  clusterId: string;
  nodeGroupId: string;
  spec: NodeGroupSpec;
  state: NodeGroupState;
  /** Counts the changes to what its machines are made of; each machine carries the count of its launch. */
  template: number;
  /** When the service has begun to repair it by itself, within the last hour and before the last time. */
  repairedAt?: string[];
  /** The size that the service has last asked for because pods waited, and when. */
  grewTo?: { size: number; at: string };
  /** When the service has last begun to take a node away because it was idle, by instance id. */
  shrunkAt?: Record<string, string>;
  /** Grows with every write that callers can see. */
  rev: number;
}

/** What an operation on a node group or on one node is about. */
export interface NodeChange {
  nodeGroupId: string;
  nodeId?: string;
  /** The machine that is replaced stays, out of service. */
  keep?: true;
  /** Those of the group's nodes that go first, where it becomes smaller. */
  leaving?: string[];
  /** Of a group whose outdated machines are replaced round by round. */
  roll?: Roll;
  /** The caller's word that budgets do not count. */
  force: boolean;
  /** Why, where nobody has asked for it. */
  reason?: RepairReason | ScalingReason;
  /** Machines that the cluster wants without the change, and with it. */
  machines: { before: number; after: number };
  /** The group as it was; absent when the operation makes it. */
  before?: NodeGroupRecord;
}

export interface Roll {
  /** Machines that a round replaces at most. */
  maxSurge: number;
  /** Machines that were outdated when it was asked for. */
  total: number;
  /** How many fewer there are since the last round. */
  done: number;
}

/** What the replacement of a member of the control plane is about. */
export interface MemberChange {
  nodeId: string;
  /** The caller's word that budgets do not count. */
  force: boolean;
  /** It stays, and is told to be of its own version. */
  finalises?: true;
  /** Why, where nobody has asked for it. */
  reason?: RepairReason;
}

/** What taking a backup, drilling one or restoring one is about. */
export interface BackupChange {
  backupId: string;
  /** Of one that is taken. */
  reason?: BackupReason;
  /** When the operation came to it, where that is not when it was asked for. */
  askedAt?: string;
  /** Of a hibernation that goes on with another: it is kept, and the cluster wakes from it. */
  isProven?: boolean;
}

export type UpgradeStepKind = "prepare" | "member" | "add-ons" | "finalise" | "node" | "done";

/** What an upgrade is about, and how far it is. */
export interface Upgrade {
  from: string;
  to: string;
  /** Of one over several minors: all of them, in their order; `from` and `to` are those of the one that it is at. */
  hops?: UpgradeHop[];
  /** Of a hop after the first: steps that had been begun before it. */
  stepsBefore?: number;
  /** Of a phase of a rotation of keys, where the version stays: from which revision to which. */
  keys?: KeyChange;
  /** Findings that the caller has seen and does not count. */
  force: string[];
  /** Why it goes back, once it does. */
  back?: OperationError;
  /** How many steps have been begun; each has an id of its own. */
  steps: number;
  /** What is done now, in words. */
  doing?: string;
  machines: { done: number; total: number };
  /** The minor that members of the new version emulate, as long as any does. */
  emulates?: string;
  /** Replicas that were missing before it began, by workload. */
  short: Record<string, number>;
  /** What came of rehearsing it, once it is over. */
  rehearsal?: Rehearsal;
  /** Of one that the service has begun: when its window closes. */
  until?: string;
}

export interface NodeRecord {
  tenantId: string;
  clusterId: string;
  /** Instance id. */
  nodeId: string;
  nodeGroupId?: string;
  role: "control-plane" | "worker";
  name?: string;
  zone: string;
  faultDomain?: string;
  machineType: string;
  address: string;
  version: string;
  /** Of the keys that it has read; absent: 0. */
  keyRevision?: number;
  /** The count of its group's template that it was made by. */
  template?: number;
  /** Tag of the image of etcd that a member was told to run; absent: the one that its version comes with. */
  etcd?: string;
  /** Of a member that came with an upgrade: the minor that it was told to emulate, until it is told to be of its own version. */
  emulates?: string;
  state: NodeState;
  reason?: string;
  /** Since when a group that is scaled by the service could do without it. */
  idleSince?: string;
  /** The operation that launched it. */
  operationId?: string;
  createdAt: string;
}

/** How it hangs together with others is the workflow's to say: see core/operations/stage-graph.ts. */
export type StageRecord = Omit<OperationStage, "after">;

export interface OperationRecord {
  tenantId: string;
  operationId: string;
  clusterId: string;
  clusterName: string;
  kind: OperationKind;
  status: OperationStatus;
  /** Generation of the cluster that this operation holds. */
  generation: number;
  stages: StageRecord[];
  error?: OperationError;
  receipt?: DeletionReceipt;
  /** Of operations on a node group or a node. */
  change?: NodeChange;
  /** Of the replacement of a member of the control plane. */
  member?: MemberChange;
  /** Of a revocation: whose credentials, and which generations have the rights once it has succeeded. */
  revocation?: { roles: Role[]; access: Access };
  /** Of operations that take a backup, drill or restore one; of an upgrade the one that is taken before it. */
  backup?: BackupChange;
  /** Of a creation: the backup of another cluster that the new one is born from. */
  restoreFrom?: RestoreFrom;
  /** Why, where nobody has asked for it; of a change of nodes it is in the change. */
  reason?: MendReason | UpgradeReason;
  /** Of an upgrade; `change` or `member` tell of the step that it is at. */
  upgrade?: Upgrade;
  /** Once it is there, no stage begins any more and the operation does not succeed. */
  cancelAsked?: { at: string; by: string };
  /** Somebody has asked for it to stop; `since`: it has. */
  pause?: { askedAt: string; by: string; since?: string };
  /** Which of its executions goes on with it, from the second on: stages of an earlier one are refused. */
  run?: number;
  /** What the cluster was when the operation took it; absent where the operation makes it. */
  clusterStateBefore?: ClusterState;
  retryOf?: string;
  requestedBy: string;
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
}

/** Ties an Idempotency-Key to the operation it made. */
export interface RequestRecord {
  tenantId: string;
  key: string;
  /** SHA-256 of route and body: another body under the same key is refused. */
  fingerprint: string;
  operationId: string;
  /** Seconds since the epoch; DynamoDB forgets the record a day after. */
  expiresAt: number;
}
