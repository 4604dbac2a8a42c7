import type { Condition } from "#contract/conditions.ts";
import type { DeletionReceipt, OperationError } from "#contract/operations.ts";
import type { ClusterState, NodeGroupState, OperationStatus } from "#contract/states.ts";
import type { EventFilter, EventRecord } from "#core/events/event-record.ts";
import type { KeySetRecord } from "#core/keys/key-records.ts";
import type {
  Access,
  BackupChange,
  ClusterRecord,
  ClusterResources,
  ClusterSpec,
  MemberChange,
  NodeChange,
  NodeGroupRecord,
  NodeRecord,
  OperationRecord,
  RequestRecord,
  Upgrade,
} from "#core/records.ts";
import type { TriedUpgrade } from "#core/upgrade/maintenance-records.ts";

/** What a workflow carries; enough to find everything else. */
export interface StageInput {
  tenantId: string;
  clusterId: string;
  operationId: string;
  /** Of an operation that goes in steps: the one that the stage belongs to. */
  step?: Step;
  /** See OperationRecord. */
  run?: number;
}

/** One step of an upgrade, as its workflow carries it. */
export interface Step {
  /** Made from the operation's; machines and addresses carry it as the operation that made them. */
  id: string;
  /** Kubernetes version of machines that come. */
  version: string;
  /** The operation goes back, and cannot be cancelled any more. */
  back: boolean;
}

export interface Page<Item> {
  items: Item[];
  /** Opaque; absent on the last page. */
  next?: string;
}

/** What becomes of the one node group that an operation has made or changed. */
export type NodeGroupEnd = { nodeGroupId: string } & (
  | { forget: true }
  | { state: NodeGroupState /** Given back as it was. */; was?: Pick<NodeGroupRecord, "spec" | "template"> }
);

/**
 * The service's state. Every write is conditional and safe to repeat; the tenant is the first part of every key. What tells of a
 * change (core/events/new-events.ts) is written in the change's own transaction: that operations are asked for and end, that a stage
 * fails for good, that a cluster is updated. All methods may throw TemporaryFailure.
 */
export interface State {
  /**
   * One transaction: the name is taken, cluster, node groups, operation (which holds the cluster) and request are written.
   * @throws AlreadyExists when the name is taken, Conflict when the request's key is (read it again), QuotaExceeded when the
   * tenant has as many clusters as it may, or with this one's would have more machines
   */
  createCluster(made: {
    cluster: ClusterRecord;
    nodeGroups: NodeGroupRecord[];
    operation: OperationRecord;
    request: RequestRecord;
    clusterLimit: number;
    machineLimit: number;
  }): Promise<void>;

  /**
   * One transaction: the operation takes the cluster as it was read, writes the node group that it makes or changes, and counts the
   * machines that the cluster is to have from now on.
   * @throws Conflict when the cluster has changed or is held, QuotaExceeded when its machines are more than the tenant may have
   */
  beginOperation(begun: {
    cluster: ClusterRecord;
    state: ClusterState;
    operation: OperationRecord;
    request: RequestRecord;
    nodeGroup?: NodeGroupRecord;
    machines?: { wanted: number; limit: number };
    /** See ClusterRecord. */
    membersRepairedAt?: string[];
    /** See ClusterRecord. */
    hibernationAskedAt?: string;
    /** See ClusterRecord. */
    upgradeTried?: TriedUpgrade;
  }): Promise<void>;

  /** What counts against the tenant's quotas. */
  used(tenantId: string): Promise<{ clusters: number; machines: number }>;

  request(tenantId: string, key: string): Promise<RequestRecord | undefined>;

