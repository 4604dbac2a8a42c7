import { isDeepStrictEqual } from "node:util";
import type { UpdateMaintenance } from "#contract/maintenance.ts";
import { InvalidInput } from "#core/errors.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import type { MaintenancePolicy } from "#core/upgrade/maintenance-records.ts";
import { expectedSeconds } from "./next-upgrade.ts";

const refuse = (field: string, value: unknown, allowed: string): never => {
  throw new InvalidInput(`${field}: ${allowed}`, [{ field, value, allowed }]);
};

/**
 * The maintenance as it is to be: what is given takes the place of what was. The same again is as it was, unless an upgrade has failed
 * meanwhile: then it is a person's word to try again.
 * @param given null: none @param at now @throws InvalidInput for a channel without a window, and a window that no upgrade fits
 */
export const changedMaintenance = (
  cluster: Pick<ClusterRecord, "spec" | "upgradeTried">,
  groups: readonly NodeGroupRecord[],
  given: UpdateMaintenance | null | undefined,
  at: string,
): MaintenancePolicy | undefined => {
  const before = cluster.spec.maintenance;
  if (given === null) return undefined;
  if (given === undefined) return before;
  const { channel = before?.channel ?? "none", exclusions = before?.exclusions ?? [] } = given;
  const window = given.window === undefined ? before?.window : (given.window ?? undefined);
  if (channel !== "none" && !window)
    refuse(
      given.window === null ? "maintenance.window" : "maintenance.channel",
      given.window === null ? null : channel,
      `channel ${channel} takes a window, such as {"schedule": "0 2 * * sun", "durationMinutes": 240}; none needs no window`,
    );
  const minutes = Math.ceil(expectedSeconds({ cluster, groups }) / 60);
  if (window && (given.window || given.channel) && window.durationMinutes < minutes)
    refuse(
      "maintenance.window.durationMinutes",
      window.durationMinutes,
      `at least ${minutes}: as long as an upgrade of this cluster's machines, one after the other, is expected to take; at most 1440`,
    );
  const wanted = { channel, ...(window ? { window } : {}), exclusions };
  const { since = "", ...known } = before ?? {};
  const isSame = isDeepStrictEqual(known, wanted) && since > (cluster.upgradeTried?.at ?? "");
  return before && isSame ? before : { ...wanted, since: at };
};
