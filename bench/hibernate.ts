/** A cluster put to sleep and woken, with what stands in the way: `npm run bench -- hibernate`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Credentials } from "#contract/credentials.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import { record, round } from "./figure.ts";
import { sleepAndWake } from "./sleep-and-wake.ts";

const command = "npm run bench -- hibernate";
const [version] = kubernetesVersions;

export const benchHibernate = async (): Promise<void> => {
  const cacheDir = cacheFolder();
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir, say: console.log });
  await ensureImage(version, { cacheDir, say: console.log });
  const imageDir = join(cacheDir, "images");
  const service = await startService({ machines: "sandbox", stateDir, region: { images: [version], imageDir } });
  try {
    const tenant = await tenantOf(service, "bench");
    const { clusterId } = await tenant.over(
      await tenant.create({ name: "bench", nodeGroups: [{ name: "default", size: 2 }] }),
    );
    const credentials = await tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`);
    const kube = kubectlWith(join(imageDir, version, "root/usr/local/bin/kubectl"), credentials);
    const {
      nodes: _,
      differences,
      ...seen
    } = await sleepAndWake({
      ...{ regionUrl: service.regionUrl, tenant, clusterId, kube },
    });
    await tenant.over(await tenant.remove(clusterId));
    if (differences.length > 0) throw new Error(`not what it was: ${differences.join("\n")}`);
    const detail = { version, machines: "3 + 2", ...seen };
    record({
      figure: "wake-seconds",
      value: seen.wakeSeconds,
      unit: `s from the call to the woken cluster of 3 + 2 machines, all ${seen.objects} objects identical, with a webhook that nobody answers for`,
      goal: "<= 300",
      command,
      detail,
    });
    record({
      figure: "hibernated-hourly-cost-share",
      value: round(seen.hibernatedMicros / seen.runningMicros, 3),
      unit: "of what an hour costs while it runs: the load balancer with its addresses stays, for the name",
      goal: "<= 0.1",
      command,
      detail,
    });
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
