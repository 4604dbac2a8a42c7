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
}

const period = Duration.minutes(5);

/** Functions that a clock calls each minute: silence is a fault of theirs, too. */
const clockwork = ["tick", "watch-clusters"];

/** What whoever runs the service looks at, and is woken by: a topic that alarms go to, and a dashboard. */
export class OperationsStack extends Stack {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, { service, table, api, events, ...props }: StackProps & Watched) {
    super(scope, id, { description: "Kubewright: alarms and dashboard of the service itself", ...props });
    this.topic = new Topic(this, "Alarms", { displayName: "Kubewright alarms", enforceSSL: true });
    const executions = Object.keys(service.sources.workflows).map((workflow) => this.watchWorkflow(workflow));
    const functions = [...events].map(([name, fn]) => this.watchFunction(name, fn));
    const requests = this.watchApi(api);
    const refused = this.watchTable(table);
    const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, "Dashboard", {
      dashboardName: `kubewright-${this.region}`,
      widgets: [
        [graph("Requests", requests), graph("The table refuses", refused)],
        [graph("Workflows that began", executions), graph("Functions of events that failed", functions)],
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
    const errors = fn.metricErrors({ period, label: name });
    this.alarm(`${pascal(name)}Fails`, errors, { says: `${name} has failed three times within five minutes`, from: 3 });
    if (clockwork.includes(name))
      this.alarm(`${pascal(name)}IsSilent`, fn.metricInvocations({ period }), {
        says: `${name} is not called each minute: nobody looks after operations and clusters`,
        from: 3,
        silence: TreatMissingData.BREACHING,
      });
    return errors;
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
