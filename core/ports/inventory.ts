import type { ClusterRecord } from "#core/records.ts";

/** What a thing of a cluster is marked with, by tags; what is absent is not said. */
export interface Marks {
  clusterId?: string;
  role?: string;
  zone?: string;
  nodeGroupId?: string;
}

/** A thing that the service has made and keeps the id of. */
export interface Part {
  kind: "vpc" | "subnet" | "route-table" | "security-group" | "network-interface" | "instance";
  id: string;
  marks: Marks;
}

/** What there is of a cluster in the cloud, as far as somebody could have changed it by hand. */
export interface Seen {
  /** Of the parts asked for, by id; one that is not there, or has ended, is absent. */
  marks: Map<string, Marks>;
  /** Of each security group that is there: which of its rules it lacks, and which it has besides, in words. */
  rules: { groupId: string; missing: string[]; extra: string[] }[];
  /** Ways out of the cluster's subnets that are not there, in words. */
  missingRoutes: string[];
  /** Addresses that the load balancer sends to; undefined when it has no target group any more. */
  targets: string[] | undefined;
  /** Ids of network interfaces that carry the cluster's tag and are attached to nothing. */
  looseInterfaces: string[];
}

export interface Inventory {
  /** Looks, and changes nothing. Things made or changed within the last seconds may be missing. @throws TemporaryFailure */
  look(cluster: Pick<ClusterRecord, "clusterId" | "spec" | "resources">, parts: readonly Part[]): Promise<Seen>;
  /** Marks things anew that still carry the cluster's own tag; one that is not there is no fault. @throws TemporaryFailure */
  restoreMarks(clusterId: string, parts: readonly Part[]): Promise<void>;
}
