import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { kubewright } from "#cli/testing/command-line.ts";
import { cluster, clusterId, operation } from "#cli/testing/examples.ts";
import { type Answered, type Seen, type StandIn, standIn } from "#cli/testing/stand-in.ts";
import { Plan } from "#contract/plans.ts";

const nodeId = "i-0123456789abcdef0";
const [group = { id: "", name: "" }] = cluster.nodeGroups;
const node = {
  id: nodeId,
  name: "ip-10-0-64-4",
  role: "worker",
  zone: "us-east-1a",
  machineType: "t3.large",
  address: "10.0.64.4",
  version: "v1.37.2",
  state: "ready",
  createdAt: "2026-01-01T00:00:00.000Z",
};

const details = {
  ...node,
  capacity: { cpuMillicores: 2000, memoryMiB: 8000, pods: 110 },
  allocatable: { cpuMillicores: 2000, memoryMiB: 7900, pods: 110 },
  usage: { cpuMillicores: 250, memoryMiB: 2000 },
};

const rolling = { kind: "node-group.roll", roll: { maxSurge: 2, machines: { done: 2, total: 5 } } } as const;

const answer = ({ method, path }: Seen): Answered => {
  if (path.startsWith("/operations/"))
    return { status: 200, body: operation("succeeded", { kind: "node-group.update" }) };
  if (path.endsWith("/roll")) return { status: 202, body: operation("pending", rolling) };
  if (method !== "GET") return { status: 202, body: operation("pending", { kind: "node-group.update" }) };
  if (/\/node-groups\?pageSize=100$/.test(path)) return { status: 200, body: { items: [group] } };
  if (path.endsWith(`/nodes/${nodeId}`)) return { status: 200, body: details };
  if (path.includes("/nodes")) return { status: 200, body: { items: [node] } };
  return { status: 200, body: path === `/clusters/${clusterId}` ? cluster : { items: [cluster] } };
};

let service: StandIn;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kw-cli-"));
  service = await standIn(answer);
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await service.close();
});
const run = (...args: string[]) => kubewright(args, { env: service.env });
const asked = () => service.seen.filter(({ method }) => method !== "GET");

test("a group is made of options, and what they say of it is the API's to judge", async () => {
  writeFileSync(join(folder, "script"), "echo hello\n");
  const { code, out } = await run(
    ...[
      "node-group",
      "create",
      "web",
      "batch",
      "--size",
      "2",
      "--min",
      "1",
      "--max",
      "9",
      "--machine-type",
      "m6i.large",
    ],
    ...["--zone", "us-east-1a,us-east-1b", "--disk", "60", "--data-disk", "100:/data", "--data-disk", "5:/logs"],
    ...["--label", "tier=batch", "--taint", "batch=yes:NoSchedule", "--taint", "old:NoExecute", "--spot"],
    ...["--placement", "spread", "--drain-seconds", "60", "--user-script", join(folder, "script")],
  );
  expect([code, out]).toEqual([0, expect.stringContaining("Adding node group batch to cluster web: operation op_")]);
  expect(asked()).toEqual([
    expect.objectContaining({
      method: "POST",
      path: `/clusters/${clusterId}/node-groups`,
      body: {
        name: "batch",
        size: 2,
        min: 1,
        max: 9,
        machineType: "m6i.large",
        zones: ["us-east-1a", "us-east-1b"],
        diskGiB: 60,
        dataDisks: [
          { sizeGiB: 100, mountPath: "/data" },
          { sizeGiB: 5, mountPath: "/logs" },
        ],
        labels: { tier: "batch" },
        taints: [
          { key: "batch", value: "yes", effect: "NoSchedule" },
          { key: "old", effect: "NoExecute" },
        ],
        userScript: "echo hello\n",
        spot: true,
        placement: "spread",
        drainSeconds: 60,
      },
    }),
  ]);
  expect(asked()[0]?.headers["idempotency-key"]).toBeDefined();
});

test("a file says it too, and options have the last word", async () => {
  writeFileSync(join(folder, "group.yaml"), "size: 5\nlabels: {a: b}\n");
  await run("node-group", "create", "web", "batch", "-f", join(folder, "group.yaml"), "--size", "6");
  expect(asked()[0]?.body).toEqual({ name: "batch", size: 6, labels: { a: "b" } });
});

test("a group is found by its name, changed, and waited for", async () => {
  const { code, out } = await run("node-group", "update", "web", "default", "--size", "0", "--force", "--wait");
  expect([code, out]).toEqual([0, expect.stringMatching(/^Node group default is as asked for, in /)]);
  expect(asked()[0]).toMatchObject({
    method: "PATCH",
    path: `/clusters/${clusterId}/node-groups/${group.id}`,
    body: { size: 0, force: true },
  });
});

