import type { Kubernetes } from "./cloud.ts";

export interface EtcdMember {
  /** As etcd names it; never given twice. */
  memberId: string;
  address: string;
  /** Votes, and so counts for the majority; a learner only listens. */
  votes: boolean;
  /** Has been heard of since it was added. */
  started: boolean;
}

/** How etcd of a cluster is asked. */
export interface EtcdDoor {
  api: Kubernetes;
  /** Name of a Kubernetes node with a member that is well. */
  node: string;
  /** Who asks: two that ask at the same time do not read each other's answers. */
  operationId: string;
}

/** Snapshots of etcd, taken on a machine of the control plane. */
export interface EtcdSnapshots {
  /**
   * A snapshot as the member at the door has it lies on its machine, which sends it to where it is kept, by itself.
   * @throws NotYet until it lies there, TemporaryFailure when etcd or the node does not answer
   */
  save(door: EtcdDoor, backupId: string): Promise<void>;
}

/** etcd's own members, asked through the cluster's Kubernetes API. Both methods throw NotYet until the answer is there: ask again. */
export interface EtcdMembers {
  /** As a majority of them has agreed on. @throws TemporaryFailure when there is no majority, or the node does not answer */
  list(door: EtcdDoor): Promise<EtcdMember[]>;
  /**
   * This one is no member any more; one that was none is no fault. It is the caller who sees to it that a majority is left.
   * @throws TemporaryFailure as `list`, and when etcd itself refuses because too few members would be left
   */
  remove(door: EtcdDoor, memberId: string): Promise<void>;
}
