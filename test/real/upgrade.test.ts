import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { probeApi, throughService } from "#bench/api-probe.ts";
import { keptWeb } from "#bench/web-objects.ts";
import type { Credentials } from "#contract/credentials.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { ensureImage } from "#local/kubernetes/image.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { orderFault } from "#local/order-fault.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";
import { answersWithNew, emulatedBy, seenWithTwoNew } from "./emulated.ts";

const [old, next] = ["v1.36.3", "v1.37.2"] as const;

let service: Service;
let tenant: Awaited<ReturnType<typeof tenantOf>>;
let clusterId: string;
let imageDir: string;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const credentials = (): Promise<Credentials> => tenant.call("POST", `/clusters/${clusterId}/credentials`);

const kube = async () => kubectlWith(join(imageDir, old, "root/usr/local/bin/kubectl"), await credentials());

/** kubelets' versions, as the cluster itself tells them. */
const kubelets = async (): Promise<string[]> =>
  (await (await kube()).kubectl("get", "nodes", "-o", "jsonpath={.items[*].status.nodeInfo.kubeletVersion}")).split(
    " ",
  );

/** Images of etcd that members run, by tag. */
const etcds = async (): Promise<string[]> => {
  const args = ["-n", "kube-system", "-l", "component=etcd", "-o", "jsonpath={.items[*].spec.containers[0].image}"];
  return (await (await kube()).kubectl("get", "pods", ...args)).split(" ").map((image) => image.replace(/^.*:/, ""));
};

const upgrade = (): Promise<Operation> => tenant.call("POST", `/clusters/${clusterId}/upgrade`, { version: "1.37" });

const look = (id: string): Promise<Operation> => tenant.call("GET", `/operations/${id}`);

const seconds = ({ createdAt, endedAt = createdAt }: Operation): number =>
  (Date.parse(endedAt) - Date.parse(createdAt)) / 1000;

beforeAll(async () => {
  const cacheDir = cacheFolder();
  await installLocalStack({ cacheDir });
  for (const version of [old, next]) await ensureImage(version, { cacheDir });
  imageDir = join(cacheDir, "images");
  service = await startService({
    machines: "sandbox",
    stateDir: join(stateFolder(), "test-upgrade"),
    region: { images: [next, old], imageDir },
  });
  tenant = await tenantOf(service, "upgrade");
  const spec = { name: "upgrade", version: old, nodeGroups: [{ name: "default", size: 2 }] };
  const created = await tenant.over(await tenant.create(spec));
  expect(created).toMatchObject({ status: "succeeded" });
  ({ clusterId } = created);
}, 2_400_000);

afterAll(async () => {
  if (clusterId) await (async () => tenant.over(await tenant.remove(clusterId)))().catch(() => undefined);
  await service.stop();
}, 240_000);

test("no machine can be had for the second member: the first one goes back to the version before", async () => {
  const began = await upgrade();
  await eventually(
    () => look(began.id),
    ({ upgrade }) => upgrade?.machines.done === 1,
    { seconds: 200, pause: 1_000 },
  );
  // As often as the client asks before it gives up.
  await orderFault(service.regionUrl, { kind: "no-capacity", instanceType: "t3.large", count: 3 });
  const ended = await tenant.over(began, 1_000, 390_000);
  say(`upgrade that went back: ${seconds(ended)} s: ${ended.status} ${JSON.stringify(ended.error)}`);
  expect(ended).toMatchObject({ status: "rolled-back", error: { code: "NoCapacity" } });
  expect(await kubelets()).toEqual(Array(5).fill(old));
}, 400_000);

