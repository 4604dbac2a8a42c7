import { type Condition, upgradesCondition as type } from "#contract/conditions.ts";
import type { Finding } from "#contract/upgrades.ts";
import { merged } from "#core/healing/conditions.ts";
import type { HealthRecords } from "#core/ports/health.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import { pausedUntil, type UpgradeOutlook } from "./next-upgrade.ts";

type Fact = Omit<Condition, "since">;

/** What has come of the upgrade that the service has tried last. */
const failed = (cluster: ClusterRecord, { operationId, status, error, createdAt, upgrade }: OperationRecord): Fact => {
  const version = upgrade?.to ?? "";
  const again = new Date(pausedUntil(cluster, version)).toISOString();
  const why = error ? `: ${error.message}` : "";
  return {
    ...{ type, is: "false", reason: "UpgradeFailed" },
    message: `the upgrade to ${version} of ${createdAt} (${operationId}) is ${status}${why}; it is begun again after ${again}, or once the maintenance is set again`,
  };
};

/**
 * Whether upgrades that are due take place, and why not.
 * @param vain the last upgrade that the service has begun, where it came to nothing @param blocking found in the way of one that is due
 * @returns undefined for a cluster in no channel
 */
export const upgradesFact = (
  { conditions, ...cluster }: ClusterRecord,
  outlook: UpgradeOutlook,
  vain: OperationRecord | undefined,
  blocking: readonly Finding[],
): Fact | undefined => {
  const reason = "reason" in outlook ? outlook.reason : undefined;
  if (reason === "ChannelNone") return undefined;
  if (blocking.length > 0) {
    const told = blocking.map(({ message }) => message).join("; ");
    return { type, is: "false", reason: "NotReady", message: `not ready for ${outlook.version}: ${told}` };
  }
  if (vain) return failed({ conditions, ...cluster }, vain);
  if ("message" in outlook && (reason === "WindowTooShort" || reason === "NoWindowLeft"))
    return { type, is: "false", reason, message: outlook.message };
  // What was in the way in the last window is, for all that is known, until the next one.
  const known = conditions.find((one) => one.type === type);
  if (known?.reason === "NotReady" && reason !== "UpToDate") return known;
  return { type, is: "true" };
};

/** Writes it down, and tells of what has become otherwise, where it is not on record. @returns whether there was something @throws Conflict */
export const noteUpgrades = async (
  cluster: ClusterRecord & { state: "running" | "degraded" },
  fact: Fact | undefined,
  { health, at }: { health: Pick<HealthRecords, "noteHealth">; at: string },
): Promise<boolean> => {
  const known = cluster.conditions.find((one) => one.type === type);
  if (known?.is === fact?.is && known?.message === fact?.message) return false;
  const others = cluster.conditions.filter((one) => one.type !== type);
  const tells = fact?.is === "false" || known?.is === "false";
  const words = `${type} ${fact?.is ?? "none"}${fact?.message === undefined ? "" : `: ${fact.message}`}`;
  await health.noteHealth(cluster, {
    ...{ state: cluster.state, nodes: [], at },
    conditions: fact ? merged(cluster.conditions, [fact], at) : others,
    ...(tells ? { message: words } : {}),
  });
  return true;
};
