/** A lost worker replaced, by the service and by hand: `npm run bench -- replace`. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { kubernetesVersions } from "#contract/catalog.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { orderFault } from "#local/order-fault.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import { median, record, round } from "./figure.ts";
import { buildByHand } from "./self-built.ts";

const command = "npm run bench -- replace";
const runs = 3;
const [version] = kubernetesVersions;
type Tenant = Awaited<ReturnType<typeof tenantOf>>;

const patience = { seconds: 240, pause: 500 };

const seconds = (from: string | undefined, to: string | undefined): number =>
  round((Date.parse(to ?? "") - Date.parse(from ?? "")) / 1000);

/** Kills a worker and waits for its repair. The time counts from the repair's beginning to the new node being Ready and verified. */
const replaceOnce = async ({ regionUrl }: Service, tenant: Tenant, clusterId: string) => {
  const [worker] = (await tenant.nodes(clusterId)).filter(({ role, state }) => role === "worker" && state === "ready");
  const killedAt = new Date().toISOString();
  await orderFault(regionUrl, { kind: "kill-machine", instanceId: worker?.id ?? "" });
  const repairs = async (): Promise<Operation[]> => {
    const { items } = await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`);
    return items.filter(({ kind, nodeId }) => kind === "node.replace" && nodeId === worker?.id);
  };
  const [begun] = await eventually(repairs, (some) => some.length > 0, patience);
  const repair = await tenant.over(begun as Operation);
  if (repair.status !== "succeeded")
    throw new Error(`the repair ended ${repair.status}: ${JSON.stringify(repair.error)}`);
  await eventually(
    () => tenant.cluster(clusterId),
    ({ state }) => state === "running",
    patience,
  );
  const verified = repair.stages.find(({ name }) => name === "VerifyNodes")?.endedAt;
  return {
    detection: seconds(killedAt, repair.createdAt),
    toReady: seconds(repair.createdAt, verified),
    whole: seconds(repair.createdAt, repair.endedAt),
  };
};

const ours = async (service: Service) => {
  const tenant = await tenantOf(service, "bench");
  const { clusterId, status } = await tenant.over(
    await tenant.create({ name: "bench", nodeGroups: [{ name: "default", size: 2 }] }),
  );
  if (status !== "succeeded") throw new Error(`the create ended ${status}`);
  const measured = [];
  for (let i = 0; i < runs; i++) measured.push(await replaceOnce(service, tenant, clusterId));
  await tenant.over(await tenant.remove(clusterId));
  return measured;
};

const byHand = async (service: Service): Promise<number[]> => {
  const hand = await buildByHand(service, version, !existsSync("/sys/fs/cgroup/cgroup.controllers"));
  const measured = [];
  for (let i = 0; i < runs; i++) measured.push(round(await hand.replaceWorker()));
  await hand.remove();
  return measured;
};

export const benchReplace = async (): Promise<void> => {
  const cacheDir = cacheFolder();
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir, say: console.log });
  await ensureImage(version, { cacheDir, say: console.log });
  const region = { images: [version], imageDir: join(cacheDir, "images") };
  const service = await startService({ machines: "sandbox", stateDir, region });
  try {
    const measured = await ours(service);
    const hand = await byHand(service);
    record({
      figure: "replace-vs-by-hand",
      value: round(median(measured.map(({ toReady }) => toReady)) / median(hand)),
      unit: `median of ${runs} repairs of a killed worker, begin to node Ready and verified, against as many by hand`,
      goal: "<= 1.2",
      command,
      detail: { version, ours: measured, hand },
    });
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
