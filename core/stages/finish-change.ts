import { isKept } from "#core/nodes/is-kept.ts";
import { changeFacts, drainedReason, nodeRecords } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/** The group is as it was asked for; the cluster is free again. */
export const finishChange: Stage = async (input, ports) => {
  const { state, clock } = ports;
  const { operation, change } = await changeFacts(input, ports);
  const { nodeGroupId, nodeId, machines } = change;
  const { kind, clusterStateBefore: clusterState = "running" } = operation;
  const records = await nodeRecords(input, ports);
  // It was counted when the operation began; a machine that has ended meanwhile is not there to be kept.
  const unkept = change.keep && !records.some((record) => record.nodeId === nodeId && isKept(record)) ? 1 : 0;
  if (kind === "node.drain") {
    const drained = records.filter((record) => record.nodeId === nodeId);
    await state.putNodes(
      input,
      drained.map((record) => ({ ...record, state: "ready" as const, reason: drainedReason })),
    );
  }
  await state.finishOperation(input, {
    status: "succeeded",
    clusterState,
    nodeGroup: kind === "node-group.delete" ? { nodeGroupId, forget: true } : { nodeGroupId, state: "running" },
    machines: machines.after - unkept,
    at: clock.now(),
  });
};
