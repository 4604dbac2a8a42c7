/** A real create against the same by hand; what is left after a delete; memory: `npm run bench -- create`. */
import { existsSync } from "node:fs";
import type { Service } from "#local/service.ts";
import { strays } from "#local/stray-processes.ts";
import { tenantOf } from "#local/tenant.ts";
import { traces } from "#local/traces.ts";
import { median, record, round } from "./figure.ts";
import { memoryOf } from "./memory.ts";
import { version, withRealService } from "./real-service.ts";
import { buildByHand } from "./self-built.ts";

const command = "npm run bench -- create";
const pairs = 3;

/** Of all that the service has started, and of its machines. */
const memory = (service: Service) => {
  const { mebibytes, inMachines, processes } = memoryOf([
    process.pid,
    ...strays(service.stateDir).map(({ pid }) => pid),
  ]);
  return { mebibytes: round(mebibytes, 0), inMachines: round(inMachines, 0), processes };
};

const create = async (service: Service, name: string) => {
  const tenant = await tenantOf(service, "bench");
  const began = Date.now();
  const operation = await tenant.over(await tenant.create({ name, nodeGroups: [{ name: "default", size: 2 }] }), 1_000);
  // By the service's own clock, which is this computer's: a look comes up to a second late.
  const seconds = round((Date.parse(operation.endedAt ?? "") - began) / 1000);
  if (operation.status !== "succeeded")
    throw new Error(`the create ended ${operation.status}: ${JSON.stringify(operation.error)}`);
  const stages = Object.fromEntries(
    operation.stages.map(({ name: stage, startedAt, endedAt }) => [
      stage,
      startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : undefined,
    ]),
  );
  const remove = async (): Promise<number> => {
    const from = performance.now();
    const gone = await tenant.over(await tenant.remove(operation.clusterId));
    if (gone.status !== "succeeded" || gone.receipt?.left.length !== 0)
      throw new Error(`the delete ended ${gone.status}: ${JSON.stringify(gone.error ?? gone.receipt)}`);
    return round((performance.now() - from) / 1000);
  };
  return { seconds, stages, remove };
};

const leaks = async (service: Service, before: ReturnType<typeof traces>) => {
  const { resources } = (await fetch(`${service.regionUrl}/_region/resources`).then((answer) => answer.json())) as {
    resources: Record<string, string[]>;
  };
  const after = traces();
  return Object.entries({ ...resources, ...after }).flatMap(([kind, ids]) =>
    ids.filter((id) => !before[kind]?.includes(id)).map((id) => `${kind} ${id}`),
  );
};

export const benchCreate = (): Promise<void> =>
  withRealService(async (service) => {
    const cgroupV1 = !existsSync("/sys/fs/cgroup/cgroup.controllers");
    const idle = memory(service);
    const before = traces();
    const ours: Awaited<ReturnType<typeof create>>[] = [];
    const hand: { seconds: number; steps: Record<string, number> }[] = [];
    const deleteSeconds: number[] = [];
    const left: string[] = [];
    let withCluster = idle;
    for (let i = 0; i < pairs; i++) {
      const cluster = await create(service, `bench-${i}`);
      ours.push(cluster);
      if (i === 0) withCluster = memory(service);
      deleteSeconds.push(await cluster.remove());
      left.push(...(await leaks(service, before)));
      const { seconds, steps, remove } = await buildByHand(service, version, cgroupV1);
      hand.push({ seconds: round(seconds), steps });
      await remove();
      console.log(`pair ${i + 1} of ${pairs}: ${cluster.seconds} s, by hand ${round(seconds)} s`);
    }
    const ourMedian = median(ours.map(({ seconds }) => seconds));
    const handMedian = median(hand.map(({ seconds }) => seconds));
    record({
      figure: "create-vs-by-hand",
      value: round(ourMedian / handMedian),
      unit: `median of ${pairs} creates, call to running cluster, against as many by hand, launch to Ready`,
      goal: "<= 0.55",
      command,
      detail: { version, machines: "3 + 2", ours: ours.map(({ seconds, stages }) => ({ seconds, stages })), hand },
    });
    record({
      figure: "leaks-after-delete",
      value: left.length,
      unit: "things left in the region or on this computer after a delete",
      goal: "= 0",
      command,
      detail: { left, deleteSeconds },
    });
    for (const [figure, goal, measured] of [
      ["idle-memory-mib", "<= 2048", idle],
      ["cluster-memory-mib", "<= 6144", withCluster],
    ] as const)
      record({
        figure,
        value: measured.mebibytes,
        unit: "MiB (PSS) of LocalStack, functions, region, issuer, bench itself and machines",
        goal,
        command,
        detail: { inMachines: measured.inMachines, processes: measured.processes },
      });
  });
