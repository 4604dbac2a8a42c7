import { rmSync } from "node:fs";
import { join } from "node:path";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Credentials } from "#contract/credentials.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";

/** The version that is measured: the newest. */
export const [version] = kubernetesVersions;

const imageDir = join(cacheFolder(), "images");

/** Brings up the whole service on sandbox machines for a measurement; nothing of it is left, whatever comes of it. @param versions that machines may be of */
export const withRealService = async (
  measure: (service: Service) => Promise<void>,
  versions: readonly string[] = [version],
): Promise<void> => {
  const cacheDir = cacheFolder();
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir, say: console.log });
  for (const one of versions) await ensureImage(one, { cacheDir, say: console.log });
  const service = await startService({ machines: "sandbox", stateDir, region: { images: [...versions], imageDir } });
  try {
    await measure(service);
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};

/** A new cluster of three members and some workers, and kubectl for it. @throws Error when it was not made */
export const newCluster = async (service: Service, workers: number, of: string = version): Promise<ClusterInUse> => {
  const tenant = await tenantOf(service, "bench");
  const spec = { name: "bench", version: of, nodeGroups: [{ name: "default", size: workers }] };
  // Longer than it takes on a computer that does nothing else.
  const { clusterId, status, error } = await tenant.over(await tenant.create(spec), 300, 600_000);
  if (status !== "succeeded") throw new Error(`the create ended ${status}: ${JSON.stringify(error)}`);
  const credentials = await tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`);
  const kube = kubectlWith(join(imageDir, of, "root/usr/local/bin/kubectl"), credentials);
  return { regionUrl: service.regionUrl, tenant, clusterId, kube };
};
