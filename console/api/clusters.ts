import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { everyPage } from "#contract/every-page.ts";
import { isOver } from "#contract/states.ts";
import { answered, api } from "./client.ts";
import { lookAgain, pace } from "./polling.ts";
import type { Cluster, Operation } from "./types.ts";

const pageSize = 100;
const inMotion = ({ state, activeOperation }: Cluster): boolean =>
  activeOperation !== undefined || state === "pending" || state === "deleting";

/** All clusters, page by page. */
export const useClusters = () =>
  useInfiniteQuery({
    queryKey: ["clusters"],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/clusters", { params: { query: { pageSize, ...(pageParam ? { pageToken: pageParam } : {}) } } }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    // Thousands of clusters are many calls a look.
    refetchInterval: lookAgain((seen: { pages: { items: Cluster[] }[] } | undefined) => {
      const pages = seen?.pages ?? [];
      const moving = pages.some(({ items }) => items.some(inMotion));
      return (moving ? 2 * pace.busy : pace.calm) * Math.max(1, pages.length);
    }),
  });

export const useCluster = (clusterId: string) =>
  useQuery({
    queryKey: ["cluster", clusterId],
    queryFn: () => answered(api.GET("/clusters/{clusterId}", { params: { path: { clusterId } } })),
    refetchInterval: lookAgain((seen: Cluster | undefined) => (seen && inMotion(seen) ? pace.busy : pace.calm)),
  });

const nodesOf = (clusterId: string) =>
  everyPage((page) => {
    const query = { pageSize, ...page };
    return answered(api.GET("/clusters/{clusterId}/nodes", { params: { path: { clusterId }, query } }));
  });

/** How many nodes there are, of a cluster that nothing happens to. */
export const useNodeCount = (clusterId: string, wanted: boolean) =>
  useQuery({
    queryKey: ["node-count", clusterId],
    enabled: wanted,
    queryFn: async () => (await nodesOf(clusterId)).length,
    refetchInterval: lookAgain(() => pace.slow),
  });

export const useNodes = (clusterId: string, busy: boolean) =>
  useQuery({
    queryKey: ["nodes", clusterId],
    queryFn: () => nodesOf(clusterId),
    refetchInterval: lookAgain(() => (busy ? 2 * pace.busy : pace.calm)),
  });

export const useOperation = (operationId: string | undefined) =>
  useQuery({
    queryKey: ["operation", operationId],
    enabled: operationId !== undefined,
    queryFn: () =>
      answered(api.GET("/operations/{operationId}", { params: { path: { operationId: operationId ?? "" } } })),
    refetchInterval: lookAgain((seen: Operation | undefined) =>
      seen && isOver(seen.status) ? false : pace.busy / 1.5,
    ),
  });

/** Operations, newest first. @param clusterId whose; without it of all clusters, also those that are gone */
export const useOperations = (clusterId: string | undefined, busy: boolean) =>
  useInfiniteQuery({
    queryKey: ["operations", clusterId],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/operations", {
          params: {
            query: {
              ...(clusterId ? { clusterId } : {}),
              pageSize: 20,
              ...(pageParam ? { pageToken: pageParam } : {}),
            },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    refetchInterval: lookAgain(() => (busy ? 2 * pace.busy : pace.calm)),
  });

/** Whether something still happens to the operation. */
export const goesOn = (operation: Operation | undefined): boolean =>
  operation !== undefined && !isOver(operation.status);
