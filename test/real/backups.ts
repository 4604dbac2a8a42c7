import { expect, test } from "@jest/globals";
import type { ClusterInUse } from "#bench/cluster-in-use.ts";
import type { Backup } from "#contract/backups.ts";
import type { Cluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { patience } from "./node-groups.ts";

const config = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { said: name } });

const secondsOf = ({ createdAt, endedAt = "" }: Operation): number =>
  Math.round((Date.parse(endedAt) - Date.parse(createdAt)) / 100) / 10;

/** Something that the cluster's users have made the kind of. */
const thingsOf = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "things.example.com" },
  spec: {
    ...{ group: "example.com", scope: "Namespaced", names: { plural: "things", singular: "thing", kind: "Thing" } },
    versions: [
      {
        ...{ name: "v1", served: true, storage: true },
        schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
      },
    ],
  },
};

/** How many things of AWS there are. */
const resourcesOf = async (regionUrl: string): Promise<unknown> =>
  (await fetch(`${regionUrl}/_region/resources`)).json();

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

  test("a drill restores the backup beside the cluster and reads all that the cluster had, Secrets and things of its own, and is gone", async () => {
    const { tenant, clusterId, kube, regionUrl } = given();
    await kube.apply(thingsOf, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "kept" },
      stringData: { a: "b" },
    });
    await kube.until(() => true, "get", "things");
    await kube.apply({ apiVersion: "example.com/v1", kind: "Thing", metadata: { name: "one" } });
    const before = await resourcesOf(regionUrl);
    const taken = await tenant.over(await tenant.call<Operation>("POST", `/clusters/${clusterId}/backups`));
    const path = `/clusters/${clusterId}/backups/${taken.backupId}`;
    const drilled = await tenant.over(await tenant.call<Operation>("POST", `${path}/drill`));
    expect({ status: drilled.status, error: drilled.error }).toEqual({ status: "succeeded", error: undefined });
    const { drill } = await tenant.call<Backup>("GET", path);
    process.stderr.write(`drilled in ${drill?.seconds} s: ${JSON.stringify(drill)}\n`);
    expect(drill).toMatchObject({ ok: true, hashVerified: true, operationId: drilled.id });
    const count = async (kind: string) => {
      const listed = await kube.kubectl("get", kind, "--all-namespaces", "--no-headers", "--ignore-not-found");
      return listed.split("\n").filter(Boolean).length;
    };
    // Of what does not come and go by itself as many as the cluster has.
    for (const kind of ["nodes", "secrets", "configmaps", "things.example.com", "deployments.apps", "services"])
      expect({ kind, count: drill?.kinds?.[kind] }).toEqual({ kind, count: await count(kind) });
    expect(await resourcesOf(regionUrl)).toEqual(before);
    const cluster = await tenant.call<Cluster>("GET", `/clusters/${clusterId}`);
    expect(cluster.recovery).toMatchObject({ provenBackupId: taken.backupId, rtoSeconds: expect.any(Number) });
    expect(cluster.recovery?.rpoSeconds).toBeLessThan(600);
  }, 300_000);
};