test("with --plan it is only told what would be done", async () => {
  const plan = {
    ...{ ...(Plan.meta()?.["example"] as Plan), kind: "node-group.update" as const },
    proof: { holds: false, situations: 259, promises: ["this", "that"], broken: ["that"] },
  };
  await service.close();
  service = await standIn((seen) =>
    seen.path.includes("validateOnly=true") ? { status: 200, body: plan } : answer(seen),
  );
  for (const [verb, method] of [
    ["create", "POST"],
    ["update", "PATCH"],
  ] as const) {
    const { code, out } = await run("node-group", verb, "web", group.name, "--size", "5", "--plan");
    expect([code, out]).toEqual([
      0,
      expect.stringContaining("Changing a node group of cluster web would take 1 stages"),
    ]);
    expect(out).toContain("In each of 259 situations, with any one failure: this; that.\n  not kept: that\n");
    expect(asked().at(-1)).toMatchObject({ method, path: expect.stringContaining("?validateOnly=true") });
  }
  expect((await run("node-group", "delete", "web", group.name, "--plan")).code).toBe(0);
  expect(asked().at(-1)).toMatchObject({ method: "DELETE", path: expect.stringContaining("?validateOnly=true") });
  for (const verb of ["drain", "replace", "remove"]) {
    expect((await run("node", verb, "web", "ip-10-0-64-4", "--plan")).code).toBe(0);
    const path = expect.stringContaining(`/${verb}?validateOnly=true`);
    expect(asked().at(-1)).toMatchObject({ method: "POST", path });
  }
});

test("a group is scaled by the service when that is asked for, and left alone again", async () => {
  await run("node-group", "update", "web", "default", "--max", "9", "--scale-down-after", "120");
  await run("node-group", "update", "web", "default", "--autoscale");
  await run("node-group", "update", "web", "default", "--no-autoscale");
  expect(asked().map(({ body }) => body)).toEqual([
    { max: 9, autoscaling: { enabled: true, scaleDownAfterSeconds: 120 } },
    { autoscaling: { enabled: true } },
    { autoscaling: { enabled: false } },
  ]);
  expect((await run("node-group", "view", "web", "default")).out).toMatch(/Autoscaling: +off/);
});

test("what becomes of failed machines is said when it is asked for, and a replaced one may be kept", async () => {
  await run("node-group", "update", "web", "default", "--keep-failed");
  await run("node-group", "update", "web", "default", "--no-repair");
  await run("node", "replace", "web", "ip-10-0-64-4", "--keep");
  expect(asked().map(({ body }) => body)).toEqual([
    { repair: { enabled: true, keepFailedMachines: true } },
    { repair: { enabled: false } },
    { force: false, keep: true },
  ]);
});

test("a group is rolled, so many at a time, and its operation says how far it is", async () => {
  const { code, out } = await run("node-group", "roll", "web", "default", "--max-surge", "2", "--force", "--yes");
  expect([code, out]).toEqual([
    0,
    expect.stringContaining("Replacing outdated machines of node group default: operation op_"),
  ]);
  expect(asked()[0]).toMatchObject({
    ...{ method: "POST", path: `/clusters/${clusterId}/node-groups/${group.id}/roll` },
    body: { maxSurge: 2, force: true },
  });
  expect(asked()[0]?.headers["idempotency-key"]).toBeDefined();
  await service.close();
  service = await standIn(() => ({ status: 200, body: operation("running", rolling) }));
  expect((await run("operation", "view", operation("running").id)).out).toMatch(
    /Roll: +2 of 5 machines are replaced, 2 at a time/,
  );
});

test("deleting needs a word: the name, or --yes", async () => {
  expect((await run("node-group", "delete", "web", "default")).code).toBe(2);
  expect(asked()).toEqual([]);
  expect((await run("node-group", "delete", "web", "default", "--yes", "--force")).code).toBe(0);
  expect(asked()[0]).toMatchObject({
    method: "DELETE",
    path: `/clusters/${clusterId}/node-groups/${group.id}?force=true`,
  });
});

test("groups are listed and shown", async () => {
  expect((await run("node-group", "list", "web")).out).toMatch(
    /^NAME +STATE +SIZE +OUTDATED +RANGE.*\ndefault +running +2 +(-|\d+) +0-100 +t3\.large +all +no /,
  );
  expect((await run("node-group", "view", "web", "default")).out).toContain("Root disk:");
  const { code, err } = await run("node-group", "view", "web", "nothing");
  expect([code, err]).toEqual([4, expect.stringContaining("it has default")]);
});

test("a node is shown with what is used of it", async () => {
  const { code, out } = await run("node", "view", "web", "ip-10-0-64-4");
  expect(code).toBe(0);
  expect(out).toMatch(/Has: +2 cores, 8000 MiB, 110 pods/);
  expect(out).toMatch(/Used: +0\.25 cores \(13 %\), 2000 MiB \(25 %\)/);
});

test.each(["drain", "replace", "remove"])("node %s finds the node by its name", async (name) => {
  expect((await run("node", name, "web", "ip-10-0-64-4", "--force")).code).toBe(0);
  expect(asked()[0]).toMatchObject({
    method: "POST",
    path: `/clusters/${clusterId}/nodes/${nodeId}/${name}`,
    body: { force: true },
  });
  expect((await run("node", name, "web", "nobody")).err).toContain("has no node");
});

test.each([
  ["--taint", "x"],
  ["--taint", "x:Never"],
  ["--data-disk", "100"],
  ["--size", "many"],
])("%s %s is refused before anything is asked", async (option, value) => {
  expect((await run("node-group", "update", "web", "default", option, value)).code).toBe(2);
  expect(service.seen).toEqual([]);
});
