import { type CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { ListExecutionsCommand, type SFNClient } from "@aws-sdk/client-sfn";

/** The ways in which anything gets to the service's state. */
export interface Doors {
  /** Calls and events begin nothing any more; what is at work goes on. @returns seconds until no function of them is at work */
  close(): Promise<number>;
  /** Operations whose workflows are at work. */
  busy(): Promise<string[]>;
  open(): Promise<void>;
}

interface Clients {
  cloudFormation: CloudFormationClient;
  lambda: LambdaClient;
  stepFunctions: SFNClient;
}

/** What a stack has made of a type, by its name or ARN. */
export const madeBy = async (
  client: CloudFormationClient,
  StackName: string,
  type: string,
): Promise<[string, ...string[]]> => {
  const found: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName }))
    for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
      if (ResourceType === type && PhysicalResourceId) found.push(PhysicalResourceId);
  const [first, ...others] = found;
  if (first === undefined) throw new Error(`stack ${StackName} has no ${type}`);
  return [first, ...others];
};

/**
 * Closed are all functions that callers, the clock and events begin: their reserved concurrency is 0. Lambda refuses calls then, keeps the
 * place in the table's stream, and lays events that are told once into the dead-letter queue. Stages stay open, for workflows that are to
 * end. Source: AWS Lambda Developer Guide, "Configuring reserved concurrency".
 */
export const awsDoors = ({ cloudFormation, lambda, stepFunctions }: Clients): Doors => {
  const functions = async (): Promise<string[]> => {
    const stacks = ["KubewrightApi", "KubewrightEvents"];
    const names = await Promise.all(stacks.map((name) => madeBy(cloudFormation, name, "AWS::Lambda::Function")));
    return names.flat();
  };
  return {
    async close() {
      let longest = 0;
      for (const FunctionName of await functions()) {
        const { Timeout = 0 } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
        await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
        longest = Math.max(longest, Timeout);
      }
      return longest;
    },

    async busy() {
      const machines = await madeBy(cloudFormation, "KubewrightWorkflows", "AWS::StepFunctions::StateMachine");
      const pages = await Promise.all(
        machines.map((stateMachineArn) =>
          stepFunctions.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING" })),
        ),
      );
      return pages.flatMap(({ executions = [] }) => executions.map(({ name = "" }) => name));
    },

    async open() {
      for (const FunctionName of await functions())
        await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    },
  };
};
