import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { type EventPattern, Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { Duration, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import type { Permission } from "./permission.ts";
import { powers } from "./powers.ts";
import type { Service } from "./service.ts";
import { ServiceFunction } from "./service-function.ts";
import { pascal } from "./sources.ts";
import { writesTable } from "./table-permissions.ts";
import { executions, workflowArn, workflowPrefix } from "./workflow-stack.ts";

/**
 * What nobody asked for: the table's stream starts operations whose caller died, the tick looks after the rest; clusters are watched
 * each minute, and whenever EC2 tells of a machine.
 */
export class EventsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { service, table, ...props }: StackProps & { service: Service; table: Table },
  ) {
    super(scope, id, { description: "Kubewright: events", ...props });
    for (const name of service.sources.functions.events) {
      const isStream = name === "start-pending-operations";
      const fn = new ServiceFunction(this, pascal(name), {
        service,
        kind: "events",
        name,
        environment: { TABLE_NAME: table.tableName, STATE_MACHINE_PREFIX: workflowPrefix(this) },
        permissions: [
          ...writesTable(table),
          ...startsWorkflows(this),
          ...(name === "tick" ? [looksRegionUp] : []),
          ...(watching.includes(name) ? [...powers["machines.list"](), ...powers["secrets.keys"](this)] : []),
          ...(name === "watch-clusters" ? [passesOn(this)] : []),
          ...(isStream && table.tableStreamArn ? readsStream(table.tableStreamArn) : []),
        ],
        timeout: Duration.seconds(50),
      });
      if (isStream) {
        new EventSourceMapping(this, "TableStream", {
          target: fn.lambda,
          eventSourceArn: table.tableStreamArn as string,
          startingPosition: StartingPosition.LATEST,
          batchSize: 100,
          bisectBatchOnError: true,
          retryAttempts: 10,
          reportBatchItemFailures: true,
          filters: [pendingOperations],
        });
      } else if (name === "tick") {
        new Rule(this, "EveryMinute", {
          description: "Kubewright looks for operations that got stuck",
          schedule: Schedule.rate(Duration.minutes(1)),
          targets: [new LambdaFunction(fn.lambda, { maxEventAge: Duration.minutes(1), retryAttempts: 0 })],
        });
      } else if (name === "watch-clusters") {
        const target = new LambdaFunction(fn.lambda, { maxEventAge: Duration.minutes(1), retryAttempts: 0 });
        new Rule(this, "WatchEveryMinute", {
          description: "Kubewright looks at the health of its clusters",
          schedule: Schedule.rate(Duration.minutes(1)),
          targets: [target],
        });
        new Rule(this, "WatchMore", {
          description: "Kubewright looks at more of its clusters",
          eventPattern: { source: ["kubewright"], detailType: ["Kubewright Clusters To Watch"] },
          targets: [target],
        });
      } else if (name === "machine-changed") {
        const targets = [new LambdaFunction(fn.lambda, { maxEventAge: Duration.minutes(5), retryAttempts: 2 })];
        const ends = "EC2 tells that a machine ends";
        new Rule(this, "MachineEnds", { description: ends, eventPattern: machinesThatEnd, targets });
        const takenBack = "EC2 takes a spot machine back";
        new Rule(this, "MachineTakenBack", { description: takenBack, eventPattern: machinesTakenBack, targets });
      }
    }
  }
}

/** Only what has just been asked for: an operation's first image. */
const pendingOperations = {
  pattern: JSON.stringify({ eventName: ["INSERT"], dynamodb: { NewImage: { status: { S: ["pending"] } } } }),
};

/** Functions that look at clusters' machines and nodes. */
const watching = ["watch-clusters", "machine-changed"];

const machinesThatEnd: EventPattern = {
  source: ["aws.ec2"],
  detailType: ["EC2 Instance State-change Notification"],
  detail: { state: ["shutting-down", "terminated", "stopping", "stopped"] },
};

const machinesTakenBack: EventPattern = {
  source: ["aws.ec2"],
  detailType: ["EC2 Spot Instance Interruption Warning"],
};

const passesOn = (stack: Stack): Permission => ({
  actions: ["events:PutEvents"],
  resources: [stack.formatArn({ service: "events", resource: "event-bus", resourceName: "default" })],
});

const looksRegionUp: Permission = {
  why: "what a region offers belongs to nobody",
  actions: ["ec2:DescribeAvailabilityZones", "ec2:DescribeInstanceTypeOfferings"],
  resources: ["*"],
};

const readsStream = (stream: string): Permission[] => [
  {
    actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    resources: [stream],
  },
  {
    why: "ListStreams knows no narrower resource",
    actions: ["dynamodb:ListStreams"],
    resources: ["*"],
  },
];

/** To start any workflow and to see how it goes. */
export const startsWorkflows = (scope: Construct): Permission[] => [
  {
    why: "workflows are named by a prefix, which spares references between stacks",
    actions: ["states:StartExecution"],
    resources: [workflowArn(scope, "kubewright-*")],
  },
  {
    why: "executions are named by operations",
    actions: ["states:DescribeExecution", "states:StopExecution"],
    resources: [executions(scope)],
  },
];
