import { expect, test } from "@jest/globals";
import type { ClusterInUse } from "#bench/cluster-in-use.ts";
import { sleepAndWake } from "#bench/sleep-and-wake.ts";

/** Part of the tests of one real cluster, as it stands by then. */
export const hibernationTest = (given: () => ClusterInUse): void =>
  test("a cluster sleeps without a machine and wakes with every object as it was, under the same address, whatever stood in the way", async () => {
    const seen = await sleepAndWake(given());
    const { nodes, differences, states, endpoints, nodesAsleep, objects } = seen;
    process.stderr.write(`${JSON.stringify({ ...seen, nodes: undefined })}\n`);
    expect(differences).toEqual([]);
    expect(objects).toBeGreaterThan(150);
    expect(states).toEqual(["hibernated", "running"]);
    expect(endpoints[0]).toBe(endpoints[1]);
    expect(nodesAsleep).toBe(0);
    expect(nodes.after.map(({ state }) => state)).toEqual(Array(5).fill("ready"));
    for (const { id } of nodes.after) expect(nodes.before).not.toContain(id);
    expect(seen.wakeSeconds).toBeLessThan(300);
    // The load balancer and its addresses.
    expect(seen.hibernatedMicros).toBe(37_500);
  }, 1_200_000);
