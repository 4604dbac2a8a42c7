import { expect, jest, test } from "@jest/globals";
import { putMetrics } from "./metrics.ts";

test("one line that CloudWatch makes metrics of: names, values and dimensions beside each other", () => {
  const written: string[] = [];
  const stdout = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  putMetrics({ A: 1, B: 0 }, { Kind: "x" });
  stdout.mockRestore();
  expect(written).toEqual([expect.stringMatching(/^\{[^\n]+\}\n$/)]);
  const { _aws, ...values } = JSON.parse(written[0] ?? "") as { _aws: { Timestamp: number } };
  expect(values).toEqual({ Kind: "x", A: 1, B: 0 });
  expect(_aws).toEqual({
    Timestamp: expect.any(Number),
    CloudWatchMetrics: [{ Namespace: "Kubewright", Dimensions: [["Kind"]], Metrics: [{ Name: "A" }, { Name: "B" }] }],
  });
});
