import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answered, api } from "./client.ts";
import { mayPass } from "./problem.ts";
import type {
  CreateCluster,
  HibernationPlan,
  KeyRotationPlan,
  NodeGroupSpec,
  Plan,
  Price,
  RollNodeGroup,
  RotateKeys,
  UpdateNodeGroup,
} from "./types.ts";

/** The value once it has stood still for a moment: somebody who types is not asked about each letter. */
const useSettled = <Value>(value: Value, ms = 350): Value => {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: by what it says, as it is made anew with each render
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return settled;
};

const validateOnly = { query: { validateOnly: "true" } } as const;
const live = {
  retry: (failures: number, error: Error) => failures < 3 && mayPass(error),
  placeholderData: keepPreviousData,
};

export interface Forecast {
  /** Absent while there is no name to plan with. */
  plan?: Plan;
  price?: Price | undefined;
}

/** What the cluster would be and cost, while it is being described. Its fault says what is not allowed, and at which field. */
export const useCreatePlan = (wanted: CreateCluster) => {
  const body = useSettled(wanted);
  return useQuery({
    ...live,
    queryKey: ["plan", "create", body],
    queryFn: async (): Promise<Forecast> => {
      // An estimate takes no name; a plan looks whether it is free.
      if (body.name === "")
        return { price: await answered(api.POST("/billing/estimate", { body: { ...body, name: "unnamed" } })) };
      const plan = (await answered(api.POST("/clusters", { params: validateOnly, body }))) as Plan;
      return { plan, price: plan.price };
    },
  });
};

/** What a new node group, or a change of one, would do. @param nodeGroupId of the one that is changed */
export const useGroupPlan = (
  clusterId: string,
  nodeGroupId: string | undefined,
  wanted: NodeGroupSpec | UpdateNodeGroup,
  enabled = true,
) => {
  const body = useSettled(wanted);
  return useQuery({
    ...live,
    enabled,
    queryKey: ["plan", "node-group", clusterId, nodeGroupId, body],
    queryFn: async () => {
      const call = nodeGroupId
        ? api.PATCH("/clusters/{clusterId}/node-groups/{nodeGroupId}", {
            params: { ...validateOnly, path: { clusterId, nodeGroupId } },
            body: body as UpdateNodeGroup,
          })
        : api.POST("/clusters/{clusterId}/node-groups", {
            params: { ...validateOnly, path: { clusterId } },
            body: body as NodeGroupSpec,
          });
      return (await answered<object>(call)) as Plan;
    },
  });
};

/** What replacing a group's outdated machines would do. */
export const useRollPlan = (clusterId: string, nodeGroupId: string, wanted: RollNodeGroup) => {
  const body = useSettled(wanted);
  return useQuery({
    ...live,
    queryKey: ["plan", "roll", clusterId, nodeGroupId, body],
    queryFn: async () => {
      const params = { ...validateOnly, path: { clusterId, nodeGroupId } };
      const call = api.POST("/clusters/{clusterId}/node-groups/{nodeGroupId}/roll", { params, body });
      return (await answered<object>(call)) as Plan;
    },
  });
};

/** What draining, replacing or removing a node would do. */
export const useNodePlan = (
  clusterId: string,
  nodeId: string,
  act: "drain" | "replace" | "remove",
  { force, keep }: { force: boolean; keep: boolean },
) =>
  useQuery({
    ...live,
    queryKey: ["plan", "node", clusterId, nodeId, act, force, keep],
    queryFn: async () => {
      const params = { ...validateOnly, path: { clusterId, nodeId } };
      const calls = {
        drain: () => api.POST("/clusters/{clusterId}/nodes/{nodeId}/drain", { params, body: { force } }),
        replace: () => api.POST("/clusters/{clusterId}/nodes/{nodeId}/replace", { params, body: { force, keep } }),
        remove: () => api.POST("/clusters/{clusterId}/nodes/{nodeId}/remove", { params, body: { force } }),
      };
      return (await answered<object>(calls[act]())) as Plan;
    },
  });

/** What a phase of rotating a cluster's keys would do, and what is in its way. */
export const useRotationPlan = (clusterId: string, body: RotateKeys) =>
  useQuery({
    ...live,
    queryKey: ["plan", "keys", clusterId, body],
    queryFn: async () => {
      const params = { ...validateOnly, path: { clusterId } };
      const call = api.POST("/clusters/{clusterId}/keys/rotate", { params, body });
      return (await answered<object>(call)) as KeyRotationPlan;
    },
  });

/** What sending a cluster to sleep, or waking it, would do, and what it costs an hour before and after. */
export const useSleepPlan = (clusterId: string, act: "hibernate" | "wake") =>
  useQuery({
    ...live,
    queryKey: ["plan", act, clusterId],
    queryFn: async () => {
      const params = { ...validateOnly, path: { clusterId } };
      const call =
        act === "wake"
          ? api.POST("/clusters/{clusterId}/wake", { params })
          : api.POST("/clusters/{clusterId}/hibernate", { params });
      return (await answered(call)) as HibernationPlan;
    },
  });
