import { isKept } from "#core/nodes/is-kept.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import type { NodeChange, OperationRecord } from "#core/records.ts";
import { changeFacts, drainedReason, nodeRecords } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/** Of a roll: what its next round begins with; undefined when there is nothing left to replace. */
const nextRound = (
  { operationId }: OperationRecord,
  { roll, ...change }: NodeChange,
  outdated: number,
): NodeChange | undefined => {
  if (!roll || outdated === 0) return undefined;
  const done = roll.total - outdated;
  // Each round replaces at least one: a rule that turns in a circle is a bug, and ends here.
  if (done <= roll.done) throw new Error(`operation ${operationId} does not come to an end`);
  return { ...change, roll: { ...roll, done } };
};

/** The group is as it was asked for, and the cluster is free again; or a round is over, and another execution goes on with the next one. */
export const finishChange: Stage = async (input, ports) => {
  const { state, clock } = ports;
  const { operation, change, cluster, group } = await changeFacts(input, ports);
  const { nodeGroupId, nodeId, machines } = change;
  const { kind, clusterStateBefore: clusterState = "running" } = operation;
  const records = await nodeRecords(input, ports);
  const round = nextRound(operation, change, outdatedOf(group, cluster.spec.version, records).length);
  if (round) return state.beginPart(input, { change: round, at: clock.now() });
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
