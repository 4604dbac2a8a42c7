/** A zone lost and given back under requests: `npm run bench -- zone`. */
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
import { loseZone } from "./zone-loss.ts";

const command = "npm run bench -- zone";
const [version] = kubernetesVersions;

export const benchZone = async (): Promise<void> => {
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
    const { zone, service: served, api } = await loseZone({ regionUrl: service.regionUrl, tenant, clusterId, kube });
    await tenant.over(await tenant.remove(clusterId));
    const detail = { version, machines: "3 + 2", zone, service: served, api };
    record({
      figure: "zone-loss-service-failures",
      value: served.failed,
      unit: `failed of ${served.requests} requests to a Service with 2 replicas and trafficDistribution PreferClose, asked from a zone that stays, while another is lost and comes back`,
      goal: "= 0",
      command,
      detail,
    });
    record({
      figure: "zone-loss-api-gap-seconds",
      value: round(api.longestGapSeconds),
      unit: `s, longest time without an answer of the API server through the load balancer, of ${api.requests} requests`,
      goal: "<= 2",
      command,
      detail,
    });
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
