import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { type ProblemCode, problemCodes } from "#contract/problems.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { kubewright } from "./testing/command-line.ts";
import { cluster, clusterId, operation, operationId } from "./testing/examples.ts";
import { type Answered, type Seen, type StandIn, standIn } from "./testing/stand-in.ts";

let service: StandIn;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kw-cli-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await service?.close();
});

const serve = async (answer: (asked: Seen, count: number) => Answered): Promise<StandIn> => {
  service = await standIn(answer);
  return service;
};
const ok = (body: unknown): Answered => ({ status: 200, body });

/** One running cluster, and one operation that has just ended. */
const usual = ({ method, path }: Seen): Answered => {
  if (path.startsWith("/operations/")) return ok(operation("succeeded"));
  if (path.endsWith("/credentials")) {
    const pem = "-----BEGIN CERTIFICATE-----\n";
    const keys = {
      certificateAuthority: pem,
      clientCertificate: pem,
      clientKey: "the-key",
      groups: ["kubewright:admins:1"],
    };
    return { status: 201, body: { endpoint: cluster.endpoint, expiresAt: "2126-01-01T01:00:00.000Z", ...keys } };
  }
  if (method === "GET" && path === `/clusters/${clusterId}`) return ok(cluster);
  if (method === "GET") return ok({ items: [cluster] });
  return { status: 202, body: operation("pending") };
};

const problem = (code: ProblemCode, more = {}): Answered => {
  const { status, title } = problemCodes[code];
  return { status, body: { type: `urn:kubewright:problem:${code}`, title, status, code, detail: "so it is", ...more } };
};

test.each(Object.keys(problemCodes) as ProblemCode[])("%s is told in words, with its own exit code", async (code) => {
  const { env } = await serve(() => problem(code));
  const { code: exit, err, out } = await kubewright(["cluster", "list"], { env });
  expect(exit).toBe(exitCodeOf[code]);
  expect(err).toContain(`so it is (${code})`);
  expect(out).toBe("");
});

test("every field at fault is named with what it was given and what is allowed", async () => {
  const errors = [
    { field: "controlPlane.machines", value: 4, allowed: "3 or 5" },
    { field: "nodeGroups[0].size", value: 900, allowed: "at most 100" },
  ];
  const { env } = await serve(() => problem("InvalidInput", { errors }));
  const args = ["cluster", "create", "web", "--control-plane-machines", "4", "--nodes", "900"];
  const { code, err } = await kubewright(args, { env });
  expect(code).toBe(2);
  expect(err).toContain("controlPlane.machines: got 4; 3 or 5");
  expect(err).toContain("nodeGroups[0].size: got 900; at most 100");
});

test("an operation in the way is named with how to wait for it", async () => {
  const { env } = await serve(() => problem("WrongState", { operationId }));
  const { code, err } = await kubewright(["cluster", "list"], { env });
  expect([code, err]).toEqual([5, expect.stringContaining(`operation watch ${operationId}`)]);
});

test("a create whose answer is lost is asked again under the same Idempotency-Key", async () => {
  const { env, seen } = await serve((asked, count) => (count === 1 ? "lost" : usual(asked)));
  const { code } = await kubewright(["cluster", "create", "web", "--nodes", "2"], { env });
  expect(code).toBe(0);
  expect(seen.map(({ method, body }) => [method, body])).toEqual([
    ["POST", { name: "web", nodeGroups: [{ name: "default", size: 2 }] }],
    ["POST", { name: "web", nodeGroups: [{ name: "default", size: 2 }] }],
  ]);
  const keys = new Set(seen.map(({ headers }) => headers["idempotency-key"]));
  expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(seen[0]?.headers.authorization).toBe("Bearer a-token");
});

test("credentials, which cannot be repeated harmlessly, are asked for once", async () => {
  const { env, seen } = await serve((asked) => (asked.path.endsWith("/credentials") ? "lost" : usual(asked)));
  const { code, err } = await kubewright(["cluster", "credentials", clusterId], { env });
  expect([code, seen.length]).toEqual([6, 1]);
  expect(err).toContain("does not answer");
});

