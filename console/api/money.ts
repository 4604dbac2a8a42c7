import { useQuery } from "@tanstack/react-query";
import { chargesNow } from "./charges-now.ts";
import { answered, api } from "./client.ts";
import { lookAgain, pace } from "./polling.ts";

const charges = (since?: string) =>
  answered(api.GET("/billing/charges", { params: { query: since ? { since } : {} } }));

/** What each cluster has cost today and this month (UTC), in micro-dollars by cluster id. */
export const useCharges = () =>
  useQuery({
    queryKey: ["charges"],
    queryFn: () => chargesNow(charges),
    refetchInterval: lookAgain(() => pace.slow),
  });

/** What a cluster costs, and will cost. */
export const useCost = (clusterId: string) =>
  useQuery({
    queryKey: ["cost", clusterId],
    queryFn: () => answered(api.GET("/clusters/{clusterId}/cost", { params: { path: { clusterId } } })),
    refetchInterval: lookAgain(() => pace.slow),
  });
