import type { Cluster, HibernationPlan, PlannedResource } from "#cli/api-types.ts";
import { dollars } from "#cli/money.ts";
import { heads } from "#cli/watch-operation.ts";

const things = (list: PlannedResource[]): string[] =>
  list.map(({ kind, count, detail }) => `  ${count} × ${kind}${detail ? ` (${detail})` : ""}`);

/** When a cluster is hibernated and woken by itself. */
export const scheduleLine = (schedule: NonNullable<Cluster["hibernation"]>): string => {
  const { sleep, wake, timeZone, nextSleepAt, nextWakeAt } = schedule;
  return [
    ...(sleep === undefined ? [] : [`sleep ${sleep}${nextSleepAt ? ` (next ${nextSleepAt})` : ""}`]),
    ...(wake === undefined ? [] : [`wake ${wake}${nextWakeAt ? ` (next ${nextWakeAt})` : ""}`]),
    timeZone,
  ].join("; ");
};

/** What hibernating a cluster, or waking it, would do. */
export const hibernationPlanText = ({ kind, clusterName, stages, changes, stays, price }: HibernationPlan): string => {
  const { running, hibernated, unrated, notIncluded } = price;
  const sleeps = kind === "cluster.hibernate";
  const of = ({ perHourMicros, perMonthMicros }: typeof running): string =>
    `${dollars(perHourMicros)} an hour, ${dollars(perMonthMicros)} a month`;
  return [
    `${heads[kind]} ${clusterName} would take ${stages.length} stages. Nothing has been done.`,
    "",
    sleeps ? "Would go:" : "Would be made:",
    ...things(changes),
    "",
    "Stays:",
    ...things(stays),
    "",
    `Running:    ${of(running)}`,
    `Hibernated: ${of(hibernated)}`,
    ...(unrated.length > 0 ? [`No price is known of ${unrated.join(", ")}: that comes on top.`] : []),
    `Not included: ${notIncluded.join("; ")}.`,
  ].join("\n");
};
