import type { Amounts } from "./amounts.ts";

/** One line of a node selector. Source: Kubernetes core/v1 NodeSelectorRequirement. */
export interface Requirement {
  key: string;
  operator: string;
  values: string[];
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

/** A pod that is not over, as far as it matters where it can be. */
export interface Pod {
  /** Namespace and name. */
  id: string;
  /** Absent while it is on none. */
  node?: string;
  /** The scheduler has found no node for it, and expects none to become free. */
  waits: boolean;
  /** All that it asks of a node, with one of `pods`. */
  asks: Amounts;
  /** Labels that its node must have; one list of these is enough, each of its lines must hold. */
  nodes: Requirement[][];
  tolerations: Toleration[];
  /** It runs on every node, or is the kubelet's own: it goes with its node and needs no other. */
  bound: boolean;
  /** By what the scheduler places it beside all this, which these rules do not reckon. */
  depends?: "other pods" | "a volume";
  /** Nobody may move it only to spare a machine. */
  stays: boolean;
}

/** A node as the scheduler sees it. */
export interface Place {
  name: string;
  labels: Readonly<Record<string, string>>;
  taints: readonly { key: string; value?: string | undefined; effect: string }[];
  /** All that pods may ask for. */
  allocatable: Amounts;
}

export interface ClusterNode extends Place {
  nodeId: string;
  /** Ready, and takes pods. */
  open: boolean;
}
