import { pausable } from "#contract/operations.ts";
import { type OperationCall, operationCan } from "#contract/states.ts";
import type { Operation } from "../api/types.ts";

type Asked = Pick<Operation, "kind" | "status" | "pause" | "cancelAsked">;

const can = ({ status }: Asked, call: OperationCall): boolean =>
  (operationCan[call] as readonly string[]).includes(status);

/** What can be asked of an operation now; the service has the last word. */
export const actsOf = (operation: Asked): OperationCall[] => {
  const { kind, pause, cancelAsked } = operation;
  const calls: Record<OperationCall, boolean> = {
    // One that was to stop, and has not yet, goes on without stopping.
    resume: !cancelAsked && pause !== undefined && (can(operation, "resume") || can(operation, "pause")),
    pause: !cancelAsked && pause === undefined && pausable.includes(kind) && can(operation, "pause"),
    cancel: !cancelAsked && kind !== "cluster.delete" && can(operation, "cancel"),
    retry: can(operation, "retry"),
  };
  return (Object.keys(calls) as OperationCall[]).filter((call) => calls[call]);
};
