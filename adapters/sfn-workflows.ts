import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { OperationKind } from "#contract/operations.ts";
import type { StageInput, Workflows } from "#core/ports/state.ts";
import { given } from "./aws-answers.ts";
import { hasCode, unless } from "./aws-errors.ts";

/** ARN of the state machine of each kind of operation. */
export type StateMachines = Record<OperationKind, string>;

/** Step Functions knows an execution by its state machine's ARN and its name; ours is the operation's id. */
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
const unwinding = (operationId: string): string => `${operationId}-undo`;

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
    async start({ tenantId, clusterId, operationId, kind }) {
      await start(kind, operationId, { tenantId, clusterId, operationId } satisfies StageInput);
    },

    async unwind({ tenantId, clusterId, operationId, kind }, { stage, step }) {
      const input = { tenantId, clusterId, operationId, unwind: stage, ...(step ? { step } : {}) };
      await start(kind, unwinding(operationId), input);
    },

    async status({ kind, operationId }) {
      const first = await look(kind, operationId);
      if (!first) return { is: "absent" };
      const second =
        first.status && statuses[first.status] === "running" ? undefined : await look(kind, unwinding(operationId));
      const { status, stopDate } = second ?? first;
      const is = statuses[status ?? "RUNNING"];
      if (is === "running") return { is };
      return { is, endedAt: given(stopDate, "the execution's end").toISOString(), unwinds: second !== undefined };
    },
  };
};
