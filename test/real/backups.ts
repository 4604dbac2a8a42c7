import { expect, test } from "@jest/globals";
import type { ClusterInUse } from "#bench/cluster-in-use.ts";
import type { Backup } from "#contract/backups.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { patience } from "./node-groups.ts";

const config = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { said: name } });

const secondsOf = ({ createdAt, endedAt = "" }: Operation): number =>
  Math.round((Date.parse(endedAt) - Date.parse(createdAt)) / 100) / 10;

/** Part of the tests of one real cluster, as it stands by then. */
export const backupTests = (given: () => ClusterInUse): void => {
  test("what was deleted after a backup is there again once it is restored, under the same address; workers and pods go on", async () => {
    const { tenant, clusterId, kube } = given();
    await kube.apply(config("kept"), config("lost"));
    const taken = await tenant.over(await tenant.call<Operation>("POST", `/clusters/${clusterId}/backups`));
    expect({ status: taken.status, error: taken.error }).toEqual({ status: "succeeded", error: undefined });
    const backup = await tenant.call<Backup>("GET", `/clusters/${clusterId}/backups/${taken.backupId}`);
    expect(backup).toMatchObject({ reason: "caller", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(backup.keys).toBeGreaterThan(100);

    await kube.kubectl("delete", "configmap", "lost");
    await kube.apply(config("late"));
    const pods = () => kube.kubectl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].metadata.uid}");
    const running = await pods();
    const asked = await tenant.call<Operation>("POST", `/clusters/${clusterId}/restore`, { backupId: taken.backupId });
    const restored = await tenant.over(asked);
    process.stderr.write(
      `backed up in ${secondsOf(taken)} s (${backup.sizeBytes} bytes), restored in ${secondsOf(restored)} s\n`,
    );
    for (const { name, startedAt = "", endedAt = "" } of restored.stages)
      process.stderr.write(`  ${name} ${(Date.parse(endedAt) - Date.parse(startedAt)) / 1000} s\n`);
    expect({ status: restored.status, error: restored.error }).toEqual({ status: "succeeded", error: undefined });

    const names = await kube.until(() => true, "get", "configmaps", "-o", "jsonpath={.items[*].metadata.name}");
    expect(names.split(" ")).toEqual(expect.arrayContaining(["kept", "lost"]));
    expect(names.split(" ")).not.toContain("late");
    const ready = (text: string): boolean => text.split("\n").filter((line) => / Ready /.test(line)).length === 5;
    const nodes = await kube.until(ready, "get", "nodes", "--no-headers");
    expect(nodes.trim().split("\n")).toHaveLength(5);
    expect(await pods()).toBe(running);
    // The API takes writes, and the controllers carry them out.
    await kube.kubectl("scale", "deployment/web", "--replicas=1");
    await eventually(pods, (uids) => uids.split(" ").length === 1, patience);
    await kube.kubectl("scale", "deployment/web", "--replicas=2");
  }, 300_000);
};
