import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import * as z from "zod";
import { upgradesCondition } from "#contract/conditions.ts";
import { backUpOnSchedule } from "#core/backups/back-up-on-schedule.ts";
import { drillOnSchedule } from "#core/backups/drill-on-schedule.ts";
import { watchClusters } from "#core/healing/watch-clusters.ts";
import { followSchedule } from "#core/hibernation/follow-schedule.ts";
import type { ClusterRecord } from "#core/records.ts";
import { upgradeInWindow } from "#core/upgrade/upgrade-in-window.ts";
import { connectEvents } from "#functions/event-ports.ts";
import { putMetrics } from "#functions/metrics.ts";
import { connectScheduledBackups, connectWatching } from "#functions/watch-ports.ts";

const logger = new Logger();

/** The minute's rule says nothing; whoever passes a page on says where it begins. */
const WatchEvent = z.looseObject({ detail: z.looseObject({ after: z.string().optional() }).optional() });

/** Backs up, or drills, what is due, once the cluster has been looked at, which may be a revision ago: the write is against it as it is. */
const backUp = async ({ tenantId, clusterId }: ClusterRecord): Promise<void> => {
  try {
    const ports = connectScheduledBackups();
    // At most one of the two: each holds the cluster.
    const operation =
      (await backUpOnSchedule({ tenantId, clusterId }, ports)) ??
      (await drillOnSchedule({ tenantId, clusterId }, ports));
    if (operation) logger.info("begun", { tenantId, clusterId, operationId: operation.id, kind: operation.kind });
  } catch (error) {
    logger.error("not backed up", { tenantId, clusterId, why: String(error) });
  }
};

/** Whatever a cluster is, its schedule may ask for the other. */
const followTimes = async ({ tenantId, clusterId, spec }: ClusterRecord): Promise<void> => {
  if (!spec.hibernation) return;
  try {
    const operation = await followSchedule({ tenantId, clusterId }, connectEvents());
    if (operation) logger.info(operation.kind, { tenantId, clusterId, operationId: operation.id });
  } catch (error) {
    logger.error("schedule not followed", { tenantId, clusterId, why: String(error) });
  }
};

/** A cluster that was in a channel, and is no more, still says so. */
const isInChannel = ({ spec, conditions }: ClusterRecord): boolean =>
  spec.maintenance !== undefined || conditions.some(({ type }) => type === upgradesCondition);

const keepUpToDate = async (cluster: ClusterRecord): Promise<void> => {
  if (!isInChannel(cluster)) return;
  const { tenantId, clusterId } = cluster;
  try {
    const operation = await upgradeInWindow({ tenantId, clusterId }, connectWatching());
    if (operation) logger.info(operation.kind, { tenantId, clusterId, operationId: operation.id });
  } catch (error) {
    logger.error("not upgraded", { tenantId, clusterId, why: String(error) });
  }
};

/** Each minute: looks at every cluster, a page a function, and begins what has to be repaired. */
export const handler = middy().handler(async (event: unknown): Promise<void> => {
  const { detail } = WatchEvent.parse(event);
  for (const { cluster, result, metered } of await watchClusters(detail?.after, connectWatching())) {
    const { tenantId, clusterId } = cluster;
    if (metered?.status === "rejected")
      logger.error("not metered", { tenantId, clusterId, why: String(metered.reason) });
    else if (metered?.value.residualSeconds !== undefined)
      putMetrics({ LedgerResidualSeconds: metered.value.residualSeconds });
    if (result.status === "rejected") logger.error("not watched", { tenantId, clusterId, why: String(result.reason) });
    else if ("operationId" in result.value || result.value.outcome === "noted")
      logger.info("watched", { tenantId, clusterId, ...result.value });
    if (result.status === "fulfilled" && ["as it was", "noted"].includes(result.value.outcome)) await backUp(cluster);
    await followTimes(cluster);
    await keepUpToDate(cluster);
  }
});
