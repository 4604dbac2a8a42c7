import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import { Arn, ArnFormat, Duration, Stack, type StackProps, Validations } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { backupBucketName } from "./backup-bucket.ts";
import { machineBoundary } from "./machine-boundary.ts";
import { statementOf, wildcardReasons } from "./permission.ts";
import { powers } from "./powers.ts";
import { removalOf, type Service, workflowName } from "./service.ts";
import { ServiceFunction } from "./service-function.ts";
import { kebab, pascal, placeholders } from "./sources.ts";
import { powersOf } from "./stage-powers.ts";
import { writesTable } from "./table-permissions.ts";

/** Every stage's function, and every workflow that strings them together. */
export class WorkflowStack extends Stack {
  readonly machines: Record<string, StateMachine> = {};

  constructor(
    scope: Construct,
    id: string,
    { service, table, ...props }: StackProps & { service: Service; table: Table },
  ) {
    super(scope, id, { description: "Kubewright: stages and workflows", ...props });
    const { sources } = service;
    const boundary = this.boundary();
    const stages = new Map(
      sources.functions.stages.map((name) => [
        name,
        new ServiceFunction(this, pascal(name), {
          service,
          kind: "stages",
          name,
          environment: {
            TABLE_NAME: table.tableName,
            MACHINE_PERMISSIONS_BOUNDARY: boundary,
            BACKUP_BUCKET: backupBucketName(this),
          },
          permissions: [
            ...writesTable(table),
            ...powersOf(sources, service.bundles("stages", name).inputs).flatMap((power) =>
              powers[power](this, { boundary }),
            ),
          ],
          timeout: Duration.seconds(60),
        }),
      ]),
    );
    for (const [workflow, definition] of Object.entries(sources.workflows)) {
      const used = new Map(
        placeholders(definition).map((state) => {
          const stage = stages.get(kebab(state)) ?? stages.get(kebab(state).replace(/^undo-/, ""));
          if (!stage)
            throw new Error(`${workflow}.asl.json wants \${${state}}: there is no functions/stages/${kebab(state)}.ts`);
          return [state, stage.lambda.functionArn];
        }),
      );
      this.machines[workflow] = this.stateMachine(service, workflow, definition, used);
    }
  }

  /** @returns the ARN of the policy that bounds the roles which stages make for machines */
  private boundary(): string {
    const allowed = machineBoundary(this);
    const policy = new ManagedPolicy(this, "MachineBoundary", {
      description: "The most that a machine of a Kubewright cluster may do in AWS",
      statements: allowed.map(statementOf),
    });
    Validations.of(policy).acknowledge({ id: "AwsSolutions-IAM5", reason: wildcardReasons(allowed) });
    return policy.managedPolicyArn;
  }

  private stateMachine(
    service: Service,
    workflow: string,
    definition: string,
    used: Map<string, string>,
  ): StateMachine {
    const name = pascal(workflow);
    const logs = new LogGroup(this, `${name}Log`, {
      // This prefix keeps the resource policy of the account's log deliveries from growing with each state machine.
      logGroupName: `/aws/vendedlogs/states/${workflowName(workflow)}`,
      retention: service.config.logRetentionDays,
      removalPolicy: removalOf(service.config),
    });
    const role = new Role(this, `${name}Role`, {
      assumedBy: new ServicePrincipal("states.amazonaws.com"),
      inlinePolicies: {
        stages: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [...new Set(used.values())] }),
          ],
        }),
      },
    });
    const machine = new StateMachine(this, name, {
      stateMachineName: workflowName(workflow),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: Object.fromEntries(used),
      role,
      // Without data: what a stage is given and answers may name a tenant's things.
      logs: { destination: logs, level: LogLevel.ERROR, includeExecutionData: false },
      tracingEnabled: false,
    });
    Validations.of(role).acknowledge({
      id: "AwsSolutions-IAM5",
      reason: "log deliveries are made for the account and cannot be named",
    });
    Validations.of(machine).acknowledge(
      { id: "AwsSolutions-SF1", reason: "errors are logged; each stage logs its own work with the operation's id" },
      {
        id: "AwsSolutions-SF2",
        reason: "stages are few and named in the operation itself, with start and end; no X-Ray yet",
      },
    );
    return machine;
  }
}

/** ARNs of the workflows without their name, for functions that start them: no reference to another stack is needed. */
export const workflowPrefix = (scope: Construct): string => workflowArn(scope, workflowName(""));

/** All executions of all workflows. */
export const executions = (scope: Construct): string =>
  Arn.format(
    {
      service: "states",
      resource: "execution",
      resourceName: `${workflowName("*")}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    },
    Stack.of(scope),
  );

export const workflowArn = (scope: Construct, name: string): string =>
  Arn.format(
    { service: "states", resource: "stateMachine", resourceName: name, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    Stack.of(scope),
  );
