import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ClusterInUse } from "#bench/cluster-in-use.ts";
import { rehearseOnly } from "#bench/rehearse.ts";
import { seedBreakages, seeded } from "#bench/seeded-breakages.ts";
import type { Backup } from "#contract/backups.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";

const [old, next] = ["v1.36.3", "v1.37.2"] as const;

let service: Service;
let cluster: ClusterInUse;

beforeAll(async () => {
  const cacheDir = cacheFolder();
  const imageDir = join(cacheDir, "images");
  await installLocalStack({ cacheDir });
  for (const version of [old, next]) await ensureImage(version, { cacheDir });
  service = await startService({
    machines: "sandbox",
    stateDir: join(stateFolder(), "test-rehearsal"),
    region: { images: [next, old], imageDir },
  });
  const tenant = await tenantOf(service, "rehearsal");
  const spec = { name: "rehearsal", version: old, nodeGroups: [{ name: "default", size: 1 }] };
  const { clusterId, status, error } = await tenant.over(await tenant.create(spec));
  expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
  const credentials = await tenant.call<Credentials>("POST", `/clusters/${clusterId}/credentials`);
  const kube = kubectlWith(join(imageDir, old, "root/usr/local/bin/kubectl"), credentials);
  cluster = { regionUrl: service.regionUrl, tenant, clusterId, kube };
}, 2_400_000);

afterAll(async () => {
  if (cluster)
    await (async () => cluster.tenant.over(await cluster.tenant.remove(cluster.clusterId)))().catch(() => undefined);
  await service.stop();
}, 240_000);

const machines = async () => ({
  version: (await cluster.tenant.cluster(cluster.clusterId)).version,
  nodes: (await cluster.tenant.nodes(cluster.clusterId)).map(({ id, version }) => `${id} ${version}`).sort(),
});

const tell = ({ stages, upgrade }: Operation): void => {
  const took = stages.filter(({ endedAt }) => endedAt);
  const parts = took.map(
    ({ name, startedAt = "", endedAt = "" }) => `${name} ${(Date.parse(endedAt) - Date.parse(startedAt)) / 1000}`,
  );
  process.stderr.write(`${parts.join(", ")}\n${JSON.stringify(upgrade?.rehearsal)}\n`);
};

test("a whole cluster passes, and the way is free", async () => {
  const before = await machines();
  const operation = await rehearseOnly(cluster);
  tell(operation);
  expect(operation.upgrade?.rehearsal).toMatchObject({ verdict: "passed", version: next, found: 0, findings: [] });
  expect(operation.upgrade?.rehearsal?.objects).toBeGreaterThan(100);
  expect(operation.status).toBe("cancelled");
  expect(await machines()).toEqual(before);
}, 600_000);

test("three breakages are found at once; nothing has changed, and nothing is left", async () => {
  await seedBreakages(cluster);
  const before = await machines();
  const operation = await rehearseOnly(cluster, ["webhooks"]);
  tell(operation);
  expect(operation).toMatchObject({ status: "rolled-back", error: { code: "WrongState", stage: "RecordRehearsal" } });
  const { verdict, findings = [] } = operation.upgrade?.rehearsal ?? {};
  expect({ verdict, findings: findings.map(({ check, what }) => `${check} ${what}`).sort() }).toEqual({
    verdict: "failed",
    findings: [...seeded].sort(),
  });
  expect(await machines()).toEqual(before);
  const { items } = await cluster.tenant.call<{ items: Backup[] }>("GET", `/clusters/${cluster.clusterId}/backups`);
  expect(items.filter(({ id }) => id === operation.backupId)).toEqual([]);
}, 600_000);
