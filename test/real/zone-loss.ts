import { expect, test } from "@jest/globals";
import type { ClusterInUse } from "#bench/cluster-in-use.ts";
import { loseZone } from "#bench/zone-loss.ts";
import type { Condition } from "#contract/conditions.ts";

const reasonOf = (conditions: readonly Condition[], type: string) =>
  conditions.find((one) => one.type === type)?.reason;

/** A zone with a member and a worker goes, and comes back. */
export const zoneLossTest = (cluster: () => ClusterInUse): void =>
  test("a zone's loss takes neither the API nor a Service away, nobody is replaced for it, and all is well when it is back", async () => {
    const { service, api, during, after } = await loseZone(cluster());
    expect(service.requests).toBeGreaterThan(50);
    expect(service.failed).toBe(0);
    expect(api.requests).toBeGreaterThan(100);
    expect(api.longestGapSeconds).toBeLessThanOrEqual(2);
    expect(during.state).toBe("degraded");
    expect(reasonOf(during.conditions, "RepairsHalted")).toBe("ZoneUnhealthy");
    expect(after.state).toBe("running");
  }, 600_000);
