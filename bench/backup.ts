/** A snapshot of a real cluster with 10,000 objects taken, proven and restored: `npm run bench -- backup`. */
import type { Backup } from "#contract/backups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Service } from "#local/service.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";
import { record, round } from "./figure.ts";
import { newCluster, version, withRealService } from "./real-service.ts";

const command = "npm run bench -- backup";
const objects = 10_000;

type Tenant = ClusterInUse["tenant"];

const secondsOf = ({ createdAt, endedAt = "" }: Operation): number =>
  round((Date.parse(endedAt) - Date.parse(createdAt)) / 1000);

const over = async (tenant: Tenant, path: string, body?: object): Promise<Operation> => {
  const ended = await tenant.over(await tenant.call<Operation>("POST", path, body));
  if (ended.status !== "succeeded") throw new Error(`${ended.kind} ended ${ended.status}: ${ended.error?.message}`);
  return ended;
};

/** ConfigMaps of a kilobyte, a thousand a call. */
const fill = async (kube: ClusterInUse["kube"]): Promise<void> => {
  const data = { text: "x".repeat(1000) };
  for (let from = 0; from < objects; from += 1000) {
    const some = Array.from({ length: 1000 }, (_, i) => ({ name: `filler-${from + i}` }));
    await kube.apply(...some.map((metadata) => ({ apiVersion: "v1", kind: "ConfigMap", metadata, data })));
  }
};

const stages = ({ stages: all }: Operation) =>
  Object.fromEntries(
    all.map(({ name, startedAt = "", endedAt = "" }) => [
      name,
      round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000),
    ]),
  );

const measure = async (service: Service) => {
  const { tenant, clusterId, kube } = await newCluster(service, 1);
  await fill(kube);
  const taken = await over(tenant, `/clusters/${clusterId}/backups`);
  const path = `/clusters/${clusterId}/backups/${taken.backupId}`;
  await over(tenant, `${path}/drill`);
  const backup = await tenant.call<Backup>("GET", path);
  const restored = await over(tenant, `/clusters/${clusterId}/restore`, { backupId: backup.id });
  const { recovery } = await tenant.cluster(clusterId);
  await tenant.over(await tenant.remove(clusterId));
  return { taken, backup, restored, recovery };
};

export const benchBackup = (): Promise<void> =>
  withRealService(async (service) => {
    const { taken, backup, restored, recovery } = await measure(service);
    const { sizeBytes, drill } = backup;
    const common = { version, objects: drill?.objects, sizeBytes };
    record({
      figure: "snapshot-seconds",
      value: secondsOf(taken),
      unit: `s from the call to the kept backup, a cluster with ${objects} objects of 1 kB beside its own`,
      goal: "<= 30",
      command,
      detail: { ...common, stages: stages(taken) },
    });
    record({
      figure: "restore-seconds",
      value: secondsOf(restored),
      unit: `s from the call to the cluster that serves the backup of ${objects} objects, old members gone`,
      goal: "<= 300",
      command,
      detail: { ...common, stages: stages(restored), recovery },
    });
    record({
      figure: "drill-seconds",
      value: round(drill?.seconds ?? 0),
      unit: `s from the order of the machine until all of ${objects} objects and the cluster's own have been read`,
      goal: "<= 300",
      command,
      detail: { ...common, steps: drill?.steps, kinds: drill?.kinds },
    });
  });
