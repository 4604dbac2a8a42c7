/** A lost worker replaced, by the service and by hand: `npm run bench -- replace`. */
import { existsSync } from "node:fs";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import type { Service } from "#local/service.ts";
import type { ClusterInUse } from "./cluster-in-use.ts";
import { median, record, round } from "./figure.ts";
import { newCluster, version, withRealService } from "./real-service.ts";
import { buildByHand } from "./self-built.ts";

const command = "npm run bench -- replace";
const runs = 3;

const patience = { seconds: 240, pause: 500 };

const seconds = (from: string | undefined, to: string | undefined): number =>
  round((Date.parse(to ?? "") - Date.parse(from ?? "")) / 1000);

interface NodeList {
  items: { metadata: { uid: string }; status: { conditions: { type: string; status: string }[] } }[];
}

const readyNodes = async ({ kube }: ClusterInUse): Promise<string[]> => {
  const { items } = JSON.parse(await kube.kubectl("get", "nodes", "-o", "json")) as NodeList;
  const isReady = ({ status }: NodeList["items"][number]): boolean =>
    status.conditions.some(({ type, status: is }) => type === "Ready" && is === "True");
  return items.filter(isReady).map(({ metadata }) => metadata.uid);
};

/** Looks as often as who works by hand does. @returns when a node was seen Ready that had not been there */
const newReady = async (cluster: ClusterInUse, before: readonly string[]): Promise<string> => {
  const isNew = (uids: string[]): boolean => uids.some((uid) => !before.includes(uid));
  await eventually(() => readyNodes(cluster), isNew, { seconds: 240, pause: 200 });
  return new Date().toISOString();
};

/** Kills a worker and waits for its repair. The time counts from the repair's beginning to the new node being Ready. */
const replaceOnce = async (cluster: ClusterInUse) => {
  const { regionUrl, tenant, clusterId } = cluster;
  const [worker] = (await tenant.nodes(clusterId)).filter(({ role, state }) => role === "worker" && state === "ready");
  const before = await readyNodes(cluster);
  const killedAt = new Date().toISOString();
  await orderFault(regionUrl, { kind: "kill-machine", instanceId: worker?.id ?? "" });
  const repairs = async (): Promise<Operation[]> => {
    const { items } = await tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`);
    return items.filter(({ kind, nodeId }) => kind === "node.replace" && nodeId === worker?.id);
  };
  const [begun] = await eventually(repairs, (some) => some.length > 0, patience);
  const readyAt = await newReady(cluster, before);
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
    toReady: seconds(repair.createdAt, readyAt),
    toVerified: seconds(repair.createdAt, verified),
    whole: seconds(repair.createdAt, repair.endedAt),
    stages: Object.fromEntries(repair.stages.map(({ name, endedAt }) => [name, seconds(repair.createdAt, endedAt)])),
  };
};

const ours = async (service: Service) => {
  const cluster = await newCluster(service, 2);
  const { tenant, clusterId } = cluster;
  const measured = [];
  for (let i = 0; i < runs; i++) measured.push(await replaceOnce(cluster));
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

export const benchReplace = (): Promise<void> =>
  withRealService(async (service) => {
    const measured = await ours(service);
    const hand = await byHand(service);
    record({
      figure: "replace-vs-by-hand",
      value: round(median(measured.map(({ toReady }) => toReady)) / median(hand)),
      unit: `median of ${runs} repairs of a killed worker, begin to node Ready, against as many by hand`,
      goal: "<= 1.2",
      command,
      detail: { version, ours: measured, hand },
    });
  });