test("create --wait shows each stage that has ended and how long all of it took", async () => {
  const { env } = await serve(usual);
  const { code, out, err } = await kubewright(["cluster", "create", "web", "--wait"], { env });
  expect(code).toBe(0);
  expect(err).toContain("Create network: done in 2.0 s");
  expect(out).toContain("Cluster web is running, made in 1 min 15 s.");
});

test("create --wait of an operation that is rolled back exits with 1 and says why", async () => {
  const error = { code: "BootFailed", message: "kubeadm init failed", stage: "AwaitMachines" };
  const { env } = await serve((asked) =>
    asked.path.startsWith("/operations/") ? ok(operation("rolled-back", { error })) : usual(asked),
  );
  const { code, err } = await kubewright(["cluster", "create", "web", "--wait"], { env });
  expect(code).toBe(1);
  expect(err).toContain("AwaitMachines: kubeadm init failed (BootFailed)");
  expect(err).toContain("has been taken away again");
});

test("waiting ends at --timeout with 7, and by Ctrl-C with 130; the operation goes on either way", async () => {
  const running = (asked: Seen) => (asked.path.startsWith("/operations/") ? ok(operation("running")) : usual(asked));
  const { env, seen } = await serve(running);
  const late = await kubewright(["cluster", "create", "web", "--wait", "--timeout", "0"], { env });
  expect([late.code, late.err]).toEqual([7, expect.stringContaining(`operation watch ${operationId}`)]);
  const interrupt = new AbortController();
  const watching = kubewright(["operation", "watch", operationId], { env, signal: interrupt.signal });
  interrupt.abort();
  expect(await watching).toMatchObject({ code: 130, err: expect.stringContaining("the operation goes on") });
  expect(seen.some(({ method }) => method === "DELETE")).toBe(false);
});

test("delete asks for the name, and needs --yes where nobody can be asked", async () => {
  const { env, seen } = await serve(usual);
  const deleted = () => seen.filter(({ method }) => method === "DELETE").length;
  expect(await kubewright(["cluster", "delete", "web"], { env })).toMatchObject({ code: 2 });
  expect(await kubewright(["cluster", "delete", "web"], { env, typed: "wep" })).toMatchObject({ code: 2 });
  expect(deleted()).toBe(0);
  expect(await kubewright(["cluster", "delete", "web"], { env, typed: "web\n" })).toMatchObject({ code: 0 });
  expect(await kubewright(["cluster", "delete", "web", "--yes"], { env })).toMatchObject({ code: 0 });
  expect(deleted()).toBe(2);
});

test("delete --wait prints the receipt", async () => {
  const receipt = { checkedAt: "2026-01-01T00:01:15.000Z", checked: ["instances", "volumes"], left: [] };
  const { env } = await serve((asked) =>
    asked.path.startsWith("/operations/")
      ? ok(operation("succeeded", { kind: "cluster.delete", receipt }))
      : usual(asked),
  );
  const { code, out } = await kubewright(["cluster", "delete", "web", "--yes", "--wait"], { env });
  expect(code).toBe(0);
  expect(out).toContain("Receipt: nothing is left. Looked for instances, volumes");
});

