import type { Channel, MaintenanceExclusion, MaintenanceWindow } from "#contract/maintenance.ts";

/** When the service upgrades a cluster, and to what. */
export interface MaintenancePolicy {
  channel: Channel;
  window?: MaintenanceWindow;
  exclusions: MaintenanceExclusion[];
  /** When a person has last said so: an upgrade that has failed before is begun again. */
  since: string;
}

/** An upgrade that the service has begun by itself. */
export interface TriedUpgrade {
  version: string;
  at: string;
  operationId: string;
}