test("no machine can be had for the second worker, when all members are of the new version: everything goes back", async () => {
  const { kubectl } = await kube();
  const began = await upgrade();
  await eventually(
    () => look(began.id),
    ({ upgrade }) => upgrade?.machines.done === 3,
    { seconds: 400, pause: 1_000 },
  );
  await kubectl("create", "configmap", "written-on-the-way", "--from-literal=by=the-newer-version");
  await eventually(
    () => look(began.id),
    ({ upgrade }) => upgrade?.machines.done === 4,
    { seconds: 500, pause: 500 },
  );
  await orderFault(service.regionUrl, { kind: "no-capacity", instanceType: "t3.large", count: 3 });
  const ended = await tenant.over(began, 1_000, 880_000);
  say(`upgrade that went back from its workers: ${seconds(ended)} s: ${ended.status} ${JSON.stringify(ended.error)}`);
  expect(ended).toMatchObject({ status: "rolled-back", error: { code: "NoCapacity" } });
  expect(await kubelets()).toEqual(Array(5).fill(old));
  expect(await etcds()).toEqual(Array(3).fill("3.6.8-0"));
  expect(await kubectl("get", "configmap", "written-on-the-way", "-o", "jsonpath={.data.by}")).toBe(
    "the-newer-version",
  );
  expect(await tenant.call("GET", `/clusters/${clusterId}`)).toMatchObject({ state: "running", version: old });
}, 1_800_000);

test("every machine is brought to the next minor, while API and a Service answer", async () => {
  const { apply, kubectl } = await kube();
  await apply(...keptWeb("kept"));
  await kubectl("rollout", "status", "deployment/kept", "--timeout=60s");
  const asker = await credentials();
  const probes = [probeApi(asker), probeApi(asker, throughService("kept"))];
  const began = await upgrade();
  const looking = seenWithTwoNew(() => look(began.id), kubectl);
  const ended = await tenant.over(began, 1_000, 880_000);
  const seen = await looking;
  const [api, served] = await Promise.all(probes.map((probe) => probe.stop()));
  say(`upgrade: ${seconds(ended)} s; API ${JSON.stringify(api)}; Service ${JSON.stringify(served)}`);
  say(`with two new members: ${JSON.stringify(seen)}`);
  say(
    ended.stages
      .map(
        ({ name, startedAt = "", endedAt = "" }) => `${name} ${(Date.parse(endedAt) - Date.parse(startedAt)) / 1000}`,
      )
      .join(", "),
  );
  expect({ status: ended.status, error: ended.error }).toEqual({ status: "succeeded", error: undefined });
  expect(await kubelets()).toEqual(Array(5).fill(next));
  expect((await kubectl("version")).includes(`Server Version: ${next}`)).toBe(true);
  // What is new is neither stored nor served before all members are new; from then on by all.
  expect(seen).toMatchObject({ operation: "1.36", withNew: 0 });
  expect(seen.told["1.36"]).toBeGreaterThanOrEqual(2);
  expect(ended.upgrade?.emulates).toBeUndefined();
  expect(await emulatedBy(kubectl)).toEqual({ itself: 3 });
  expect(await answersWithNew(kubectl)).toBeGreaterThan(0);
  // Until the next upgrade: so that this one can be rolled back.
  expect(await etcds()).toEqual(Array(3).fill("3.6.8-0"));
  expect({ api: api?.failed, served: served?.failed }).toEqual({ api: 0, served: 0 });
}, 900_000);

test("the upgrade is rolled back by a call, and what was written since is kept", async () => {
  const { kubectl } = await kube();
  await kubectl("create", "configmap", "written-since", "--from-literal=by=the-newer-version");
  const view = () => tenant.call("GET", `/clusters/${clusterId}`);
  expect(await view()).toMatchObject({ version: next, rollback: { possible: true, version: old } });
  const began: Operation = await tenant.call("POST", `/clusters/${clusterId}/rollback`, {});
  const ended = await tenant.over(began, 1_000, 580_000);
  say(`rollback by a call: ${seconds(ended)} s: ${ended.status} ${JSON.stringify(ended.error)}`);
  expect({ status: ended.status, error: ended.error }).toEqual({ status: "succeeded", error: undefined });
  expect(await kubelets()).toEqual(Array(5).fill(old));
  expect(await etcds()).toEqual(Array(3).fill("3.6.8-0"));
  expect(await kubectl("get", "configmap", "written-since", "-o", "jsonpath={.data.by}")).toBe("the-newer-version");
  expect((await kubectl("version")).includes(`Server Version: ${old}`)).toBe(true);
  expect(await view()).toMatchObject({
    state: "running",
    version: old,
    rollback: { possible: false, reason: "NoUpgrade" },
  });
}, 600_000);