test("a kubeconfig is for its owner only and holds no key unless asked to", async () => {
  const { env: where } = await serve(usual);
  const env = { ...where, XDG_CACHE_HOME: join(folder, "cache") };
  const file = join(folder, "deep", "web.yaml");
  expect(await kubewright(["cluster", "kubeconfig", "web", "--file", file], { env })).toMatchObject({ code: 0 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, "utf8");
  expect(text).not.toContain(Buffer.from("the-key").toString("base64"));
  expect(text).not.toContain("a-token");
  const { users, clusters } = parse(text) as { users: { user: { exec: { args: string[] } } }[]; clusters: object[] };
  expect(clusters[0]).toMatchObject({ cluster: { server: cluster.endpoint } });
  const { code, out } = await kubewright(users[0]?.user.exec.args ?? [], { env });
  expect([code, JSON.parse(out)]).toMatchObject([0, { kind: "ExecCredential", status: { clientKeyData: "the-key" } }]);
  const embedded = await kubewright(["cluster", "kubeconfig", clusterId, "--stdout", "--static"], { env });
  expect(parse(embedded.out)).toMatchObject({
    users: [{ user: { "client-key-data": Buffer.from("the-key").toString("base64") } }],
  });
});

test("clusters are found by name page after page; one that is not there exits with 4 and names the others", async () => {
  const { env, seen } = await serve(({ path }) =>
    ok(
      path.startsWith("/clusters/")
        ? { ...cluster, recovery: { rpoSeconds: 60 } }
        : path.includes("pageToken=more")
          ? { items: [cluster] }
          : { items: [{ ...cluster, name: "old" }], nextPageToken: "more" },
    ),
  );
  const found = await kubewright(["cluster", "view", "web", "-o", "json"], { env });
  // Also what a list leaves out.
  expect(JSON.parse(found.out)).toMatchObject({ id: clusterId, name: "web", recovery: { rpoSeconds: 60 } });
  expect(seen.map(({ path }) => path.split("?")[0])).toEqual(["/clusters", "/clusters", `/clusters/${clusterId}`]);
  const missing = await kubewright(["cluster", "view", "webb"], { env });
  expect([missing.code, missing.err]).toEqual([4, expect.stringContaining("there are old, web")]);
});

test("an answer with more in it than is known is taken; one with less is not", async () => {
  const { env } = await serve(({ path }) =>
    ok(path.startsWith("/clusters/") ? { ...cluster, colour: "blue" } : { items: [{ ...cluster, state: undefined }] }),
  );
  expect(await kubewright(["cluster", "view", clusterId], { env })).toMatchObject({ code: 0 });
  const { code, err } = await kubewright(["cluster", "list"], { env });
  expect([code, err]).toEqual([6, expect.stringContaining("items.0.state")]);
});

test.each([
  [["cluster", "crate"], "Did you mean create?"],
  [["cluster", "create"], "missing required argument 'name'"],
  [["cluster", "create", "x", "--nodes", "-1"], "'--nodes <number>'"],
  [["cluster", "create", "x", "--label", "a"], "key=value"],
  [["cluster", "create", "x", "--nose", "1"], "unknown option '--nose'"],
  [["cluster", "create", "x", "--timeout", "soon"], "--timeout"],
  [["cluster", "create", "x", "--file", "/nowhere/x.yaml"], "/nowhere/x.yaml"],
  [["cluster", "kubeconfig", "x", "--file", "y", "--stdout"], "exclude each other"],
  [["node", "list"], "missing required argument 'cluster'"],
  [["frobnicate"], "unknown command"],
])("%j is wrong usage: 2", async (args, said) => {
  const { env } = await serve(usual);
  const { code, err } = await kubewright(args, { env });
  expect([code, err]).toEqual([2, expect.stringContaining(said)]);
});

test("help says what the exit codes are", async () => {
  const { code, out } = await kubewright(["help", "exit-codes"]);
  expect([code, out]).toEqual([0, expect.stringContaining("4  there is no such thing (404)")]);
  expect(await kubewright(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("Exit codes:") });
});

test("a specification file is taken with the options over it", async () => {
  const { env, seen } = await serve(usual);
  const file = join(folder, "spec.yaml");
  writeFileSync(
    file,
    "version: '1.36'\nlabels: { team: shop, tier: one }\nnodeGroups:\n  - { name: small, size: 1 }\n  - { name: big }\n",
  );
  const args = ["cluster", "create", "web", "--file", file, "--nodes", "7", "--label", "tier=two"];
  expect(await kubewright(args, { env })).toMatchObject({ code: 0 });
  expect(seen[0]?.body).toEqual({
    name: "web",
    version: "1.36",
    labels: { team: "shop", tier: "two" },
    nodeGroups: [{ name: "small", size: 7 }, { name: "big" }],
  });
});
