import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api, begun, newKey } from "../api/client.ts";
import type { CreateCluster } from "../api/types.ts";
import { paths } from "../paths.ts";

/** Asks for a cluster, and goes to it. The key is made where somebody asks, so that a repeat of the call is no second cluster. */
export const useCreateCluster = () => {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, header }: { body: CreateCluster; header: { "Idempotency-Key": string } }) =>
      begun(api.POST("/clusters", { params: { header }, body })),
    onSuccess: async (operation) => {
      queries.setQueryData(["operation", operation.id], operation);
      await queries.invalidateQueries({ queryKey: ["clusters"] });
      await navigate(paths.cluster(operation.clusterId));
    },
  });
};

export const createOrder = (body: CreateCluster) => ({ body, header: newKey() });
