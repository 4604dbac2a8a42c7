import type { Operation, OperationKind } from "#contract/operations.ts";
import { isOver, operationCan } from "#contract/states.ts";
import type { UpdatePorts } from "#core/clusters/update-cluster.ts";
import { WrongState } from "#core/errors.ts";
import type { OperationRecord } from "#core/records.ts";
import { withHop } from "#core/upgrade/hops.ts";
import { changeOperation, type OfOperation } from "./change-operation.ts";
import { beyondReturn, failedEnd } from "./failed-end.ts";
import { hasBegun } from "./runs.ts";

/** Whether an operation that runs can go back: its workflow undoes every stage, of a change of nodes those before nodes that work are taken away. */
export const goesBack: Record<OperationKind, boolean> = {
  "cluster.create": true,
  "cluster.delete": false,
  "cluster.restore": true,
  "cluster.hibernate": true,
  "cluster.wake": true,
  "backup.create": true,
  "backup.drill": true,
  "cluster.upgrade": true,
  "cluster.rollback": true,
  "keys.rotate": true,
  "control-plane.replace": true,
  "cluster.mend": false,
  "node-group.create": true,
  "node-group.update": true,
  "node-group.roll": true,
  "node-group.delete": true,
  "node.drain": true,
  "node.replace": true,
  "node.remove": true,
  "credentials.revoke": true,
};

/** The stage that is cancelled no more. The last step before a wake ends lets people write: going back would take that away. */
export const untilCancelled = (kind: OperationKind): string | undefined =>
  kind === "cluster.wake" ? "OpenCluster" : beyondReturn(kind);

/** What is given back when nothing has been made yet; what was to be made has failed. @throws WrongState */
const asBefore = (operation: OperationRecord): ReturnType<typeof failedEnd> => {
  const { kind, operationId, clusterStateBefore } = operation;
  if (kind !== "cluster.delete") return failedEnd(operation, true);
  if (clusterStateBefore === undefined)
    throw new WrongState(`a ${kind} cannot be cancelled before it begins`, operationId);
  return { clusterState: clusterStateBefore };
};

/** The cluster and its node group are given back as they were. @throws Conflict when it has begun meanwhile */
const endUnbegun = async (operation: OperationRecord, by: string, { state, clock }: UpdatePorts): Promise<void> => {
  const at = clock.now();
  await state.finishOperation(operation, {
    ...{ status: "cancelled", cancelledBy: by, ...asBefore(operation) },
    error: { code: "Cancelled", message: `${by} cancelled it before it began` },
    ...(operation.upgrade ? { upgrade: withHop(operation.upgrade, "undone", at) } : {}),
    at,
  });
};

/** @throws WrongState when it can be cancelled no more, Conflict when it has gone on meanwhile */
const cancel = async (operation: OperationRecord, by: string, ports: UpdatePorts): Promise<void> => {
  const { operationId, kind, status, cancelAsked } = operation;
  if (cancelAsked !== undefined || status === "cancelled") return;
  if (isOver(status))
    throw new WrongState(
      `operation ${operationId} is over: ${status}; it can be cancelled while it is ${operationCan.cancel.join(" or ")}`,
    );
  if (!hasBegun(operation)) return endUnbegun(operation, by, ports);
  if (status === "rolling-back") throw new WrongState(`operation ${operationId} is going back already`, operationId);
  if (!goesBack[kind] || operation.backup?.isProven)
    throw new WrongState(`a ${kind} that has begun cannot go back`, operationId);
  const turn = untilCancelled(kind);
  const reached = operation.stages.find(({ name }) => name === turn);
  if (reached && reached.status !== "pending")
    throw new WrongState(`operation ${operationId} is beyond where it could go back`, operationId);
  await ports.state.askCancel(operation, { by, at: ports.clock.now() }, turn);
};

/**
 * An operation that has not begun ends at once. One that runs is told to go back: its next stage sees that, and all that was made is
 * undone; from this answer on it cannot succeed any more. One that is paused is begun again for that, by the table's stream or the tick.
 * To cancel twice is to cancel once.
 * @throws NotFound, WrongState when there is no way back
 */
export const cancelOperation = (call: OfOperation, ports: UpdatePorts): Promise<Operation> =>
  changeOperation(call, ports, (operation, by) => cancel(operation, by, ports));