  /** Id of the living cluster of that name. */
  clusterNamed(tenantId: string, name: string): Promise<string | undefined>;
  /** @throws NotFound */
  cluster(tenantId: string, clusterId: string): Promise<ClusterRecord>;
  /**
   * Newest first, deleted ones left out; of a state, with all of the labels, where such are named. A page that is searched for may
   * be short, and even empty, with more to come. @throws InvalidInput for a page token that is not ours
   */
  clusters(
    tenantId: string,
    page: { limit: number; after?: string; state?: ClusterState; labels?: [key: string, value: string][] },
  ): Promise<Page<ClusterRecord>>;
  /**
   * Changes what takes no work in the cloud, whether or not an operation holds the cluster.
   * @returns the cluster as it is now @throws Conflict when it has changed since it was read
   */
  changeCluster(
    cluster: ClusterRecord,
    change: {
      labels: Record<string, string>;
      deletionProtection: boolean;
      /** Absent: none from then on. */
      hibernation?: ClusterSpec["hibernation"] | undefined;
      /** Absent: none from then on. */
      maintenance?: ClusterSpec["maintenance"] | undefined;
      by: string;
      at: string;
    },
  ): Promise<ClusterRecord>;
  nodeGroups(tenantId: string, clusterId: string): Promise<NodeGroupRecord[]>;
  /** Of all clusters whose ids are not before the first and not after the last, in one read. */
  nodeGroupsBetween(tenantId: string, first: string, last: string): Promise<NodeGroupRecord[]>;
  nodes(tenantId: string, clusterId: string, page?: { limit: number; after?: string }): Promise<Page<NodeRecord>>;
  /** @throws NotFound */
  operation(tenantId: string, operationId: string): Promise<OperationRecord>;
  operations(
    tenantId: string,
    page: { limit: number; after?: string; clusterId?: string },
  ): Promise<Page<OperationRecord>>;

  /** Newest first. @throws InvalidInput for a page token that is not ours */
  events(tenantId: string, page: { limit: number; after?: string } & EventFilter): Promise<Page<EventRecord>>;
  /** For what changes nothing else. */
  addEvent(event: EventRecord): Promise<void>;

  /** Operations of all tenants that are not over, for the tick. */
  openOperations(): Promise<OperationRecord[]>;

  /**
   * A stage's note on its operation, written before and after its work.
   * @throws Superseded when the operation is over, paused, in another run or no longer holds the cluster; Cancelled when it is cancelled
   * and the note is that a stage begins or goes on (`running`, as the operation does)
   */
  noteStage(
    input: StageInput,
    note: {
      stage: string;
      status: "running" | "succeeded" | "failed" | "undoing" | "undone";
      at: string;
      message?: string;
      error?: OperationError;
      operationStatus?: OperationStatus;
      /** Whether it begins once for each of many machines: together that is one attempt. */
      fansOut?: boolean;
    },
  ): Promise<void>;

  /** Merges what a stage made or saw into the cluster. @throws Superseded */
  updateCluster(
    input: StageInput,
    change: {
      resources?: Partial<ClusterResources>;
      endpoint?: string;
      conditions?: Condition[];
      /** Of Kubernetes, once all machines are of it. */
      version?: string;
      /** See ClusterRecord. */
      etcdMinor?: string;
      upgraded?: Required<ClusterRecord>["upgraded"];
      drilledAt?: string;
      /** See ClusterRecord. */
      keySet?: KeySetRecord;
      hibernatedFrom?: Required<ClusterRecord>["hibernatedFrom"];
      at: string;
    },
  ): Promise<void>;

  /**
   * Writes how far an upgrade is. With a step that begins: what it is about, and the stages that it goes through are pending again.
   * @throws Superseded as noteStage does
   */
  noteUpgrade(
    input: StageInput,
    note: {
      upgrade: Upgrade;
      begins?: { member?: MemberChange; change?: NodeChange; stages: readonly string[] };
    },
  ): Promise<void>;

  /** @throws Superseded */
  setNodeGroupState(input: StageInput, nodeGroupId: string, state: NodeGroupState): Promise<void>;

  /** Writes or overwrites nodes (key: instance id). @throws Superseded */
  putNodes(input: StageInput, nodes: NodeRecord[]): Promise<void>;

