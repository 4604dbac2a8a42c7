/** What calls take while 50 clients ask at the same time, against a bare function: `npm run bench -- api-clients`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { layClusters } from "./api-load.ts";
import { record, round } from "./figure.ts";
import { deployHello } from "./hello.ts";
import { percentile, shown, timed } from "./timed-calls.ts";

const clients = 50;
/** Of each client, of each kind, in each round. */
const calls = 20;
const rounds = 4;
const clusters = 1_000;
/** As this computer has cores: more of them take turns. */
const processesPerFunction = 2;

/** Each client asks anew as soon as it is answered. */
const inParallel = async (call: () => Promise<Response>): Promise<number[]> => {
  const times: number[] = [];
  const client = async (): Promise<void> => {
    for (let i = 0; i < calls; i++) times.push(await timed(call));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
};

/** Kinds in turn, so that whatever the computer does besides meets all of them alike. The first round, which starts processes, is no part. */
const measured = async (kinds: Record<string, () => Promise<Response>>): Promise<Record<string, number[]>> => {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  for (let round = 0; round <= rounds; round++)
    for (const [kind, call] of Object.entries(kinds)) {
      const all = await inParallel(call);
      if (round > 0) times[kind]?.push(...all);
    }
  return times;
};

export const askInParallel = async (service: Service): Promise<void> => {
  const clusterId = await layClusters(service.localstackUrl, "clients", clusters);
  const headers = { authorization: `Bearer ${await service.token("clients", "viewer")}` };
  const hello = await deployHello(service.localstackUrl);
  const times = await measured({
    view: () => fetch(`${service.apiUrl}/clusters/${clusterId}`, { headers }),
    hello: () => fetch(hello),
  });
  const p99 = (kind: string) => percentile(times[kind] ?? [], 0.99);
  record({
    figure: "api-p99-50-clients-vs-hello",
    value: round(p99("view") / p99("hello")),
    unit: `p99 of viewing one of ${clusters} clusters against a function that does nothing behind the same gateway, each under ${clients} parallel clients`,
    goal: "<= 2",
    command: "npm run bench -- api-clients",
    detail: { ...{ clients, calls: clients * calls * rounds, processesPerFunction }, milliseconds: shown(times) },
  });
};

export const benchApiClients = async (): Promise<void> => {
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir: cacheFolder(), say: console.log });
  const service = await startService({ machines: "simulated", stateDir, processesPerFunction });
  try {
    await askInParallel(service);
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
