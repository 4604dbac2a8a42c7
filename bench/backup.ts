/** A snapshot of a real cluster with 10,000 objects taken, proven and restored: `npm run bench -- backup`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Backup } from "#contract/backups.ts";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import { record, round } from "./figure.ts";

const command = "npm run bench -- backup";
const objects = 10_000;
const [version] = kubernetesVersions;

type Tenant = Awaited<ReturnType<typeof tenantOf>>;

const secondsOf = ({ createdAt, endedAt = "" }: Operation): number =>
  round((Date.parse(endedAt) - Date.parse(createdAt)) / 1000);

const over = async (tenant: Tenant, path: string, body?: object): Promise<Operation> => {
  const ended = await tenant.over(await tenant.call<Operation>("POST", path, body));
  if (ended.status !== "succeeded") throw new Error(`${ended.kind} ended ${ended.status}: ${ended.error?.message}`);
  return ended;
};

/** ConfigMaps of a kilobyte, a thousand a call. */
const fill = async (kube: ReturnType<typeof kubectlWith>): Promise<void> => {
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

const measure = async (tenant: Tenant, programs: string) => {
  const created = await tenant.over(
    await tenant.create({ name: "backup", nodeGroups: [{ name: "default", size: 1 }] }),
  );
  const { clusterId } = created;
  const credentials = await tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`);
  await fill(kubectlWith(join(programs, "kubectl"), credentials));
  const taken = await over(tenant, `/clusters/${clusterId}/backups`);
  const path = `/clusters/${clusterId}/backups/${taken.backupId}`;
  await over(tenant, `${path}/drill`);
  const backup = await tenant.call<Backup>("GET", path);
  const restored = await over(tenant, `/clusters/${clusterId}/restore`, { backupId: backup.id });
  const { recovery } = await tenant.cluster(clusterId);
  await tenant.over(await tenant.remove(clusterId));
  return { taken, backup, restored, recovery };
};

export const benchBackup = async (): Promise<void> => {
  const cacheDir = cacheFolder();
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir, say: console.log });
  await ensureImage(version, { cacheDir, say: console.log });
  const imageDir = join(cacheDir, "images");
  const service = await startService({ machines: "sandbox", stateDir, region: { images: [version], imageDir } });
  try {
    const tenant = await tenantOf(service, "bench");
    const { taken, backup, restored, recovery } = await measure(tenant, join(imageDir, version, "root/usr/local/bin"));
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
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
