import { useQuery } from "@tanstack/react-query";
import { answered, api } from "./client.ts";
import { lookAgain, pace } from "./polling.ts";
import type { Cluster } from "./types.ts";

const pageSize = 25;

interface Answer {
  items: Cluster[];
  nextPageToken?: string | undefined;
}

export interface Unwell {
  /** Of each state the newest. */
  clusters: Cluster[];
  /** There may be others: the list has not been looked through to its end. */
  mayBeMore: boolean;
}

/** The first page that has something: what is filtered is answered with short pages, also empty ones, before the list ends. */
export const firstFound = async (ask: (page: { pageToken?: string }) => Promise<Answer>): Promise<Answer> => {
  let answer = await ask({});
  while (answer.items.length === 0 && answer.nextPageToken !== undefined)
    answer = await ask({ pageToken: answer.nextPageToken });
  return answer;
};

const ofState = (state: "failed" | "degraded"): Promise<Answer> =>
  firstFound((page) => answered(api.GET("/clusters", { params: { query: { state, pageSize, ...page } } })));

/**
 * Clusters that are failed or degraded, wherever in the list they are. The service looks through all of the tenant's for it.
 * @param wanted whether anybody wants to know: who has the whole list sees it there
 */
export const useUnwell = (wanted: boolean) =>
  useQuery({
    queryKey: ["clusters", "unwell"],
    enabled: wanted,
    queryFn: async (): Promise<Unwell> => {
      const found = await Promise.all([ofState("failed"), ofState("degraded")]);
      return {
        clusters: found.flatMap(({ items }) => items),
        mayBeMore: found.some(({ nextPageToken }) => nextPageToken !== undefined),
      };
    },
    refetchInterval: lookAgain(() => pace.slow),
  });
