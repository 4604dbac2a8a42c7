import { type EventPattern, Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Duration, type Stack } from "aws-cdk-lib/core";

interface EventRule {
  id: string;
  description: string;
  /** Absent: every so many minutes, or each. */
  pattern?: EventPattern;
  minutes?: number;
  /** Nobody tells it again: what cannot be handed over is kept. */
  once?: true;
}

/** When each function below functions/events/ is called; that of the table's stream is not by a rule. */
const rules: Record<string, EventRule[]> = {
  tick: [{ id: "EveryMinute", description: "Kubewright looks for operations that got stuck" }],
  "watch-clusters": [
    { id: "WatchEveryMinute", description: "Kubewright looks at the health of its clusters" },
    {
      id: "WatchMore",
      description: "Kubewright looks at more of its clusters",
      // As adapters/event-relay.ts words it.
      pattern: { source: ["kubewright"], detailType: ["Kubewright Clusters To Watch"] },
    },
  ],
  "compare-clusters": [
    { id: "CompareNowAndThen", description: "Kubewright looks for what was changed by hand", minutes: 10 },
    {
      id: "CompareMore",
      description: "Kubewright looks at more of its clusters for what was changed by hand",
      pattern: { source: ["kubewright"], detailType: ["Kubewright Clusters To Compare"] },
    },
  ],
  "refresh-prices": [
    { id: "ReadPrices", description: "Kubewright reads what AWS asks for machines and the rest", minutes: 60 },
  ],
  "machine-changed": [
    {
      id: "MachineEnds",
      once: true,
      description: "EC2 tells that a machine ends",
      pattern: {
        source: ["aws.ec2"],
        detailType: ["EC2 Instance State-change Notification"],
        // One event for each way to end; what comes after it tells nothing new.
        detail: { state: ["shutting-down", "stopped"] },
      },
    },
    {
      id: "MachineRuns",
      once: true,
      description: "EC2 tells that a machine runs, and costs from now on",
      pattern: {
        source: ["aws.ec2"],
        detailType: ["EC2 Instance State-change Notification"],
        detail: { state: ["running"] },
      },
    },
    {
      id: "MachineTakenBack",
      once: true,
      description: "EC2 takes a spot machine back",
      pattern: { source: ["aws.ec2"], detailType: ["EC2 Spot Instance Interruption Warning"] },
    },
  ],
};

/** As long as EC2 shows a machine that has ended. */
export const patience = { maxEventAge: Duration.hours(1), retryAttempts: 20 };

/**
 * What comes by the clock comes again, and the pages of what the clock began with it: one that is lost is looked at by the clock's next
 * walk through all clusters, and kept pages would each begin a walk of their own.
 */
const patienceOf = ({ pattern, once }: EventRule, deadLetterQueue: IQueue) => ({
  ...(pattern ? patience : { maxEventAge: Duration.minutes(1), retryAttempts: 0 }),
  ...(once ? { deadLetterQueue } : {}),
});

/** Whether the function is told what nobody tells again. */
export const isToldOnce = (name: string): boolean => rules[name]?.some(({ once }) => once) ?? false;

/** Rules that call one of the functions below functions/events/. @param deadLetters where that is kept which is told once */
export const addEventRules = (stack: Stack, name: string, lambda: IFunction, deadLetters: IQueue): void => {
  for (const rule of rules[name] ?? []) {
    const { id, description, pattern, minutes = 1 } = rule;
    const when = pattern ? { eventPattern: pattern } : { schedule: Schedule.rate(Duration.minutes(minutes)) };
    new Rule(stack, id, { description, ...when, targets: [new LambdaFunction(lambda, patienceOf(rule, deadLetters))] });
  }
};
