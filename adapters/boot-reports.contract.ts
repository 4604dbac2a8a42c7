import { expect, test } from "@jest/globals";
import type { BootReports } from "#core/ports/cloud.ts";

const report = {
  instanceId: "i-1",
  nodeName: "ip-10-0-64-4",
  role: "worker" as const,
  steps: [],
  kubeletVersion: "v1.37.2",
};

/** What every implementation of BootReports promises. */
export const bootReportsContract = (reports: () => BootReports, newCluster: () => string): void => {
  test("each cluster has a place of its own", () => {
    expect(reports().prefix(newCluster())).not.toBe(reports().prefix(newCluster()));
  });

  test("a repeated stage hands out a new token for the same machine", async () => {
    const clusterId = newCluster();
    await reports().expect(clusterId, "i-0123456789abcdef0", "first token");
    await reports().expect(clusterId, "i-0123456789abcdef0", "second token");
    await reports().remove(clusterId);
  });

  test("an answer that nobody waits for is no fault", async () => {
    await reports().answer("a token of nobody", report);
  });

  test("removed however many there are, and again without complaint", async () => {
    const clusterId = newCluster();
    await Promise.all(
      Array.from({ length: 23 }, (_, i) =>
        reports().expect(clusterId, `i-${String(i).padStart(17, "0")}`, `token ${i}`),
      ),
    );
    await reports().remove(clusterId);
    await reports().remove(clusterId);
  });
};
