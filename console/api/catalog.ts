import { useQuery } from "@tanstack/react-query";
import { answered, api } from "./client.ts";

const hour = 3_600_000;

/** Kubernetes versions on offer, newest first. */
export const useVersions = () =>
  useQuery({ queryKey: ["versions"], staleTime: hour, queryFn: () => answered(api.GET("/catalog/versions")) });

export const useMachineTypes = () =>
  useQuery({
    queryKey: ["machine-types"],
    staleTime: hour,
    queryFn: () => answered(api.GET("/catalog/machine-types")),
  });

export const useZones = () =>
  useQuery({ queryKey: ["zones"], staleTime: hour, queryFn: () => answered(api.GET("/catalog/zones")) });