  /** Takes nodes off the record; those that are not there are no fault. @throws Superseded */
  forgetNodes(input: StageInput, nodeIds: string[]): Promise<void>;

  /**
   * Tells an operation that has begun to go back: see noteStage and finishOperation. One that is paused is pending from then on, in a
   * new run, which goes back.
   * @param beyondReturn the stage from which there is no way back: told before it begins, the operation never begins it
   * @throws Conflict when it does not run, is told so already, or has begun that stage
   */
  askCancel(input: StageInput, asked: { by: string; at: string }, beyondReturn?: string): Promise<void>;

  /** Tells an operation to stop where it can. @throws Conflict when it neither runs nor is to, or is told to stop or to go back already */
  askPause(input: StageInput, asked: { by: string; at: string }): Promise<void>;
  /**
   * It has stopped, and keeps its cluster: no stage of this run is carried out any more.
   * @param stage where it has stopped, and what is noted of that
   * @throws Superseded as noteStage does; Conflict when it is not to stop any more, or is to go back
   */
  pause(input: StageInput, stopped: { stage: string; status: "pending" | "succeeded"; at: string }): Promise<void>;
  /**
   * A part of the operation is done, and the next begins: it is pending, in a new run, and so are all its stages.
   * @param next what the part is about: a hop of an upgrade, or a round of a roll
   * @throws Superseded as noteStage does; Cancelled when it is to go back
   */
  beginPart(
    input: StageInput,
    next: ({ upgrade: Upgrade; backup: BackupChange } | { change: NodeChange }) & { at: string },
  ): Promise<void>;
  /** One that has stopped is pending, in a new run; one that was to stop does not. @throws Conflict when it is neither */
  resume(input: StageInput, asked: { by: string; at: string }): Promise<void>;

  /**
   * Ends the operation and lets go of the cluster, in one transaction; a repeat changes nothing. A cluster that ends `deleted`
   * gives its name free and its nodes and node groups are forgotten; so are the nodes of one that was not made.
   * @throws Superseded; Cancelled when it was to succeed and is cancelled; Conflict when it was to be cancelled (`cancelledBy`) and
   * has begun
   */
  finishOperation(
    input: StageInput,
    end: {
      status: Extract<OperationStatus, "succeeded" | "failed" | "rolled-back" | "cancelled">;
      clusterState: ClusterState;
      /** Of all node groups; absent: they stay as they are. */
      nodeGroupState?: NodeGroupState;
      /** What becomes of one of them. */
      nodeGroup?: NodeGroupEnd;
      /** Machines that count from now on, where these are fewer than before: more are counted as an operation begins. */
      machines?: number;
      /** Which generations of the roles' groups have rights inside the cluster from now on. */
      access?: Access;
      /** Who ends it before it begins: only while it is pending. */
      cancelledBy?: string;
      error?: OperationError;
      receipt?: DeletionReceipt;
      /** What an upgrade has come to. */
      upgrade?: Upgrade;
      at: string;
    },
  ): Promise<void>;
}

/** Where undoing begins: the stage that was begun last, and in an upgrade the step that it belongs to. */
export interface WayBack {
  stage: string;
  step?: Step;
}

export interface Workflows {
  /**
   * Starts the operation's workflow; the execution's name is made of operation and run, so a repeat starts nothing.
   * @throws TemporaryFailure
   */
  start(operation: OperationRecord): Promise<void>;
  /**
   * Starts the operation's workflow once more, to undo what an execution has made that ended without a result; a repeat starts nothing.
   * @throws TemporaryFailure
   */
  unwind(operation: OperationRecord, from: WayBack): Promise<void>;
  /** What Step Functions says of the execution of the operation's run, of the one that unwinds it where there is one, and since when it is over. */
  status(
    operation: OperationRecord,
  ): Promise<{ is: "absent" | "running" } | { is: "succeeded" | "failed"; endedAt: string; unwinds: boolean }>;
}

export interface Clock {
  /** RFC 3339, UTC, milliseconds. */
  now(): string;
}
