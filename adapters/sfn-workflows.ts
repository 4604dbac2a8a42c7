import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { OperationKind } from "#contract/operations.ts";
import { entryOf, executionOf, restoresOf } from "#core/operations/runs.ts";
import type { StageInput, Workflows } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { given } from "./aws-answers.ts";
import { hasCode, unless } from "./aws-errors.ts";

/** ARN of the state machine of each kind of operation. */
export type StateMachines = Record<OperationKind, string>;

/** Step Functions knows an execution by its state machine's ARN and its name; ours is made of the operation's id and its run. */
const executionArn = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;

const statuses = {
  RUNNING: "running",
  PENDING_REDRIVE: "running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  TIMED_OUT: "failed",
  ABORTED: "failed",
} as const;

/** Of the execution that undoes what the operation's own has left. */
const unwinding = (operation: OperationRecord): string => `${executionOf(operation)}-undo`;

export const sfnWorkflows = (sfn: SFNClient, stateMachines: StateMachines): Workflows => {
  const start = async (kind: OperationKind, name: string, input: object): Promise<void> => {
    const order = { stateMachineArn: stateMachines[kind], name, input: JSON.stringify(input) };
    // With the same input AWS answers with the running execution; the code comes for one that has ended, or was told another stage.
    await unless(/^ExecutionAlreadyExists(Exception)?$/, sfn.send(new StartExecutionCommand(order)));
  };

  const look = async (kind: OperationKind, name: string) => {
    try {
      const order = { executionArn: executionArn(stateMachines[kind], name) };
      return await sfn.send(new DescribeExecutionCommand(order));
    } catch (error) {
      if (hasCode(error, /^ExecutionDoesNotExist(Exception)?$/)) return undefined;
      throw error;
    }
  };

  return {
    async start(operation) {
      const { tenantId, clusterId, operationId, kind } = operation;
      const input = { tenantId, clusterId, operationId, ...entryOf(operation) } satisfies StageInput &
        ReturnType<typeof entryOf>;
      await start(kind, executionOf(operation), input);
    },

    async unwind(operation, { stage, step }) {
      const { tenantId, clusterId, operationId, kind, run } = operation;
      const ids = { tenantId, clusterId, operationId, ...(run === undefined ? {} : { run }) };
      const told = { unwind: stage, ...(step ? { step } : {}), ...restoresOf(operation) };
      await start(kind, unwinding(operation), { ...ids, ...told });
    },

    async status(operation) {
      const { kind } = operation;
      const first = await look(kind, executionOf(operation));
      if (!first) return { is: "absent" };
      const second =
        first.status && statuses[first.status] === "running" ? undefined : await look(kind, unwinding(operation));
      const { status, stopDate } = second ?? first;
      const is = statuses[status ?? "RUNNING"];
      if (is === "running") return { is };
      return { is, endedAt: given(stopDate, "the execution's end").toISOString(), unwinds: second !== undefined };
    },
  };
};
