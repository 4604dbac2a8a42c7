import { executionOf } from "#core/operations/runs.ts";
import type { WayBack, Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";

type Status = Awaited<ReturnType<Workflows["status"]>>;

export interface FakeWorkflows extends Workflows {
  /** Operations whose workflow runs, in the order of their start. */
  running(): OperationRecord[];
  /** Where the unwinding of the operation's last execution begins, if it is unwound. */
  unwound(operationId: string): WayBack | undefined;
  /** How the operation's last execution ended; in the hands of the test. @param endedAt long ago unless it is said */
  end(operationId: string, is: "succeeded" | "failed", endedAt?: string): void;
}

export const fakeWorkflows = (): FakeWorkflows => {
  const executions = new Map<string, { operation: OperationRecord; status: Status }>();
  const unwound = new Map<string, WayBack>();
  /** Name of the operation's last execution. */
  const lastOf = (id: string): string =>
    [...executions].findLast(([, { operation }]) => operation.operationId === id)?.[0] ?? id;
  return {
    async start(operation) {
      const name = executionOf(operation);
      if (!executions.has(name))
        executions.set(name, { operation: structuredClone(operation), status: { is: "running" } });
    },
    async unwind(operation, from) {
      const name = executionOf(operation);
      if (unwound.has(name)) return;
      unwound.set(name, from);
      const execution = executions.get(name);
      if (execution) execution.status = { is: "running" };
    },
    unwound: (operationId) => unwound.get(lastOf(operationId)),
    status: async (operation) => executions.get(executionOf(operation))?.status ?? { is: "absent" },
    running: () =>
      [...executions.values()].filter(({ status }) => status.is === "running").map(({ operation }) => operation),
    end(operationId, is, endedAt = "2020-01-01T00:00:00.000Z") {
      const name = lastOf(operationId);
      const execution = executions.get(name);
      if (!execution) throw new Error(`the workflow of ${operationId} was never started`);
      execution.status = { is, endedAt, unwinds: unwound.has(name) };
    },
  };
};
