/** What calls take, by how much there is and against a bare function: `npm run bench -- api`. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "#adapters/system-clock.ts";
import { listClusters, viewCluster } from "#core/clusters/read-clusters.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { State } from "#core/ports/state.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { startService } from "#local/service.ts";
import { layClusters, meteredState } from "./api-load.ts";
import { record, round } from "./figure.ts";
import { deployHello } from "./hello.ts";
import { percentile, shown, timed } from "./timed-calls.ts";

const command = "npm run bench -- api";
const sizes = [10, 1_000, 10_000] as const;
const calls = 600;
const pageSize = 10;

/** Calls of all kinds in turn, so that whatever the computer does besides meets all of them alike. */
const inTurn = async (kinds: Record<string, () => Promise<Response>>): Promise<Record<string, number[]>> => {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  // What is loaded at a first call is no part of it.
  for (const call of Object.values(kinds)) for (let i = 0; i < 20; i++) await timed(call);
  for (let i = 0; i < calls; i++)
    for (const [kind, call] of Object.entries(kinds)) times[kind]?.push(await timed(call));
  return times;
};

const caller = (tenantId: string) => ({ tenantId, subject: "bench", role: "viewer" as const });
const unread = { body: undefined, idempotencyKey: undefined, ifMatch: undefined };

const readUnits = async (
  { state, backups, units }: { state: State; backups: Backups; units(): number },
  tenantId: string,
  clusterId: string,
): Promise<{ list: number; view: number }> => {
  const ports = { state, backups, clock: systemClock };
  units();
  await listClusters({ ...unread, caller: caller(tenantId), params: undefined, query: { pageSize } }, ports);
  const list = units();
  await viewCluster({ ...unread, caller: caller(tenantId), params: { clusterId }, query: undefined }, ports);
  return { list, view: units() };
};

export const benchApi = async (): Promise<void> => {
  const stateDir = join(stateFolder(), "bench");
  await installLocalStack({ cacheDir: cacheFolder(), say: console.log });
  const service = await startService({ machines: "simulated", stateDir });
  try {
    const metered = await meteredState(service.localstackUrl);
    const units: Record<string, { list: number; view: number }> = {};
    const kinds: Record<string, () => Promise<Response>> = {};
    for (const size of sizes) {
      const tenant = `tenant-${size}`;
      const clusterId = await layClusters(service.localstackUrl, tenant, size);
      const headers = { authorization: `Bearer ${await service.token(tenant, "viewer")}` };
      kinds[`list of ${size}`] = () => fetch(`${service.apiUrl}/clusters?pageSize=${pageSize}`, { headers });
      kinds[`view of ${size}`] = () => fetch(`${service.apiUrl}/clusters/${clusterId}`, { headers });
      units[size] = await readUnits(metered, tenant, clusterId);
    }
    const hello = await deployHello(service.localstackUrl);
    const times = await inTurn({ ...kinds, hello: () => fetch(hello) });
    const p99 = (kind: string) => percentile(times[kind] ?? [], 0.99);
    const detail = { calls, pageSize, milliseconds: shown(times), readUnits: units };
    const growth = ["list", "view"].flatMap((call) =>
      sizes.slice(1).map((size) => p99(`${call} of ${size}`) / p99(`${call} of ${sizes[0]}`)),
    );
    record({
      figure: "list-p99-growth",
      value: round(Math.max(...growth)),
      unit: "p99 of list and view at 1,000 and 10,000 clusters against 10, the worst",
      goal: "<= 1.3",
      command,
      detail,
    });
    const [few, ...more] = sizes.map((size) => units[size] ?? { list: 0, view: 0 });
    const unitGrowth = more.flatMap(({ list, view }) => [list / (few?.list ?? 0), view / (few?.view ?? 0)]);
    record({
      figure: "list-read-units-growth",
      value: round(Math.max(...unitGrowth)),
      unit: "read units of a list page and a view at 1,000 and 10,000 clusters against 10, the worst",
      goal: "<= 1",
      command,
      detail: { pageSize, readUnits: units },
    });
    record({
      figure: "api-p99-vs-hello",
      value: round(p99(`view of ${sizes[1]}`) / p99("hello")),
      unit: "p99 of viewing a cluster against a function that does nothing behind the same gateway",
      goal: "<= 2",
      command,
      detail,
    });
  } finally {
    await service.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
};
