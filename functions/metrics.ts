/**
 * Writes numbers into the function's log in CloudWatch's embedded metric format, of which CloudWatch makes metrics.
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 * @param values counts or seconds, by name @param dimensions by which they are told apart: few, for each makes a metric of its own
 */
export const putMetrics = (values: Record<string, number>, dimensions: Record<string, string> = {}): void => {
  const entry = {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: "Kubewright",
          Dimensions: [Object.keys(dimensions)],
          Metrics: Object.keys(values).map((Name) => ({ Name })),
        },
      ],
    },
    ...dimensions,
    ...values,
  };
  process.stdout.write(`${JSON.stringify(entry)}\n`);
};
