import type { Taint } from "#contract/node-groups.ts";
import type { MachineRole } from "./machine-role.ts";

/** A match condition; `NAMESPACE` in its expression is where the webhook's own pods are. */
export interface WebhookCondition {
  name: string;
  expression: string;
}

/** What a machine is told at launch, in the product's own words. */
export interface Bootstrap {
  clusterId: string;
  role: MachineRole;
  kubernetesVersion: string;
  endpoint: { host: string; port: number; addresses: string[] };
  secretId: string;
  taskTokenParameterPrefix: string;
  podCidr: string;
  serviceCidr: string;
  dnsAddress: string;
  etcdMembers?: { name: string; address: string }[];
  certificateNames?: string[];
  /** Control plane only: a member more of a cluster that runs, instead of one of its first. */
  join?: boolean;
  /** Of one that joins: the minor that it emulates until it is told to be of its own version. */
  emulates?: string;
  /** Not of workers: where snapshots of etcd are kept. */
  backups?: { bucket: string; prefix: string };
  /** Of members that are born together: the image of etcd that they run, where it is not the one that their version comes with. */
  etcdImageTag?: string;
  /**
   * Not of workers: instead of an empty etcd, what this snapshot holds. `rehearses`: a drill that collects what breaks. `ofAnother`: it was taken
   * of another cluster, whose machines are not this one's; webhooks are asked under this condition until somebody answers for them.
   */
  restore?: { key: string; sha256: string; token: string; rehearses?: true; ofAnother?: WebhookCondition };
  labels: Record<string, string>;
  taints: Taint[];
  /** In the order of the machine's data volumes. */
  dataDisks?: { mountPath: string }[];
  /** The group's own, run before the machine joins. */
  userScript?: string;
}

/** Turns it into the user data that the node image understands. */
export interface MachineBootstrap {
  userData(bootstrap: Bootstrap): string;
}
