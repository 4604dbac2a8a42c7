/** Many clusters that come, change and go on simulated machines: `npm run bench -- soak [--minutes N] [--clusters N]`. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "#local/eventually.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { awsCalls } from "./aws-calls.ts";
import { record, round } from "./figure.ts";
import { useOfTable } from "./soak/busiest-keys.ts";
import { allExecutions, allRecords, orphansIn, stuckIn, thingsIn } from "./soak/end-state.ts";
import { type Histories, historiesOf } from "./soak/histories.ts";
import { growthOf, type MemorySample, memoryOfParts } from "./soak/parts-memory.ts";
import { priceOfExecution, priceOfReads, priceOfWrites } from "./soak/price-of-operation.ts";
import { runSoak, type Soaked } from "./soak/run-soak.ts";
import { tellAnswers, tellFairness, tellOperations, unexpected } from "./soak/tell.ts";

const command = "npm run bench -- soak";
/** What the figures are of; a smaller run prints and keeps none. */
const least = { minutes: 10, clusters: 1_000 };
const awake = 100;

interface SoakOptions {
  minutes: number;
  clusters: number;
}

/** Looks at memory each 15 seconds until it is told to stop. */
const sampling = (stateDir: string) => {
  const samples: MemorySample[] = [];
  const began = performance.now();
  const timer = setInterval(() => samples.push(memoryOfParts(stateDir, (performance.now() - began) / 1000)), 15_000);
  return {
    samples,
    stop: () => clearInterval(timer),
  };
};

/** What is there more of each kind than before. */
const moreThan = (before: Record<string, number>, after: Record<string, number>): string[] =>
  Object.keys(after)
    .filter((kind) => (after[kind] ?? 0) > (before[kind] ?? 0))
    .map((kind) => `${after[kind]} ${kind}, ${before[kind] ?? 0} before`);

/** What is left of clusters once all are gone; what ends takes its seconds. */
const leftIn = async (service: Service, before: Record<string, number>): Promise<string[]> => {
  const look = async () => moreThan(before, await thingsIn(service));
  return eventually(look, (more) => more.length === 0, { seconds: 60, pause: 2_000 }).catch(look);
};

const priced = (histories: Record<string, Histories>) =>
  Object.fromEntries(
    Object.entries(histories).map(([workflow, one]) => [
      workflow,
      {
        ...one,
        ...{ transitions: round(one.transitions, 1), invocations: round(one.invocations, 1) },
        microDollars: round(priceOfExecution(one), 0),
      },
    ]),
  );

const memoryIn = (samples: readonly MemorySample[]) => ({
  growth: Object.fromEntries(Object.entries(growthOf(samples)).map(([part, ratio]) => [part, round(ratio, 3)])),
  samples: samples
    .filter((_, i) => i % 4 === 0)
    .map(({ seconds, mebibytes, processes }) => ({
      ...{ seconds: round(seconds, 0), processes },
      ...Object.fromEntries(Object.entries(mebibytes).map(([part, size]) => [part, round(size, 0)])),
    })),
});

/** Everything that is known once it is over. */
const lookBack = async (service: Service, soaked: Soaked, log: string, from: number) => {
  const calls = awsCalls(log, from);
  const executions = await allExecutions(service);
  const records = await allRecords(service);
  const stuck = [
    ...stuckIn(records, executions, (tenantId) => tenantId.startsWith("soak")),
    ...orphansIn(records.operations, executions),
  ];
  const histories = priced(await historiesOf(service.localstackUrl, executions, 25));
  const use = await useOfTable(service.localstackUrl);
  const operations = records.operations.length;
  const reads = (calls["dynamodb.GetItem"] ?? 0) / operations;
  return {
    ...{ stuck, operations, histories, use, unexpected: unexpected(soaked.ended), calls },
    anOperation: {
      itemsRead: round(reads, 1),
      writeUnits: round(use.writeUnits / operations, 1),
      tableMicroDollars: round(priceOfWrites(use.writeUnits / operations) + priceOfReads(reads), 0),
    },
  };
};

/** On a service that has nothing but itself. */
export const soakOn = async (service: Service, { minutes, clusters }: SoakOptions): Promise<void> => {
  const burst = Math.min(awake, clusters);
  const log = join(service.stateDir, "logs/localstack.log");
  const before = await thingsIn(service);
  const memory = sampling(service.stateDir);
  const from = readFileSync(log, "utf8").length;
  const soaked = await runSoak(service, {
    ...{ name: "soak", seed: 8, tenants: 8, asleep: clusters - burst, burst, requests: 500, names: 500 },
    ...{ seconds: minutes * 60, lanes: 6, say: console.log },
  });
  memory.stop();
  const left = [...soaked.left, ...(await leftIn(service, before))];
  const { stuck, ...seen } = await lookBack(service, soaked, log, from);
  const growth = growthOf(memory.samples);
  const detail = {
    ...{ minutes, clusters, burst: soaked.burst, mostOpenAtOnce: soaked.mostOpen },
    ...{ loadSeconds: round(soaked.loadSeconds, 0), removalSeconds: round(soaked.removalSeconds, 0) },
    ...{ fairness: tellFairness(soaked.fairness), byKind: tellOperations(soaked.ended) },
    ...{ answers: tellAnswers(soaked.answers), stuck, left, ...seen },
  };
  const grown = { minutes, clusters, ...memoryIn(memory.samples) };
  console.log(JSON.stringify({ ...detail, memory: grown }, null, 2));
  if (minutes < least.minutes || clusters < least.clusters) {
    console.log(`no figure is kept of less than ${least.minutes} minutes with ${least.clusters} clusters`);
    return;
  }
  record({
    ...{ figure: "soak-stuck-operations", value: stuck.length + left.length, goal: "= 0", command, detail },
    unit: `of ${seen.operations} operations in ${minutes} minutes on ${clusters} clusters, ${clusters - burst} of them asleep: not over, a lock that is not free, an execution of no operation, something left of a cluster that is gone`,
  });
  record({
    ...{ figure: "soak-memory-growth", value: round(Math.max(growth.region, growth.functionProcess)) },
    ...{ goal: "<= 1.2", command, detail: grown },
    unit: "PSS in the last quarter of the time against the second, the worse of the region and of a function's process on average",
  });
};

export const benchSoak = async (options: SoakOptions): Promise<void> => {
  const stateDir = join(stateFolder(), "soak");
  await installLocalStack({ cacheDir: cacheFolder(), say: console.log });
  const service = await startService({
    ...{ machines: "simulated", stateDir, processesPerFunction: 2 },
    region: { bootSeconds: 0, vcpus: 10_000 },
  });
  try {
    await soakOn(service, options);
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
