import type { TenantCharges } from "./types.ts";

type Asked = Pick<TenantCharges, "until" | "items">;

/** The day (UTC) that is counted up to a moment, which may be the midnight after it. */
const midnightBefore = (until: string): string =>
  `${new Date(Date.parse(until) - 1).toISOString().slice(0, 10)}T00:00:00.000Z`;

const ofClusters = ({ items }: Asked): Map<string, number> =>
  new Map(items.map(({ clusterId, micros }) => [clusterId, micros]));

/**
 * What each cluster has cost today and this month (UTC), in micro-dollars by cluster id.
 * @param ask from a moment on, or from the beginning of the month, until now. Which day and month that is the service says: it refuses moments
 * that have not come, and this computer's clock may be ahead of its.
 */
export const chargesNow = async (
  ask: (since?: string) => Promise<Asked>,
): Promise<{ today: Map<string, number>; month: Map<string, number> }> => {
  const month = await ask();
  return { today: ofClusters(await ask(midnightBefore(month.until))), month: ofClusters(month) };
};
