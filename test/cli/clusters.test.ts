import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { Cluster } from "#contract/clusters.ts";
import type { Node } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import { run } from "#test/run-program.ts";
import { service } from "#test/service.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kw-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command line of somebody in a tenant. */
const as = (tenant: string, role = "admin") => {
  const file = join(folder, `${tenant}-${role}.json`);
  const { apiUrl, issuerUrl, regionUrl, localstackUrl } = service;
  const who = { tenant, role, subject: "tester", tokenUrl: `${issuerUrl}/token` };
  writeFileSync(file, JSON.stringify({ apiUrl, regionUrl, localstackUrl, ...who }));
  return (args: string[], env: Record<string, string> = {}) =>
    run("./kubewright", args, { env: { KUBEWRIGHT_PROFILE: file, ...env } });
};

test("a cluster from create to receipt", async () => {
  const kubewright = as("cli-life");
  const created = await kubewright(["cluster", "create", "web", "--nodes", "2", "--label", "team=shop", "--wait"]);
  expect(created).toMatchObject({ code: 0, out: expect.stringContaining("Cluster web is running, made in") });
  expect(created.err).toMatch(/Launch control plane: done in \d+\.\d s/);

  const { out } = await kubewright(["cluster", "view", "web", "-o", "json"]);
  const cluster = JSON.parse(out) as Cluster;
  expect(cluster).toMatchObject({ name: "web", state: "running", labels: { team: "shop" } });
  expect((await kubewright(["cluster", "list"])).out).toMatch(/^web +running +v1\.\d+\.\d+ +3 +2 /m);

  const nodes = parse((await kubewright(["node", "list", "web", "--output", "yaml"])).out) as Node[];
  expect(nodes.map(({ role }) => role).sort()).toEqual([...Array(3).fill("control-plane"), "worker", "worker"]);

  const file = join(folder, "web.kubeconfig");
  expect(await kubewright(["cluster", "kubeconfig", "web", "--file", file])).toMatchObject({ code: 0 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { users } = parse(readFileSync(file, "utf8")) as {
    users: { user: { exec: { command: string; args: string[]; env: { name: string; value: string }[] } } }[];
  };
  const { command = "", args = [], env = [] } = users[0]?.user.exec ?? {};
  const asked = await run(command, args, {
    env: { ...Object.fromEntries(env.map(({ name, value }) => [name, value])), XDG_CACHE_HOME: folder },
  });
  expect(JSON.parse(asked.out)).toMatchObject({
    kind: "ExecCredential",
    status: { clientKeyData: expect.stringContaining("KEY") },
  });

  expect(await kubewright(["cluster", "create", "web"])).toMatchObject({ code: 5 });
  expect(await as("cli-other")(["cluster", "view", cluster.id])).toMatchObject({ code: 4 });
  expect(await as("cli-life", "viewer")(["cluster", "delete", "web", "--yes"])).toMatchObject({ code: 3 });
  expect(await kubewright(["cluster", "delete", "web"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("--yes"),
  });

  const deleted = await kubewright(["cluster", "delete", "web", "--yes", "--wait"]);
  expect(deleted).toMatchObject({ code: 0, out: expect.stringContaining("Receipt: nothing is left.") });
  expect(await kubewright(["cluster", "view", "web"])).toMatchObject({ code: 4 });
  const of = await kubewright(["operation", "list", "--cluster", cluster.id, "-o", "json"]);
  expect((JSON.parse(of.out) as Operation[]).map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    "cluster.delete succeeded",
    "cluster.create succeeded",
  ]);
}, 300_000);

test("what makes no sense is named field by field and leaves nothing behind", async () => {
  const kubewright = as("cli-wrong");
  const wrong = ["X!", "--control-plane-machines", "4", "--nodes", "900", "--network-cidr", "10.0.0.1/16"];
  const { code, err } = await kubewright(["cluster", "create", ...wrong]);
  expect(code).toBe(2);
  for (const field of ["name", "controlPlane.machines", "nodeGroups[0].size", "network.cidr"])
    expect(err).toContain(`  ${field}: got `);
  const spec = join(folder, "spec.yaml");
  writeFileSync(spec, "colour: blue\n");
  expect(await kubewright(["cluster", "create", "web", "--file", spec])).toMatchObject({
    code: 2,
    err: expect.stringContaining("colour"),
  });
  expect((await kubewright(["operation", "list", "-o", "json"])).out.trim()).toBe("[]");
}, 60_000);

test("a token that is none, and a service that is not there, have exit codes of their own", async () => {
  const kubewright = as("cli-doors");
  expect(await kubewright(["cluster", "list"], { KUBEWRIGHT_TOKEN: "rubbish" })).toMatchObject({ code: 3 });
  const nowhere = { KUBEWRIGHT_API_URL: "http://127.0.0.1:9/v1", KUBEWRIGHT_TOKEN: "t" };
  expect(await run("./kubewright", ["cluster", "list"], { env: nowhere })).toMatchObject({ code: 6 });
}, 60_000);

test("the doctor finds the service well, and says what is wrong where it is not", async () => {
  const kubewright = as("cli-doctor");
  const well = JSON.parse((await kubewright(["doctor", "-o", "json"])).out) as { check: string; state: string }[];
  expect(well.filter(({ state }) => state === "failed")).toEqual([]);
  expect(well.map(({ check }) => check)).toEqual(["profile", "API", "token", "LocalStack", "region", "kubectl"]);
  const refused = await kubewright(["doctor"], { KUBEWRIGHT_TOKEN: "rubbish" });
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining("✗ token") });
  expect(refused.out).toContain("what to do: set KUBEWRIGHT_TOKEN anew");
}, 60_000);
