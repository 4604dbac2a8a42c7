import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { EventInvokeConfig, EventSourceMapping, type IFunction, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { backupBucketName } from "./backup-bucket.ts";
import { deadLetterQueue } from "./dead-letter-queue.ts";
import { addEventRules, isToldOnce, patience } from "./event-rules.ts";
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
  /** By name of the file. */
  readonly functions = new Map<string, IFunction>();
  /** What a function could not take, and nobody tells again; `npm run redrive` hands it over once more. */
  readonly deadLetters: IQueue;

  constructor(
    scope: Construct,
    id: string,
    { service, table, ...props }: StackProps & { service: Service; table: Table },
  ) {
    super(scope, id, { description: "Kubewright: events", ...props });
    this.deadLetters = deadLetterQueue(this, service);
    const keeping = { bind: () => ({ destination: this.deadLetters.queueArn }) };
    for (const name of service.sources.functions.events) {
      const isStream = name === "start-pending-operations";
      const isKept = isStream || isToldOnce(name);
      const fn = new ServiceFunction(this, pascal(name), {
        service,
        kind: "events",
        name,
        environment: {
          TABLE_NAME: table.tableName,
          ...(name === "refresh-prices" ? {} : { STATE_MACHINE_PREFIX: workflowPrefix(this) }),
          ...(watching.includes(name)
            ? { MACHINE_LIMIT: String(service.config.quotas.machines), BACKUP_BUCKET: backupBucketName(this) }
            : {}),
        },
        permissions: [
          ...writesTable(table),
          ...(name === "refresh-prices" ? [readsPrices] : startsWorkflows(this)),
          ...(name === "tick" ? [looksRegionUp] : []),
          ...(watching.includes(name) ? [...powers["machines.list"](), ...powers["secrets.keys"](this)] : []),
          ...(name === "watch-clusters" ? [...powers["estate.look"](), ...powers["snapshots.versions"](this)] : []),
          ...(name === "machine-changed" ? powers["estate.lookAtMachine"]() : []),
          ...(name === "compare-clusters" ? [...powers["machines.list"](), ...powers["inventory.look"]()] : []),
          ...(paging.includes(name) ? [passesOn(this)] : []),
          ...(isStream && table.tableStreamArn ? readsStream(table.tableStreamArn) : []),
          ...(isKept ? [{ actions: ["sqs:SendMessage"], resources: [this.deadLetters.queueArn] }] : []),
        ],
        timeout: Duration.seconds(50),
      });
      this.functions.set(name, fn.lambda);
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
          onFailure: keeping,
        });
      }
      if (isToldOnce(name)) {
        new EventInvokeConfig(this, `${pascal(name)}Told`, {
          function: fn.lambda,
          maxEventAge: patience.maxEventAge,
          retryAttempts: 2,
          onFailure: keeping,
        });
      }
      addEventRules(this, name, fn.lambda, this.deadLetters);
    }
    this.sayWhatRedrivesNeed();
  }

  private sayWhatRedrivesNeed(): void {
    new CfnOutput(this, "DeadLetterQueue", { value: this.deadLetters.queueUrl });
    for (const name of ["tick", "machine-changed"]) {
      const fn = this.functions.get(name);
      if (fn) new CfnOutput(this, `${pascal(name)}Name`, { value: fn.functionName });
    }
  }
}

/** Only what waits for an execution: an operation's first image, and the one of an operation that is gone on with. */
const pendingOperations = {
  pattern: JSON.stringify({
    eventName: ["INSERT", "MODIFY"],
    dynamodb: { NewImage: { status: { S: ["pending"] } } },
  }),
};

/** Functions that go through all clusters, a page at a time. */
const paging = ["watch-clusters", "compare-clusters"];

/** Functions that look at clusters' machines and nodes. */
const watching = ["watch-clusters", "machine-changed"];

const passesOn = (stack: Stack): Permission => ({
  actions: ["events:PutEvents"],
  resources: [stack.formatArn({ service: "events", resource: "event-bus", resourceName: "default" })],
});

const looksRegionUp: Permission = {
  why: "what a region offers belongs to nobody",
  actions: ["ec2:DescribeAvailabilityZones", "ec2:DescribeInstanceTypeOfferings"],
  resources: ["*"],
};

const readsPrices: Permission = {
  why: "prices belong to nobody: neither pricing:GetProducts nor ec2:DescribeSpotPriceHistory knows a resource",
  actions: ["pricing:GetProducts", "ec2:DescribeSpotPriceHistory"],
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
    actions: ["states:DescribeExecution"],
    resources: [executions(scope)],
  },
];
