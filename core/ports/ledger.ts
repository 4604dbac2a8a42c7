import type { Usage, UsageFact, UsageInterval } from "#core/billing/usage.ts";

/** Something billable that the cloud shows: it exists, or has ended, with the time where the cloud tells it. */
export interface SeenUsage extends Usage {
  /** Absent while it exists. `at` is missing where the cloud tells only that it has ended. */
  ended?: {
    at: string | undefined;
    /** A machine that is only stopped: its volumes stay, and it may be started again. */
    stands?: true;
  };
  /** A volume that is attached to nothing. */
  loose?: true;
}

/** What the cloud says exists and costs money. */
export interface Estate {
  /**
   * Everything billable of a cluster, by tag and by name: what exists, and what has ended as long as the cloud still shows it (an
   * hour, for machines and NAT gateways). What was made within the last seconds may be missing. @throws TemporaryFailure
   */
  look(clusterId: string): Promise<SeenUsage[]>;
  /** The same of one machine and its volumes; undefined for a machine of no cluster, and for one that is not shown. @throws TemporaryFailure */
  lookAtMachine(instanceId: string): Promise<{ clusterId: string; seen: SeenUsage[] } | undefined>;
}

/** Usage of all tenants. Every write is conditional on what was read, and merges (core/billing/merge-usage.ts). May throw TemporaryFailure. */
export interface Ledger {
  /** Learns these facts, each by itself. @returns how many of them were news */
  note(tenantId: string, facts: readonly (UsageFact & { settled?: boolean })[]): Promise<number>;
  /** What can still change: what is open, and what ended without a time of the cloud's. What was written last may be missing. */
  unsettled(tenantId: string, clusterId: string): Promise<UsageInterval[]>;
  /** Those of the ids that are on record, in no order. */
  find(tenantId: string, clusterId: string, usageIds: readonly string[]): Promise<UsageInterval[]>;
  /** All lives of a machine, whoever's it is, with those of volumes that go with it. What was written last may be missing. */
  lives(instanceId: string): Promise<UsageInterval[]>;
  /** All that is billed from `since` on and before `until`: also what ended within the minute before. Of one cluster or of all the tenant's, by start. */
  usage(tenantId: string, range: { since: string; until: string; clusterId?: string }): Promise<UsageInterval[]>;
}
