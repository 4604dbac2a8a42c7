import { useQuery } from "@tanstack/react-query";
import { answered, api } from "./client.ts";
import { lookAgain, pace } from "./polling.ts";

const midnight = (): string => `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
const charges = async (since?: string): Promise<Map<string, number>> => {
  const { items } = await answered(api.GET("/billing/charges", { params: { query: since ? { since } : {} } }));
  return new Map(items.map(({ clusterId, micros }) => [clusterId, micros]));
};

/** What each cluster has cost today and this month (UTC), in micro-dollars by cluster id. */
export const useCharges = () =>
  useQuery({
    queryKey: ["charges"],
    queryFn: async () => {
      const [today, month] = await Promise.all([charges(midnight()), charges()]);
      return { today, month };
    },
    refetchInterval: lookAgain(() => pace.slow),
  });

/** What a cluster costs, and will cost. */
export const useCost = (clusterId: string) =>
  useQuery({
    queryKey: ["cost", clusterId],
    queryFn: () => answered(api.GET("/clusters/{clusterId}/cost", { params: { path: { clusterId } } })),
    refetchInterval: lookAgain(() => pace.slow),
  });
