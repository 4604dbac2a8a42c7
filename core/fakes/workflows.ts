import type { WayBack, Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";

type Status = Awaited<ReturnType<Workflows["status"]>>;

export interface FakeWorkflows extends Workflows {
  /** Operations whose workflow runs, in the order of their start. */
  running(): OperationRecord[];
  /** Where the unwinding of the operation's workflow begins, if it is unwound. */
  unwound(operationId: string): WayBack | undefined;
  /** How a workflow ended; in the hands of the test. @param endedAt long ago unless it is said */
  end(operationId: string, is: "succeeded" | "failed", endedAt?: string): void;
}

export const fakeWorkflows = (): FakeWorkflows => {
  const executions = new Map<string, { operation: OperationRecord; status: Status }>();
  const unwound = new Map<string, WayBack>();
  return {
    async start(operation) {
      if (!executions.has(operation.operationId))
        executions.set(operation.operationId, { operation: structuredClone(operation), status: { is: "running" } });
    },
    async unwind({ operationId }, from) {
      if (unwound.has(operationId)) return;
      unwound.set(operationId, from);
      const execution = executions.get(operationId);
      if (execution) execution.status = { is: "running" };
    },
    unwound: (operationId) => unwound.get(operationId),
    status: async ({ operationId }) => executions.get(operationId)?.status ?? { is: "absent" },
    running: () =>
      [...executions.values()].filter(({ status }) => status.is === "running").map(({ operation }) => operation),
    end(operationId, is, endedAt = "2020-01-01T00:00:00.000Z") {
      const execution = executions.get(operationId);
      if (!execution) throw new Error(`the workflow of ${operationId} was never started`);
      execution.status = { is, endedAt, unwinds: unwound.has(operationId) };
    },
  };
};
