import { afterEach, expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";
import { cluster, clusterId, operation, operationId } from "#cli/testing/examples.ts";
import { type StandIn, standIn } from "#cli/testing/stand-in.ts";
import { Backup } from "#contract/backups.ts";

const backup = Backup.parse(Backup.meta()?.["example"]);

let service: StandIn | undefined;
afterEach(() => service?.close());

const serve = async () => {
  service = await standIn(({ method, path }) => {
    const of = `/clusters/${clusterId}`;
    if (path.startsWith(`/operations/${operationId}`)) return { status: 200, body: operation("succeeded") };
    if (method !== "POST" && path.startsWith(`${of}/backups/`)) return { status: 200, body: backup };
    if (path.endsWith("/drill")) return { status: 202, body: operation("running") };
    if (path === `${of}/restore` || (method === "POST" && path === `${of}/backups`))
      return { status: 202, body: operation("running") };
    if (path.startsWith(`${of}/backups`)) return { status: 200, body: { items: [backup] } };
    if (method === "GET" && path.startsWith("/clusters?")) return { status: 200, body: { items: [cluster] } };
    if (method === "POST" && path === "/clusters") return { status: 202, body: operation("running") };
    return { status: 200, body: cluster };
  });
  return service;
};

test("backup create, list and view tell of backups", async () => {
  const { env } = await serve();
  expect((await kubewright(["backup", "create", clusterId], { env })).code).toBe(0);
  const list = await kubewright(["backup", "list", clusterId], { env });
  expect(list.out).toMatch(new RegExp(`^${backup.id} .* 5\\.3 MB .*4211`, "m"));
  const view = await kubewright(["backup", "view", clusterId, backup.id], { env });
  expect(view.out).toContain(`SHA-256 ${backup.sha256}`);
  expect(view.out).toMatch(/Proven: .*412 objects read/);
});

test("backup delete and cluster restore want a yes where nobody can be asked, and then send what was said", async () => {
  const { env, seen } = await serve();
  for (const args of [
    ["backup", "delete"],
    ["cluster", "restore"],
  ]) {
    const refused = await kubewright([...args, clusterId, backup.id], { env });
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--yes")]);
    expect((await kubewright([...args, clusterId, backup.id, "--yes"], { env })).code).toBe(0);
  }
  expect(seen.find(({ method }) => method === "DELETE")?.path).toBe(`/clusters/${clusterId}/backups/${backup.id}`);
  expect(seen.find(({ path }) => path.endsWith("/restore"))?.body).toEqual({ backupId: backup.id });
});

test("cluster create --restore-from names the cluster and its backup, and takes over the range of its Services", async () => {
  const { env, seen } = await serve();
  const create = (from: string, ...more: string[]) =>
    kubewright(["cluster", "create", "clone", "--restore-from", from, "--yes", ...more], { env });
  const asked = () => seen.findLast(({ method, path }) => method === "POST" && path === "/clusters")?.body;
  const restoreFrom = { clusterId, backupId: backup.id };
  for (const name of [clusterId, cluster.name]) {
    await create(`${name}/${backup.id}`);
    expect(asked()).toEqual({ name: "clone", restoreFrom, network: { serviceCidr: cluster.network.serviceCidr } });
  }
  await create(`${clusterId}/${backup.id}`, "--service-cidr", "10.99.0.0/16", "--network-cidr", "10.9.0.0/16");
  expect(asked()).toMatchObject({ network: { serviceCidr: "10.99.0.0/16", cidr: "10.9.0.0/16" } });
  for (const wrong of [backup.id, `/${backup.id}`, `${clusterId}/`, `a/b/${backup.id}`]) {
    const { code, err } = await create(wrong);
    expect([code, err]).toEqual([2, expect.stringContaining("allowed: CLUSTER/BACKUP")]);
  }
});
