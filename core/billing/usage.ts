/** What is billed while it exists, or runs. */
export type UsageKind = "machine" | "volume" | "address" | "load-balancer" | "nat-gateway" | "snapshot";

/** Something that costs money, from its start on. Times are whole seconds, RFC 3339 in UTC. */
export interface Usage {
  /** Of one life: a machine that is started again lives anew. */
  usageId: string;
  clusterId: string;
  resourceId: string;
  kind: UsageKind;
  /** Of the price book, such as `machine/t3.large/on-demand`. */
  priceKey: string;
  /** GiB of a volume, bytes of snapshots; else how many of the kind. */
  quantity: number;
  /** Of a day's snapshots, whose quantity changes: KiB-seconds so far. */
  amount?: number;
  /** `control-plane`, `network`, `backups`, `drill`, or the id of a node group. */
  part: string;
  start: string;
  /** Of a spot machine: its price is one of the zone. */
  zone?: string;
  /** A volume that goes with this machine. */
  machineId?: string;
}

/** `told`: by the cloud, to the second. `looked`: first seen to be gone then; the cloud keeps no time of its end. */
export interface UsageEnd {
  at: string;
  by: "told" | "looked";
}

/** What somebody has learned of a usage. Facts of any order and number end in the same interval. */
export interface UsageFact extends Usage {
  end?: UsageEnd;
  /** Seen to exist then: whoever has missed it before was wrong. */
  aliveAt?: string;
}

/** As the ledger keeps it. */
export interface UsageInterval extends UsageFact {
  tenantId: string;
  /** Nothing that the cloud still knows can change it; what was removed of snapshots may end before its time, with all of them. */
  settled: boolean;
}

/** How long what has ended stays in the ledger. Usage can be asked for over 400 days; statements are made of it a month later. */
export const keptUsageDays = 440;

/** The second that a moment lies in. */
export const secondOf = (moment: string | number | Date): string =>
  new Date(Math.floor(new Date(moment).getTime() / 1000) * 1000).toISOString();

/** What an interval says, to be learned by another. */
export const factOf = ({ tenantId: _, settled: __, ...fact }: UsageInterval): UsageFact => fact;

/** Of a machine: each start is a life of its own. */
export const machineLife = (instanceId: string, launchedAt: string): string => `${instanceId}@${launchedAt}`;

/** What the amount of snapshots is counted in: byte-seconds of a month are more than a number holds. */
export const bytesAKiB = 1024;

/** A GiB, which S3 calls a GB. Source: Amazon S3 FAQ, "How will I be charged and billed for my use of Amazon S3?": 1,073,741,824 bytes. */
const bytesAGiB = 1_073_741_824;

/** How many of a usage's quantity are one of what its price is of. */
export const quantityUnit = (kind: UsageKind): number => (kind === "snapshot" ? bytesAGiB : 1);

/** How many of a charge's amount are one second of what its price is of. */
export const amountUnit = (kind: UsageKind): number => (kind === "snapshot" ? bytesAGiB / bytesAKiB : 1);
