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

export const sfnWorkflows = (sfn: SFNClient, stateMachines: StateMachines): Workflows => ({
  async start({ tenantId, clusterId, operationId, kind }) {
    const input: StageInput = { tenantId, clusterId, operationId };
    const order = { stateMachineArn: stateMachines[kind], name: operationId, input: JSON.stringify(input) };
    // With the same input AWS answers with the running execution; the code comes for one that has ended.
    await unless(/^ExecutionAlreadyExists(Exception)?$/, sfn.send(new StartExecutionCommand(order)));
  },

  async status({ kind, operationId }) {
    try {
      const order = { executionArn: executionArn(stateMachines[kind], operationId) };
      const { status, stopDate } = await sfn.send(new DescribeExecutionCommand(order));
      const is = statuses[status ?? "RUNNING"];
      return is === "running" ? { is } : { is, endedAt: given(stopDate, "the execution's end").toISOString() };
    } catch (error) {
      if (hasCode(error, /^ExecutionDoesNotExist(Exception)?$/)) return { is: "absent" };
      throw error;
    }
  },
});
