import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Cluster, Node, NodeGroup, Operation } from "../api/types.ts";
import { spoken } from "./words.ts";

type Known = Cluster["state"] | NodeGroup["state"] | Node["state"] | Operation["status"];
type Kind = StatusIndicatorProps.Type;

const kinds: Record<Known, Kind> = {
  pending: "pending",
  running: "success",
  degraded: "warning",
  updating: "in-progress",
  scaling: "in-progress",
  hibernating: "in-progress",
  hibernated: "stopped",
  waking: "in-progress",
  deleting: "in-progress",
  deleted: "stopped",
  failed: "error",
  launching: "in-progress",
  joining: "in-progress",
  ready: "success",
  "not-ready": "error",
  draining: "in-progress",
  replacing: "in-progress",
  terminating: "in-progress",
  terminated: "stopped",
  kept: "stopped",
  paused: "stopped",
  "rolling-back": "warning",
  succeeded: "success",
  "rolled-back": "error",
  cancelled: "stopped",
};

/** A state in its colour and words. */
export const Mark = ({ state }: { state: Known }) => (
  <StatusIndicator type={kinds[state]}>{spoken(state)}</StatusIndicator>
);

/** Of an operation, for which `running` is not yet the good end. */
export const OperationMark = ({ status }: Pick<Operation, "status">) => (
  <StatusIndicator type={status === "running" ? "in-progress" : kinds[status]}>{spoken(status)}</StatusIndicator>
);
