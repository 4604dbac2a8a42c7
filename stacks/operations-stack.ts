import type { RestApi } from "aws-cdk-lib/aws-apigateway";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Topic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { type Service, workflowName } from "./service.ts";
import { pascal } from "./sources.ts";
import { workflowArn } from "./workflow-stack.ts";

interface Watched {
  service: Service;
  table: Table;
  api: RestApi;
  /** Those below functions/events/, by name. */
  events: ReadonlyMap<string, IFunction>;
  /** What none of them could take. */
  deadLetters: IQueue;
}

const period = Duration.minutes(5);

/** Functions that a clock calls: silence is a fault of theirs, too. How many calls there are at least within how long. */
const clockwork: Record<string, { from: number; within: Duration; says: string }> = {
  tick: { from: 3, within: period, says: "is not called each minute: nobody looks after operations and clusters" },
  "watch-clusters": {
    from: 3,
    within: period,
    says: "is not called each minute: nobody looks after operations and clusters",
  },
  "refresh-prices": { from: 1, within: Duration.hours(3), says: "is not called each hour: prices grow old" },
};

/** Functions whose failures go to the dead-letter queue. */
const keeping = ["machine-changed", "start-pending-operations"];

const often = { from: 3, within: period, says: "three times within five minutes" };
/** What a clock calls seldom never fails three times within five minutes. */
const patience: Record<string, typeof often> = {
  "compare-clusters": { from: 3, within: Duration.hours(1), says: "three times within an hour" },
  "refresh-prices": { from: 1, within: Duration.hours(1), says: "and is called each hour alone" },
};

/**
 * What functions count themselves (functions/metrics.ts), and should be 0. Of what a tenant finds with a report of his own (BillResidual*),
 * which may say anything, nobody is woken: his events and his cost say it.
 */
const counted = {
  PricesNotRead:
    "A listed price cannot be read: what is used is charged at the price before, and the log of refresh-prices says why",
  SpotPricesNotRead:
    "Spot prices cannot be read: machines are charged at the last that is known, and the log of refresh-prices says why",
  LedgerResidualSeconds:
    "A cluster's ledger differs from what the cloud shows, and the meter cannot learn it: events of kind bill.residual say whose",
};

/** What whoever runs the service looks at, and is woken by: a topic that alarms go to, and a dashboard. */
export class OperationsStack extends Stack {
  private readonly topic: Topic;

  constructor(
    scope: Construct,
    id: string,
    { service, table, api, events, deadLetters, ...props }: StackProps & Watched,
  ) {
    super(scope, id, { description: "Kubewright: alarms and dashboard of the service itself", ...props });
    this.topic = new Topic(this, "Alarms", { displayName: "Kubewright alarms", enforceSSL: true });
    const executions = Object.keys(service.sources.workflows).map((workflow) => this.watchWorkflow(workflow));
    const functions = [...events].map(([name, fn]) => this.watchFunction(name, fn));
    const requests = this.watchApi(api);
    const refused = this.watchTable(table);
    const kept = this.watchDeadLetters(deadLetters);
    const money = Object.entries(counted).map(([metricName, says]) => this.watchCount(metricName, says));
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, "Dashboard", {
      dashboardName: `kubewright-${this.region}`,
      widgets: [
        [graph("Requests", requests), graph("The table refuses", refused)],
        [graph("Workflows that began", executions), graph("Functions of events that failed", functions)],
        [graph("Events that nobody could take", kept), graph("Prices that are not read, ledgers that differ", money)],
      ],
    });
    new CfnOutput(this, "AlarmTopic", { value: this.topic.topicArn });
  }

  private alarm(
    id: string,
    metric: IMetric,
    options: { says: string; from?: number; silence?: TreatMissingData },
  ): void {
    const { says, from = 1, silence = TreatMissingData.NOT_BREACHING } = options;
    const isFew = silence === TreatMissingData.BREACHING;
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription: says,
      threshold: from,
      evaluationPeriods: 1,
      comparisonOperator: isFew
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: silence,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /** One that fails has undone what it did and told its operation why; one that is cut off could not. */
  private watchWorkflow(workflow: string): IMetric {
    const of = (metricName: string) =>
      new Metric({
        ...{ namespace: "AWS/States", metricName, statistic: "Sum", period, label: workflow },
        dimensionsMap: { StateMachineArn: workflowArn(this, workflowName(workflow)) },
      });
    const cutOff = new MathExpression({
      expression: "FILL(late, 0) + FILL(stopped, 0)",
      usingMetrics: { late: of("ExecutionsTimedOut"), stopped: of("ExecutionsAborted") },
      period,
    });
    this.alarm(`${pascal(workflow)}CutOff`, cutOff, {
      says: `An execution of ${workflow} was stopped or ran out of time: the tick ends its operation, somebody has to go on with it`,
    });
    return of("ExecutionsStarted");
  }

  private watchFunction(name: string, fn: IFunction): IMetric {
    const { from, within, says } = patience[name] ?? often;
    const errors = fn.metricErrors({ period: within, label: name });
    this.alarm(`${pascal(name)}Fails`, errors, { says: `${name} has failed ${says}`, from });
    const lost = fn.metric("DestinationDeliveryFailures", { period, statistic: "Sum", label: name });
    if (keeping.includes(name))
      this.alarm(`${pascal(name)}LosesEvents`, lost, {
        says: `What ${name} could not take could not be put into the dead-letter queue either, and is lost: the next look makes up for it`,
      });
    const called = clockwork[name];
    if (called)
      this.alarm(`${pascal(name)}IsSilent`, fn.metricInvocations({ period: called.within }), {
        says: `${name} ${called.says}`,
        from: called.from,
        silence: TreatMissingData.BREACHING,
      });
    return errors;
  }

  private watchDeadLetters(queue: IQueue): IMetric[] {
    const lying = queue.metricApproximateNumberOfMessagesVisible({ period, statistic: "Maximum", label: "lie there" });
    const oldest = queue.metricApproximateAgeOfOldestMessage({ period, statistic: "Maximum", label: "seconds old" });
    this.alarm("DeadLetters", lying, {
      says: "Events lie in the dead-letter queue that no function could take: once the cause is gone, `npm run redrive` hands them over again",
    });
    return [lying, oldest];
  }

  /** Most are counted once an hour. */
  private watchCount(metricName: string, says: string): IMetric {
    const of = { namespace: "Kubewright", metricName, statistic: "Maximum", period: Duration.hours(1) };
    const metric = new Metric({ ...of, label: metricName });
    this.alarm(metricName, metric, { says });
    return metric;
  }

  private watchApi(api: RestApi): IMetric[] {
    const faults = api.metricServerError({ period, statistic: "Sum", label: "5xx" });
    this.alarm("ApiFails", faults, {
      says: "The API has answered five requests with 5xx within five minutes",
      from: 5,
    });
    return [api.metricCount({ period, label: "requests" }), api.metricClientError({ period, label: "4xx" }), faults];
  }

  private watchTable({ tableName }: Table): IMetric[] {
    const refused = (["ReadThrottleEvents", "WriteThrottleEvents"] as const).map(
      (metricName) =>
        new Metric({
          ...{ namespace: "AWS/DynamoDB", metricName, statistic: "Sum", period, label: metricName },
          dimensionsMap: { TableName: tableName },
        }),
    );
    for (const metric of refused)
      this.alarm(`Table${metric.metricName}`, metric, {
        says: "The table throttles: stages wait and try again",
        from: 20,
      });
    return refused;
  }
}
