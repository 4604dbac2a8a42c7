import { expect, test } from "@jest/globals";
import {
  allows,
  type ClusterCall,
  ClusterState,
  clusterCan,
  groupAllows,
  isOver,
  type NodeGroupCall,
  NodeGroupState,
  nodeGroupCan,
  OperationStatus,
  operationCan,
} from "./states.ts";

/** While one of these is the state, an operation is at work or nothing is left to work on. */
const busyOrGone: ClusterState[] = ["pending", "updating", "hibernating", "waking", "deleting", "deleted"];

test("nothing may be changed while an operation is at work or when the cluster is gone", () => {
  const calls = (Object.keys(clusterCan) as ClusterCall[]).filter(
    (call) => call !== "credentials" && call !== "update",
  );
  for (const call of calls)
    for (const state of busyOrGone)
      expect({ call, state, is: allows(state, call) }).toEqual({ call, state, is: false });
});

test("what takes no work in the cloud may be changed as long as the cluster is to stay", () => {
  const states = ClusterState.options.filter((state) => !allows(state, "update"));
  expect(states).toEqual(["deleting", "deleted"]);
});

test("a cluster that failed can always be deleted", () => expect(allows("failed", "delete")).toBe(true));

test("credentials are given where the Kubernetes API answers", () => {
  const answers = ClusterState.options.filter((state) => allows(state, "credentials"));
  expect(answers).toEqual(["running", "degraded", "updating"]);
});

test("the table speaks of known states, each once", () => {
  for (const call of Object.keys(clusterCan) as ClusterCall[]) {
    const states: readonly ClusterState[] = clusterCan[call];
    expect(states).toEqual([...new Set(states)]);
    for (const state of states) expect(ClusterState.options).toContain(state);
  }
});

test("an operation is over or it is not", () => {
  expect(OperationStatus.options.filter((status) => !isOver(status))).toEqual([
    ...["pending", "running", "paused", "rolling-back"],
  ]);
});

test("what is over takes no call but to be asked again; what is not takes no such call", () => {
  for (const [call, states] of Object.entries(operationCan))
    for (const state of states)
      expect({ call, state, over: isOver(state) }).toEqual({ call, state, over: call === "retry" });
});

test("a node group that is being changed is left alone, one that failed can be put right, replaced node by node, or deleted", () => {
  for (const call of Object.keys(nodeGroupCan) as NodeGroupCall[]) {
    const states = NodeGroupState.options.filter((state) => groupAllows(state, call));
    expect({ call, states }).toEqual({ call, states: ["running", "degraded", "failed"] });
    expect(clusterCan).toHaveProperty(call);
  }
});
